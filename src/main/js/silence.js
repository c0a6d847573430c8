/**
 * Waits for a sign of life. The clock is the wall's, which goes on while the machine sleeps; timers do not, so whoever
 * wakes asks with `check`.
 */
export class Silence {
  constructor(onTooLong) {
    this._onTooLong = onTooLong;
  }

  /** Something came; the next thing has to come within so many milliseconds. */
  allow(millis) {
    clearTimeout(this._timer);
    this._deadline = Date.now() + millis;
    this._timer = setTimeout(() => this._onTooLong(), millis);
  }

  check() {
    if (Date.now() > this._deadline) {
      this.end();
      this._onTooLong();
    }
  }

  end() {
    clearTimeout(this._timer);
    this._deadline = Infinity;
  }
}
