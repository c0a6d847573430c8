// One event stream, followed as a browser's EventSource follows it, but with every frame in sight.

import {refusal} from './calls.js';
import {FrameReader} from './frames.js';

const FIRST_RETRY = 3000; // milliseconds, until the stream says otherwise

/**
 * Reads the stream at an address, and again whenever it ends, until it is closed or refused.
 *
 * The watcher is told of each frame (`frame`) and of each change (`state`: connecting, open, waiting, failed).
 */
export class Stream {
  lastId;
  #address;
  #watcher;
  #retry = FIRST_RETRY;
  #closing = new AbortController();

  constructor(address, lastId, watcher) {
    this.#address = address;
    this.lastId = lastId;
    this.#watcher = watcher;
  }

  close() {
    this.#closing.abort();
  }

  async follow() {
    while (!this.#closing.signal.aborted) {
      const ending = await this.#readOnce().catch(error => this.#endingOf(error));
      if (this.#closing.signal.aborted) return;
      if (ending.final) return this.#watcher.state('failed', ending.reason, ending.status);
      this.#watcher.state('waiting', `${ending.reason} Connecting again in ${(this.#retry / 1000).toFixed(1)} s.`);
      await this.#pause();
    }
  }

  async #readOnce() {
    this.#watcher.state('connecting', this.lastId ? `After ${this.lastId}` : 'Without a last event id');
    const answer = await fetch(this.#address, {
      headers: this.lastId ? {'Last-Event-ID': asBytes(this.lastId)} : {},
      cache: 'no-store',
      signal: this.#closing.signal,
    });
    if (answer.status !== 200) throw Object.assign(await refusal(answer), {final: true});
    if (!isEventStream(answer)) return {final: true, reason: 'The answer is not an event stream.'};
    this.#watcher.state('open', '');
    await this.#readBody(answer.body);
    return {reason: 'The broker ended the stream.'};
  }

  async #readBody(body) {
    const frames = new FrameReader();
    for (const reader = body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
      const {done, value} = await reader.read();
      if (done) break;
      for (const frame of frames.read(value)) this.#take(frame);
    }
    const rest = frames.unfinished();
    if (rest) this.#watcher.frame(rest);
  }

  #take(frame) {
    if (frame.id !== null) this.lastId = frame.id;
    if (frame.retry !== null) this.#retry = frame.retry;
    this.#watcher.frame(frame);
  }

  #endingOf(error) {
    return error.final
      ? {final: true, reason: error.message, status: error.status}
      : {reason: 'The connection broke.'};
  }

  #pause() {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, this.#retry);
      this.#closing.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

function isEventStream(answer) {
  return /^text\/event-stream\b/i.test(answer.headers.get('Content-Type') ?? '');
}

/** A header takes bytes: the id's UTF-8, as an EventSource sends it. */
function asBytes(id) {
  return String.fromCharCode(...new TextEncoder().encode(id));
}
