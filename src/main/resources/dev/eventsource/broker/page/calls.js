// Calls to the broker that answer JSON. A refusal is thrown, with its status, in the broker's own words.

export const post = (path, fields) => call(path, {method: 'POST', body: new URLSearchParams(fields)});

export const get = path => call(path, {});

async function call(path, options) {
  // With credentials of the browser's own, a 401 would open its dialogue for a password.
  const answer = await fetch(path, {...options, credentials: 'omit'}).catch(() => {
    throw new Error('The broker cannot be reached.');
  });
  if (!answer.ok) throw await refusal(answer);
  return answer.json();
}

/** The error that an answer stands for. */
export async function refusal(answer) {
  const problem = await answer.json().catch(() => ({}));
  const message = problem.detail ?? `The broker answered ${answer.status}.`;
  return Object.assign(new Error(message), {status: answer.status});
}
