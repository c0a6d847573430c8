// One event stream, followed as a browser's EventSource follows it, but with every frame in sight.

import {Answer} from './answer.js';
import {keptFrame} from './frame.js';

const FIRST_RETRY = 3000; // milliseconds, until the stream says otherwise
const SILENCE = 2 ** 31 - 1; // milliseconds: the longest that a timer takes, for this page does not know the heartbeat

/**
 * Reads the stream at an address, and again whenever it ends, until it is closed or refused.
 *
 * The watcher is told of each frame (`frame`) and of each change (`state`: connecting, open, waiting, failed).
 */
export class Stream {
  lastId;
  #address;
  #watcher;
  #headers;
  #retry = FIRST_RETRY;
  #closing = new AbortController();

  constructor(address, lastId, watcher, headers) {
    this.#address = address;
    this.lastId = lastId;
    this.#watcher = watcher;
    this.#headers = headers;
  }

  close() {
    this.#closing.abort();
  }

  async follow() {
    while (!this.#closing.signal.aborted) {
      const ending = await this.#readOnce();
      if (this.#closing.signal.aborted) return;
      if (ending.status >= 400) return this.#watcher.state('failed', ending.message, ending.status);
      this.#watcher.state('waiting', `${ending.message}. Connecting again in ${(this.#retry / 1000).toFixed(1)} s.`);
      await this.#pause();
    }
  }

  /** Answers why it ended. */
  async #readOnce() {
    this.#watcher.state('connecting', this.lastId ? `After ${this.lastId}` : 'Without a last event id');
    try {
      await new Answer(this.#url(), false, this.#reader(), this.#closing.signal).read();
      return {message: 'The broker ended the stream'};
    } catch (failure) {
      return failure;
    }
  }

  #url() {
    if (!this.lastId) return this.#address;
    return this.#address + (this.#address.endsWith('?') ? '' : '&') + new URLSearchParams({'last-event-id': this.lastId});
  }

  #reader() {
    let isOpen = false;
    return {
      silence: SILENCE,
      headers: this.#headers,
      onLines: lines => {
        if (!isOpen) this.#watcher.state('open', '');
        isOpen = true;
        this.#take(keptFrame(lines));
      },
      onCut: lines => lines.length > 0 && this.#watcher.frame(keptFrame(lines, 'cut off')),
      onRetry: millis => this.#retry = millis,
      onFrame: () => {}, // seen by its lines
    };
  }

  #take(frame) {
    if (frame.id !== null) this.lastId = frame.id;
    this.#watcher.frame(frame);
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
