/** Why something did not come about: the HTTP status, 0 where there was no answer, and words for a person. */
export class Failure extends Error {
  constructor(message, status = 0) {
    super(message);
    this.status = status;
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
