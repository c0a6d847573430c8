import {Connection} from './connection.js';
import {Failure} from './failure.js';
import {Events} from './iterator.js';
import {watchPage} from './page.js';
import {publish} from './publish.js';
import {Shared} from './shared.js';
import {targetOf} from './target.js';

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/** By the types of their events; the broker lets nobody publish one that begins with eshq: */
const HANDLERS = [
  ['open', 'onopen'],
  ['message', 'onmessage'],
  ['error', 'onerror'],
  ['eshq:reset', 'onreset'],
  ['eshq:resumed', 'onresumed'],
  ['eshq:transport', 'ontransport'],
];

/** What pages use: the events of one channel or several, as an EventSource has them, for as long as it is not closed. */
export class ESHQ extends EventTarget {
  constructor(channel, options = {}) {
    super();
    this.channel = channel;
    this.channels = [].concat(channel).map(String);
    this.options = options;
    this.readyState = CONNECTING;
    this.transport = 'stream';
    for (const [type, handler] of HANDLERS) {
      this[handler] = null;
      this.addEventListener(type, (event) => this[handler]?.(event));
    }
    this._target = targetOf(this.channels, options);
    this.patterns = this._target.patterns;
    this._place = {id: options.last_event_id};
    this._loops = new Set();
    this._closing = new AbortController();
    watchPage({wake: (isNetwork) => this._wake(isNetwork), sleep: () => this._sleep()}, this._closing.signal);
    options.signal?.addEventListener('abort', () => this.close(), {signal: this._closing.signal});
    // Not at once: the handlers are set after this.
    options.signal?.aborted ? this.close() : queueMicrotask(() => this._wake());
  }

  /** The id of the last event of this page, empty before the first one. */
  get lastEventId() {
    return this._place.id ?? '';
  }

  /** The ticket: a server that publishes with it as `socket` leaves this page out. */
  get socket_id() {
    return this._place.socket;
  }

  /** Where the broker is. */
  get origin() {
    return this._target.origin;
  }

  /** Publishes to the first channel; resolves to `{id}` when the broker has it. */
  send(data, name) {
    const sent = publish(this, this._target.token, data, name, this._closing.signal);
    // A page that does not wait for it hears of a failure by its error handler.
    sent.catch((failure) => this._tellFailure(failure));
    return sent;
  }

  close() {
    if (this.readyState !== CLOSED) {
      this._sleep();
      this.readyState = CLOSED;
      this._closing.abort(new Failure('closed'));
      this._loops.forEach((loop) => loop.end());
    }
  }

  /** Every event from now on, until this is closed; a reset among them. */
  [Symbol.asyncIterator]() {
    const loop = new Events((ended) => this._loops.delete(ended));
    this._loops.add(loop);
    if (this.readyState === CLOSED) {
      loop.end();
    }
    return loop;
  }

  _wake(isNetwork) {
    if (this.readyState === CLOSED) {
      return;
    }
    if (this._source) {
      this._source.wake(isNetwork);
    } else {
      const Source = this._target.name ? Shared : Connection;
      this._source = new Source(this._target, this._place, this._sink()).start();
    }
  }

  _sleep() {
    this._source?.close();
    this._source = undefined;
    this.readyState = CONNECTING;
  }

  _sink() {
    return {
      open: () => {
        this.readyState = OPEN;
        this.dispatchEvent(new Event('open'));
      },
      event: (frame) => {
        this._place.id = frame.id ?? this._place.id;
        frame.data === undefined || this._tell(frame);
      },
      reset: (frame) => this._tell(frame, JSON.parse(frame.data)),
      resumed: (frame) => this.dispatchEvent(this._message(frame, JSON.parse(frame.data))),
      ping: (frame) => this.dispatchEvent(this._message(frame)),
      failed: (failure) => {
        failure.isFinal ? this.close() : this.readyState = CONNECTING;
        this._tellFailure(failure);
      },
      transport: (name) => {
        this.transport = name;
        this.dispatchEvent(new Event('eshq:transport'));
      },
    };
  }

  _message({type, data, channel}, more) {
    const event = new MessageEvent(type, {data, lastEventId: this.lastEventId, origin: this._target.origin});
    return Object.assign(event, {channel}, more);
  }

  _tell(frame, more) {
    const event = this._message(frame, more);
    this.dispatchEvent(event);
    this._loops.forEach((loop) => loop.push(event));
  }

  _tellFailure({message, status = 0}) {
    this.dispatchEvent(Object.assign(new Event('error'), {message, status}));
  }
}

Object.assign(ESHQ, {CONNECTING, OPEN, CLOSED});
Object.assign(ESHQ.prototype, {CONNECTING, OPEN, CLOSED});
