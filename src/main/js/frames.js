/** Takes the text of an event stream as it comes and hands on the lines of each frame: WHATWG HTML, section 9.2.6. */
export class Frames {
  constructor(onLines) {
    this._onLines = onLines;
    this._rest = '';
    this._lines = [];
  }

  push(text) {
    // A CR at the very end may be the half of a CRLF.
    const isHalf = this._rest.endsWith('\r');
    const lines = (isHalf ? `\r${text}` : text).split(/\r\n|\n|\r(?!$)/);
    lines[0] = (isHalf ? this._rest.slice(0, -1) : this._rest) + lines[0];
    this._rest = lines.pop();
    lines.forEach((line) => line ? this._lines.push(line) : this._end());
  }

  /** What the end of the stream cut off, which no browser dispatches. */
  get unfinished() {
    return this._rest ? [...this._lines, this._rest] : this._lines;
  }

  _end() {
    const lines = this._lines;
    this._lines = [];
    lines.length && this._onLines(lines);
  }
}

/** A line's field name and value; the name of a comment is empty. */
export function fieldOf(line) {
  return /^([^:]*):? ?([^]*)$/.exec(line).slice(1);
}

/** What a browser makes of a frame: an event, if there is data, with its id, if it has one; and a retry time. */
export function frameOf(lines) {
  const frame = {id: undefined, type: 'message', data: undefined};
  for (const [name, value] of lines.map(fieldOf)) {
    if (name === 'data') {
      frame.data = frame.data === undefined ? value : `${frame.data}\n${value}`;
    } else if (name === 'event') {
      frame.type = value || 'message';
    } else if (name === 'id') {
      frame.id = value;
    } else if (name === 'retry') {
      frame.retry = Number(value);
    }
  }
  return frame;
}
