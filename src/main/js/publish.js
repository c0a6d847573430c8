import {explanation, Failure, limited} from './failure.js';

const LIMIT = 30_000;

/** Publishes to a page's first channel, by its ticket or its token; resolves to `{id}` when the broker has confirmed it. */
export async function publish(es, token, data, name, signal) {
  const limit = limited(signal, LIMIT, 'The broker did not confirm it');
  try {
    const body = form(data, name);
    const answer = await (token ? byToken(es, token, body, limit.signal) : byTicket(es, body, limit.signal));
    if (!answer.ok) {
      throw new Failure(await explanation(answer), answer.status);
    }
    return await answer.json();
  } catch (error) {
    throw Failure.of(error, limit.signal, 'The broker cannot be reached');
  } finally {
    limit.done();
  }
}

async function byTicket(es, body, signal) {
  return fetch(`${es.origin}/socket/${await socketOf(es, signal)}`, {method: 'POST', body, signal});
}

/** Once more with a new token where the one at hand is over. */
async function byToken(es, token, body, signal) {
  if (!es.channels.length) {
    throw new Failure('There is no channel to publish to');
  }
  body.append('channel', es.channels[0]);
  for (;;) {
    const headers = await token.headers();
    const answer = await fetch(`${es.origin}/event`, {method: 'POST', headers, body, signal});
    if (answer.status !== 401 || !token.refuse(headers)) {
      return answer;
    }
  }
}

/** Waits for the ticket where there is none yet. */
function socketOf(es, signal) {
  return es.socket_id ?? new Promise((resolve, reject) => {
    es.addEventListener('open', () => resolve(es.socket_id), {once: true, signal});
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

function form(data, name) {
  const parameters = new URLSearchParams({data: typeof data === 'string' ? data : JSON.stringify(data)});
  if (name) {
    parameters.append('name', name);
  }
  return parameters;
}
