// The event stream of all nodes' figures, followed for as long as there is a session.

import {frameOf, Frames} from '../pages/frames.js';
import {send} from './call.js';

const PAUSE = 2000; // milliseconds
const SILENCE = 10_000;

/** Tells its watcher: `nodes` with what all nodes say, `state` (waiting, open) with words, and `over`: no session any more. */
export class Watch {
  #watcher;
  #closing = new AbortController();

  constructor(watcher) {
    this.#watcher = watcher;
  }

  close() {
    this.#closing.abort();
  }

  async follow() {
    while (!this.#closing.signal.aborted) {
      this.#watcher.state('waiting', 'Connecting');
      const why = await this.#read().catch(failure => failure.message);
      if (this.#closing.signal.aborted) return;
      if (why === null) return this.#watcher.over();
      this.#watcher.state('waiting', `${why} Connecting again.`);
      await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
  }

  /** Answers why it ended; null where there is no session. */
  async #read() {
    const silence = new AbortController();
    const signal = AbortSignal.any([this.#closing.signal, silence.signal]);
    let timer = setTimeout(() => silence.abort(), SILENCE);
    try {
      const answer = await send('/admin/events', {signal});
      if (answer.status === 401) return null;
      if (!answer.ok) return `The broker answered ${answer.status}.`;
      const frames = new Frames(lines => this.#take(frameOf(lines)));
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE);
        frames.push(read.value);
      }
      return 'The broker ended the stream.';
    } catch (failure) {
      return silence.signal.aborted ? 'The broker has fallen silent.' : failure.message;
    } finally {
      clearTimeout(timer);
    }
  }

  #take({type, data}) {
    if (type !== 'nodes') return;
    this.#watcher.state('open', 'Live');
    this.#watcher.nodes(JSON.parse(data));
  }
}
