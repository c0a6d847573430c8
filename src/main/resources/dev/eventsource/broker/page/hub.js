// The broker's Mercure hub: what selects topics there, and a form that publishes to it.

import {BROKER} from './broker.js';
import {refusal} from './calls.js';

const HUB = `${BROKER}/.well-known/mercure`;

/** Topics by selectors of one kind, and the token for what of them is private, where there is one. */
export function selectedTopics(kind, selectors, token) {
  const address = `${HUB}?${new URLSearchParams(selectors.map(selector => [kind, selector]))}`;
  return {replaceable: false, open: async () => ({address, headers: authorization(token)})};
}

/** Publishes what a form says, whose fields are read by their ids; tells the id of the update, or what the hub says against it. */
export function publishForm(form, byId) {
  const button = form.querySelector('button');
  form.addEventListener('submit', async submission => {
    submission.preventDefault();
    for (const id of ['published', 'refused']) byId(id).textContent = '';
    button.disabled = true;
    try {
      byId('published').textContent = `Published as ${await publish(byId)}`;
    } catch (failure) {
      byId('refused').textContent = failure.message;
    }
    button.disabled = false;
  });
}

async function publish(byId) {
  const fields = byId('update-topics').value.split('\n').filter(Boolean).map(topic => ['topic', topic]);
  fields.push(['data', byId('update-data').value]);
  if (byId('update-type').value) fields.push(['type', byId('update-type').value]);
  if (byId('update-private').checked) fields.push(['private', 'on']);
  const headers = authorization(bareToken(byId('publisher-token').value));
  const body = new URLSearchParams(fields);
  const answer = await fetch(HUB, {method: 'POST', body, headers, credentials: 'omit'}).catch(() => {
    throw new Error('The broker cannot be reached.');
  });
  if (!answer.ok) throw await refusal(answer);
  return answer.text();
}

/** A token without what it may have been pasted with. */
export function bareToken(text) {
  return text.trim().replace(/^(Authorization: *)?Bearer +/i, '');
}

function authorization(token) {
  return token ? {Authorization: `Bearer ${token}`} : {};
}
