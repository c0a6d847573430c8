/** The turn of one page among all that wait for the same: whoever has the lock of that name. */
export class Turn {
  constructor(name, {onBegin, onLost, onRefused}) {
    this._name = name;
    this._onBegin = onBegin;
    this._onLost = onLost;
    this._onRefused = onRefused;
  }

  wait() {
    this._request({}, true);
  }

  /** Does not wait for one who does not answer. */
  take() {
    this._request({steal: true}, false);
  }

  /** Gives the turn to the next page, or no longer waits for it. */
  end() {
    this._waiting?.abort();
    this._waiting = undefined;
    this._release?.();
    this._release = undefined;
  }

  /** Whether another page waits. */
  async isAwaited() {
    const {pending} = await navigator.locks.query();
    return pending.some(({name}) => name === this._name);
  }

  _request(options, mayEnd) {
    this.end();
    const waiting = this._waiting = new AbortController();
    if (mayEnd) {
      options.signal = waiting.signal;
    }
    this._ask(options, waiting).catch(() => {
      if (waiting === this._waiting) {
        const wasStolen = this._release;
        this.end();
        wasStolen ? this._onLost() : this._onRefused();
      }
    });
  }

  /** Rejects where the browser refuses, which some of them do by throwing. */
  async _ask(options, waiting) {
    await navigator.locks.request(this._name, options, () => this._begin(waiting));
  }

  _begin(waiting) {
    return waiting === this._waiting && new Promise((release) => {
      this._release = release;
      this._onBegin();
    });
  }
}
