import {Failure, limited} from './failure.js';
import {wantedOf} from './target.js';

const LIMIT = 15_000;

/** Asks the page's own server for a socket id: what it got from the broker's POST /socket. */
export async function openTicket(target, signal) {
  const {options} = target;
  const url = options.auth_url || '/eshq/socket';
  const limit = limited(signal, LIMIT, `${url} did not answer`);
  try {
    const answer = await fetch(url, {
      method: 'POST', body: form(target), headers: headers(options.auth_headers), signal: limit.signal,
    });
    if (!answer.ok) {
      throw new Failure(`${url} answered ${answer.status}`, answer.status);
    }
    return socketOf(await answer.text(), url, answer.status);
  } catch (error) {
    throw Failure.of(error, limit.signal, `${url} cannot be reached`);
  } finally {
    limit.done();
  }
}

function form(target) {
  const parameters = new URLSearchParams(wantedOf(target));
  if (target.options.presence_id) {
    parameters.append('presence_id', target.options.presence_id);
  }
  return parameters;
}

/** A value may be a function, asked each time. */
function headers(values = {}) {
  return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'function' ? value() : value]));
}

function socketOf(text, url, status) {
  try {
    const {socket} = JSON.parse(text);
    if (socket) {
      return socket;
    }
  } catch (notJson) {
    // Said below.
  }
  throw new Failure(`${url} answered without a socket: let it pass on what POST /socket answers`, status);
}
