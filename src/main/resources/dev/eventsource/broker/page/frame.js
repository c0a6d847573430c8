// A frame of an event stream as the debug page keeps it: its lines as they came, and what they say.

import {fieldOf} from './frames.js';

const PREVIEW = 200; // characters of the data

/** Its kind is given where the lines do not tell it. */
export function keptFrame(lines, kind) {
  const frame = {time: new Date(), lines, name: '', id: null, retry: null, data: null};
  for (const line of lines) readField(frame, ...fieldOf(line));
  frame.kind = kind ?? kindOf(frame);
  return frame;
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
