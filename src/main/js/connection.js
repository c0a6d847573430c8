import {Answer} from './answer.js';
import {Backoff} from './backoff.js';
import {Failure} from './failure.js';
import {UNKNOWN} from './reset.js';
import {wantedOf} from './target.js';
import {openTicket} from './ticket.js';

/** How long to poll before a stream is tried again, in milliseconds. */
const POLLING = 600_000;

/** The broker's words that this ticket will not do, and that this token will not. */
const REFUSALS = [400, 403, 404, 410];
const TOKEN_REFUSALS = [401, 403];

/** How long a stream is read at least before the next one with a newer token, in milliseconds. */
const SHORTEST = 1_000;

/** Why an answer is ended that the next one follows at once. */
const RENEWED = new Failure('The token is over');

/**
 * A connection that never gives up: one answer of the broker after the other, each from the last id on, with the same
 * ticket as long as the broker knows it and then with a new one; or with a token, and a new one before that is over. Only
 * where the broker refuses a token that was got a moment ago it stops, and the failure `isFinal`.
 *
 * Its sink is told of `open()`, `resumed(frame)`, `reset(frame)`, `event(frame)`, `ping(frame)`, `failed(failure)` and
 * `transport(name)`. Where it stands is `place`, `{socket, id, position}`; the sink moves its `id` with each event, and
 * before the first one of a stream without a ticket its `position` counts. Last values of keys are events without an `id`; an
 * `id` without `data`, behind them, is a place and no event.
 */
export class Connection {
  constructor(target, place, sink) {
    this._target = target;
    this._place = place;
    this._sink = sink;
    this._backoff = new Backoff();
    this._closing = new AbortController();
    this._pollUntil = 0;
    this._transport = 'stream';
    this._isOpen = false;
    /** Whether the page counts on hearing of everything from here on. */
    this._begun = Boolean(place.id || place.socket || place.position);
  }

  start() {
    this._run(this._closing.signal);
    return this;
  }

  close() {
    this._closing.abort(new Failure('closed'));
    this._endPause?.();
  }

  /** The page or the network is back: look whether the stream lives, and do not wait for the next attempt. */
  wake(isNetwork) {
    if (isNetwork) {
      this._pollUntil = 0;
    }
    this._answer?.check();
    this._endPause?.();
  }

  async _run(signal) {
    while (!signal.aborted) {
      try {
        await this._target.ready?.();
        await this._connect(signal);
      } catch (failure) {
        if (!signal.aborted && this._isToTell(failure)) {
          this._isOpen = false;
          this._sink.failed(failure);
          failure.isFinal ? this.close() : await this._pause(this._backoff.next());
        }
      }
    }
  }

  async _connect(signal) {
    this._headers = await this._target.token?.headers();
    if (this._headers) {
      this._missed ??= this._isLost() ? UNKNOWN : undefined;
    } else if (!this._place.socket) {
      await this._openTicket(signal);
    }
    signal.throwIfAborted();
    const isPoll = Date.now() < this._pollUntil;
    const answer = new Answer(this._url(isPoll), isPoll, this._reader(isPoll), signal);
    this._answer = answer;
    this._began = Date.now();
    await answer.read();
    if (!isPoll) {
      throw new Failure('The stream has ended');
    }
    this._endPoll();
  }

  async _openTicket(signal) {
    const missed = this._missed ?? (this._isLost() && UNKNOWN);
    this._place.socket = await openTicket(this._target, signal);
    this._isNew = true;
    if (missed) {
      // Only now: everything from the ticket on will come, so what the page loads anew is complete.
      this._missed = undefined;
      this._sink.reset(missed);
    }
  }

  /** Whether there is no place to go on from behind what the page has, other than a ticket's. */
  _isLost() {
    return this._begun && !this._place.id && !(this._headers && this._place.position);
  }

  /** Whether a failure is one for the page and its next attempt has to wait. */
  _isToTell(failure) {
    const isRefusal = this._answer && (this._headers ? TOKEN_REFUSALS : REFUSALS).includes(failure.status);
    const isLapsed = isRefusal && failure.status === 404 && !this._isNew;
    const isHeldUp = this._answer?.isHeldUp;
    if (isRefusal) {
      this._place.socket = undefined;
    }
    this._pollUntil = isHeldUp ? Date.now() + POLLING : 0;
    this._answer = undefined;
    return !isLapsed && !isHeldUp && failure !== RENEWED && !(isRefusal && this._headers && this._mayAnotherDo(failure));
  }

