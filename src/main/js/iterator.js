/** More events than a loop may leave unread before it is told that it is too slow. */
const MOST_UNREAD = 10_000;

/** The events of one `for await` loop, from the moment it begins. */
export class Events {
  constructor(onEnd) {
    this._onEnd = onEnd;
    this._unread = [];
  }

  push(event) {
    if (this._unread.push(event) > MOST_UNREAD) {
      this._failure = new RangeError(`${MOST_UNREAD} events unread: this loop is too slow`);
      this.end();
    }
    this._wake?.();
  }

  end() {
    this._ended = true;
    this._wake?.();
  }

  async next() {
    while (!this._unread.length && !this._ended) {
      await new Promise((resolve) => this._wake = resolve);
    }
    if (this._failure) {
      throw this._failure;
    }
    return this._unread.length ? {value: this._unread.shift(), done: false} : this.return();
  }

  async return() {
    this._ended = true;
    this._unread = [];
    this._onEnd(this);
    return {value: undefined, done: true};
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}
