// Calls as an operator: with the session's cookie, which no script sees, and the header that no form sends.

import {BROKER} from '../pages/broker.js';

const HEADERS = {'Eshq-Console': '1'};

let onSignedOut = () => {};

/** What to do when the broker says that there is no session any more. */
export function whenSignedOut(action) {
  onSignedOut = action;
}

/** What the broker answers, as JSON; null where it has nothing to say. A refusal is thrown in the broker's own words. */
export async function call(method, path, fields = {}) {
  const answer = await ask(method, path, fields);
  if (answer.status === 401) onSignedOut();
  if (!answer.ok) throw await refusal(answer);
  return answer.status === 204 ? null : answer.json();
}

function ask(method, path, fields) {
  const form = new URLSearchParams(fields);
  const hasBody = method === 'POST' || method === 'PATCH';
  const query = !hasBody && form.size > 0 ? `?${form}` : '';
  return send(`${path}${query}`, {method, ...(hasBody && {body: form})});
}

/** Begins a session; the token goes nowhere else. */
export async function enter(token) {
  const answer = await send('/admin', {method: 'POST', headers: {...HEADERS, Authorization: `Bearer ${token}`}});
  if (!answer.ok) throw await refusal(answer);
}

/** The answer as it comes, for what is no JSON. */
export async function send(path, options) {
  try {
    return await fetch(BROKER + path, {headers: HEADERS, credentials: 'same-origin', cache: 'no-store', ...options});
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Error('The broker cannot be reached.');
  }
}

async function refusal(answer) {
  const problem = await answer.json().catch(() => ({}));
  return Object.assign(new Error(problem.detail ?? `The broker answered ${answer.status}.`), {status: answer.status});
}