  _mayAnotherDo(failure) {
    const mayAnother = this._target.token.refuse(this._headers);
    failure.isFinal = !mayAnother;
    return mayAnother;
  }

  _url(isPoll) {
    const {socket, id, position} = this._place;
    const parameters = new URLSearchParams(
        this._headers ? wantedOf(this._target) : {socket});
    if (this._target.patterns[0] !== undefined) {
      parameters.append('tell', 'channel');
    }
    if (this._headers && this._target.options.user) {
      parameters.append('user', this._target.options.user);
    }
    if (id || position) {
      parameters.append('last-event-id', id || position);
    }
    if (isPoll) {
      parameters.append('transport', 'long-poll');
    }
    return `${this._target.origin}/eventsource?${parameters}`;
  }

  _reader(isPoll) {
    return {
      silence: this._target.silence,
      headers: this._headers,
      onRetry: (millis) => this._backoff.retry = millis,
      onFrame: (frame) => this._take(frame, isPoll),
    };
  }

  _take(frame, isPoll) {
    const wasOpen = this._isOpen;
    this._begin(isPoll ? 'long-poll' : 'stream');
    if (frame.id !== undefined) {
      this._pass(frame);
    } else if (frame.type === 'eshq:channel') {
      this._channel = frame.data;
    } else if (frame.type === 'eshq:resumed') {
      wasOpen || this._sink.resumed(frame);
    } else if (frame.type === 'eshq:reset') {
      this._reset(frame, isPoll);
    } else if (frame.type === 'ping' && frame.data === '{}') {
      this._sink.ping(frame);
    } else if (!frame.type.startsWith('eshq:')) {
      // The last value of a key. Until the id behind them all there is no place to go on from, but that of the ticket.
      this._place.position = undefined;
      this._pass(frame);
    } else if (this._headers) {
      this._takeOfToken(frame, isPoll);
    }
  }

  _pass(frame) {
    this._tellMissed();
    frame.channel = this._channel;
    this._sink.event(frame);
  }

  _takeOfToken({type, data}, isPoll) {
    if (type === 'eshq:open') {
      this._place.position = JSON.parse(data).position;
      this._tellMissed();
    } else if (type === 'eshq:expiring') {
      this._renew(isPoll ? undefined : this._answer, this._closing.signal);
    } else if (type === 'eshq:expired') {
      this._target.token.forget();
      isPoll || this._answer.end(RENEWED);
    }
  }

  /** The old stream is read until there is a new token, and the next one goes on behind it: nothing is missed, and nothing comes twice. */
  async _renew(answer, signal) {
    const backoff = new Backoff();
    const began = this._began;
    while (!signal.aborted && (!answer || answer === this._answer)) {
      try {
        await Promise.all([this._target.token.renew(), wait(began + SHORTEST - Date.now())]);
        answer?.end(RENEWED);
        return;
      } catch (failure) {
        // Told where it is still so when the stream has ended.
        await wait(backoff.next());
      }
    }
  }

  _begin(transport) {
    this._backoff.failures = 0;
    this._begun = true;
    this._isNew = false;
    if (transport !== this._transport) {
      this._transport = transport;
      this._sink.transport(transport);
    }
    if (!this._isOpen) {
      this._isOpen = true;
      this._sink.open();
    }
  }

  /** A poll ends with it, and the next one would hear of it again: it goes on with a new ticket. */
  _reset(frame, isPoll) {
    if (isPoll) {
      this._missed = frame;
    } else {
      this._sink.reset(frame);
    }
  }

  _tellMissed() {
    if (this._missed) {
      this._sink.reset(this._missed);
      this._missed = undefined;
    }
  }

  _endPoll() {
    if (this._missed) {
      this._place.socket = this._place.id = this._place.position = undefined;
    }
  }

  _pause(millis) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millis);
      this._endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const wait = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
