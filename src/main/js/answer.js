import {explanation, Failure} from './failure.js';
import {frameOf, Frames} from './frames.js';
import {Silence} from './silence.js';

/** For the head of an answer, and then for its first frame, which the broker sends with the head, in milliseconds. */
const HEAD = 10_000;
const FIRST_FRAME = 4_000;
const POLL = 40_000;

/** One answer of the broker: a stream, or a poll, read frame by frame as they come. */
export class Answer {
  /**
   * @param {{onFrame, onRetry, onLines, onCut, silence: number}} reader onLines, which may be left out, hears of every frame, those
   *     included that are no event, onCut of what the end cut off; silence: how long a stream may be silent, in milliseconds;
   *     headers, which may be left out: of the request
   */
  constructor(url, isPoll, reader, signal) {
    this._url = url;
    this._isPoll = isPoll;
    this._reader = reader;
    this._abort = new AbortController();
    this._silence = new Silence(() => this._giveUp());
    this._signal = signal;
    this.frames = 0;
    this._isAlive = false;
    /** Whether its end was there when it began, as of one that only says to come back: nobody knows how long a stream will be. */
    this._isWhole = false;
    /** Whether streams seem to be held up on their way: the broker sends something at once, and it did not come. */
    this.isHeldUp = false;
  }

  /** Finds out whether this has been silent for too long, where timers have stood still. */
  check() {
    this._silence.check();
  }

  /** Reads no further; `read` throws that failure. */
  end(failure) {
    this._abort.abort(failure);
  }

  _giveUp() {
    this.isHeldUp = !this._isPoll && !this._isAlive;
    this.end(new Failure('Nothing arrives any more'));
  }

  /** Reads to the end; throws a Failure where it is not what it should be. */
  async read() {
    const end = () => this._abort.abort(this._signal.reason);
    this._signal.addEventListener('abort', end);
    this._silence.allow(this._isPoll ? POLL : HEAD);
    try {
      this._signal.throwIfAborted();
      await this._readFrames(await this._open());
      this._abort.signal.throwIfAborted();
      if (!this.frames) {
        throw new Failure(this._isWhole ? 'The broker opens no stream for now' : 'The broker ended the stream', 200);
      }
    } catch (error) {
      throw Failure.of(error, this._abort.signal, 'The connection broke');
    } finally {
      this._silence.end();
      this._signal.removeEventListener('abort', end);
      this._abort.abort();
    }
  }

  async _open() {
    const response = await fetch(this._url, {
      cache: 'no-store', headers: this._reader.headers, signal: this._abort.signal,
    });
    if (!response.ok) {
      throw new Failure(await explanation(response), response.status);
    }
    if (!/^text\/event-stream/.test(response.headers.get('Content-Type'))) {
      throw new Failure('The answer is not an event stream', response.status);
    }
    this._isWhole = response.headers.has('Content-Length');
    return response.body.getReader();
  }

  async _readFrames(body) {
    const decoder = new TextDecoder();
    const frames = new Frames((lines) => this._take(lines));
    if (!this._isPoll) {
      this._silence.allow(FIRST_FRAME);
    }
    for (let chunk = await body.read(); !chunk.done; chunk = await body.read()) {
      frames.push(decoder.decode(chunk.value, {stream: true}));
      if (this._isAlive) {
        this._silence.allow(this._isPoll ? POLL : this._reader.silence);
      }
    }
    this._reader.onCut?.(frames.unfinished);
  }

  _take(lines) {
    const {retry, ...frame} = frameOf(lines);
    this._abort.signal.throwIfAborted();
    // A stream of topics begins with a retry time alone, and may have no event for long.
    this._isAlive = true;
    this._reader.onLines?.(lines);
    retry === undefined || this._reader.onRetry(retry);
    // An id alone is no event, and moves the place from which the next stream goes on: it comes behind last values.
    if (frame.data !== undefined || frame.id !== undefined) {
      this.frames++;
      this._reader.onFrame(frame);
    }
  }
}
