import {explanation, Failure, limited} from './failure.js';

const LIMIT = 30_000;

/** Publishes to the first channel of a page's ticket; resolves to `{id}` when the broker has confirmed it. */
export async function publish(es, data, name, signal) {
  const limit = limited(signal, LIMIT, 'The broker did not confirm it');
  try {
    const url = `${es.origin}/socket/${await socketOf(es, limit.signal)}`;
    const answer = await fetch(url, {method: 'POST', body: form(data, name), signal: limit.signal});
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
