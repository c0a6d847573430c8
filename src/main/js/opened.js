import {ESHQ} from './eshq.js';

const HANDLERS = ['open', 'message', 'error', 'reset', 'resumed', 'transport'];
const opened = new Map();

/** Opens a channel, or without one a pattern, with its handlers as options; the one that was opened before by that name closes. */
export function open(channel, options = {}) {
  const key = String(channel) || String(options.pattern);
  opened.get(key)?.close();
  const es = new ESHQ(channel, options);
  for (const name of HANDLERS) {
    es[`on${name}`] = options[name] ?? null;
  }
  opened.set(key, es);
  return es;
}

/** Publishes to a channel that was opened here. */
export function send(channel, data, name) {
  const es = opened.get(String(channel));
  return es ? es.send(data, name) : Promise.reject(new Error(`${channel} is not open: call eshq.open first`));
}
