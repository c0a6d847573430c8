/** Why something did not come about: the HTTP status, 0 where there was no answer, and words for a person. */
export class Failure extends Error {
  constructor(message, status = 0, cause) {
    super(message, {cause});
    this.status = status;
  }

  /** What went wrong, as a failure: browsers have many names for a connection that broke or was given up. */
  static of(error, signal, message) {
    const reason = signal.aborted ? signal.reason : error;
    return reason instanceof Failure ? reason : new Failure(message, 0, reason);
  }
}

/** A controller that ends with another's signal, or by itself after `millis`; `done` stops its clock. */
export function limited(signal, millis, message) {
  const controller = new AbortController();
  const end = () => controller.abort(signal.reason);
  const timer = setTimeout(() => controller.abort(new Failure(message)), millis);
  signal.addEventListener('abort', end);
  if (signal.aborted) {
    end();
  }
  controller.done = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  };
  return controller;
}

/** The broker's problem details say what to change. */
export async function explanation(answer) {
  const problem = await answer.json().catch(() => ({}));
  return problem.detail ?? `The broker answered ${answer.status}`;
}
