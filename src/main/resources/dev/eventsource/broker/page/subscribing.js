// The form that says what to subscribe to: channels with a user's key and secret, or a ticket as it is.

import {signer} from './credentials.js';
import {givenTicket, signedTicket} from './subscription.js';

const byId = id => document.getElementById(id);

/** Calls back with a ticket, and where there is a signer of credentials with that and the channels too. */
export function subscribeForm(form, subscribe) {
  form.addEventListener('change', () => choose(form));
  form.addEventListener('submit', async submission => {
    submission.preventDefault();
    byId('complaint').textContent = '';
    try {
      subscribe(...await read(form));
    } catch (failure) {
      byId('complaint').textContent = failure.message;
    }
  });
  choose(form);
}

async function read(form) {
  const channels = byId('channels').value.split('\n').filter(Boolean);
  if (!withCredentials(form)) return [givenTicket(byId('socket').value.trim(), channels)];
  const sign = await signer(byId('key').value, byId('secret').value);
  return [signedTicket(sign, channels, byId('presence-id').value), sign, channels];
}

function choose(form) {
  const signed = withCredentials(form);
  byId('with-credentials').hidden = !signed;
  byId('with-ticket').hidden = signed;
  for (const id of ['key', 'secret', 'channels']) byId(id).required = signed;
  byId('socket').required = !signed;
  byId('channels-note').textContent = signed ? 'one a line' : 'one a line; empty: all of the ticket’s';
}

function withCredentials(form) {
  return form.elements.with.value === 'credentials';
}
