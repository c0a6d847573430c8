const LONGEST = 30_000;

/** How long to wait before the next attempt: what the broker said, doubled with each failure, and spread. */
export class Backoff {
  constructor() {
    this.retry = 2_000 + Math.random() * 2_000;
    this.failures = 0;
  }

  next() {
    const millis = Math.min(LONGEST, this.retry * 2 ** Math.min(this.failures++, 4));
    return Math.max(this.retry, millis * (0.5 + Math.random() / 2));
  }
}
