// The form that says what to subscribe to: channels with a user's key and secret, a ticket or a token as it is, or a user's public channels;
// or topics of the Mercure hub.

import {explained} from './claims.js';
import {signer} from './credentials.js';
import {bareToken, selectedTopics} from './hub.js';
import {givenTicket, givenToken, publicChannels, signedTicket} from './subscription.js';

const NOTES = {
  credentials: 'one a line',
  ticket: 'one a line; empty: all of the ticket’s',
  token: 'one a line; empty: all that the token names',
  nothing: 'one a line',
  hub: '',
};

const byId = id => document.getElementById(id);

/** Calls back with a ticket, and where there is a signer of credentials with that and the channels too. */
export function subscribeForm(form, subscribe) {
  form.addEventListener('change', () => choose(form));
  byId('token').addEventListener('input', showClaims);
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
  const channels = linesOf('channels');
  const patterns = linesOf('patterns');
  const way = wayOf(form);
  if (way === 'ticket') return [givenTicket(byId('socket').value.trim(), channels, patterns)];
  if (way === 'token') return [givenToken(pastedToken(), channels, patterns)];
  if (way === 'nothing') return [publicChannels(byId('public-user').value.trim(), channels, patterns)];
  if (way === 'hub') return [selectedTopics(byId('selectors').value, linesOf('topics'), bareToken(byId('hub-token').value))];
  const sign = await signer(byId('key').value, byId('secret').value);
  return [signedTicket(sign, channels, patterns, byId('presence-id').value), sign, channels];
}

function choose(form) {
  const chosen = wayOf(form);
  for (const way of Object.keys(NOTES)) byId(`with-${way}`).hidden = way !== chosen;
  for (const id of ['key', 'secret']) byId(id).required = chosen === 'credentials';
  byId('channels').required = ['credentials', 'nothing'].includes(chosen) && linesOf('patterns').length === 0;
  byId('of-channels').hidden = chosen === 'hub';
  byId('topics').required = chosen === 'hub';
  byId('publish').hidden = chosen !== 'hub';
  byId('presence').hidden = chosen === 'hub';
  byId('public-user').required = chosen === 'nothing';
  byId('socket').required = chosen === 'ticket';
  byId('token').required = chosen === 'token';
  byId('channels-note').textContent = NOTES[chosen];
}

function linesOf(id) {
  return byId(id).value.split('\n').filter(Boolean);
}

function wayOf(form) {
  return form.elements.with.value;
}

function pastedToken() {
  return bareToken(byId('token').value);
}

function showClaims() {
  const token = pastedToken();
  const {rows, faults} = token ? explained(token, Date.now() / 1000) : {rows: [], faults: []};
  byId('claims').replaceChildren(...rows.flatMap(([name, text]) => [textIn('dt', name), textIn('dd', text)]));
  byId('faults').replaceChildren(...faults.map(fault => textIn('li', fault)));
}

function textIn(tag, text) {
  return Object.assign(document.createElement(tag), {textContent: text});
}
