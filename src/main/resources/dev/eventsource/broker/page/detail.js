// The frame that is chosen, line by line as it came.

import {fieldOf} from './frames.js';
import {clock, counted, shortened} from './text.js';

const MOST_LINES = 500;
const MOST_CHARACTERS = 20_000; // of a line

const KINDS = {
  event: 'An event. It moves the last event id.',
  control: 'A control event of the broker. It has no id, so the last event id stays.',
  heartbeat: 'A heartbeat: the connection lives.',
  silent: 'No data line: browsers dispatch nothing for it.',
  'cut off': 'Cut off by the end of the stream: browsers drop it.',
};

/** What was sent for a frame, its blank line left out. */
export const rawText = frame => frame.lines.join('\n');

export function showDetail(frame, {title, note, raw}) {
  title.textContent = `Frame ${(frame.number + 1).toLocaleString('en')}, ${clock(frame.time)}`;
  note.textContent = `${kindOf(frame)} ${counted(bytesOf(frame), 'byte')} in ${counted(frame.lines.length, 'line')}.`;
  raw.replaceChildren(...frame.lines.slice(0, MOST_LINES).map(lineOf));
  const hidden = frame.lines.length - MOST_LINES;
  if (hidden > 0) raw.append(`… and ${counted(hidden, 'more line')}`);
}

function kindOf(frame) {
  return frame.kind === 'event' && frame.id === null ? 'An event without an id: the last event id stays.' : KINDS[frame.kind];
}

function bytesOf(frame) {
  return new TextEncoder().encode(rawText(frame)).length;
}

function lineOf(line) {
  const element = document.createElement('span');
  const [field] = fieldOf(line);
  element.append(Object.assign(document.createElement('b'), {textContent: field}));
  element.append(`${shortened(line.slice(field.length), MOST_CHARACTERS)}\n`);
  return element;
}
