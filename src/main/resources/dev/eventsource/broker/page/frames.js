// Frames of an event stream, read as the standard reads them and kept as they came.

const PREVIEW = 200; // characters of the data

/** Cuts text into frames; a frame is the lines up to a blank one. */
export class FrameReader {
  #rest = '';
  #lines = [];

  /** The frames that this text completes. */
  * read(text) {
    // A CR at the very end may be the half of a CRLF.
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    for (const line of lines) {
      if (line !== '') this.#lines.push(line);
      else if (this.#lines.length > 0) yield this.#take();
    }
  }

  /** What the stream's end cut off, which no browser dispatches; null where it ended whole. */
  unfinished() {
    if (this.#rest !== '') this.#lines.push(this.#rest);
    return this.#lines.length === 0 ? null : this.#take('cut off');
  }

  #take(kind) {
    const lines = this.#lines;
    this.#lines = [];
    return frameOf(lines, kind);
  }
}

function frameOf(lines, kind) {
  const frame = {time: new Date(), lines, name: '', id: null, retry: null, data: null};
  for (const line of lines) readField(frame, ...fieldOf(line));
  frame.kind = kind ?? kindOf(frame);
  return frame;
}

/** A line's field name and value; the name of a comment is empty. */
export function fieldOf(line) {
  const colon = line.indexOf(':');
  if (colon < 0) return [line, ''];
  return [line.slice(0, colon), line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)];
}

function readField(frame, name, value) {
  if (name === 'event') frame.name = value;
  if (name === 'id' && !value.includes('\0')) frame.id = value;
  if (name === 'retry' && /^\d+$/.test(value)) frame.retry = Number(value);
  if (name === 'data') frame.data = preview(frame.data, value);
}

function preview(before, value) {
  if (before === null) return value.slice(0, PREVIEW);
  return before.length >= PREVIEW ? before : `${before}⏎${value}`.slice(0, PREVIEW);
}

function kindOf({name, data}) {
  if (data === null) return 'silent';
  if (name === 'ping' && data === '{}') return 'heartbeat';
  return name.startsWith('eshq:') ? 'control' : 'event';
}
