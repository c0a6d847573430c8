// The console: the way in and out, one view at a time, and what all of them are told.

import {call, enter, whenSignedOut} from './call.js';
import {Channels} from './channels.js';
import {byId, write} from './element.js';
import {Nodes} from './nodes.js';
import {Refused} from './refused.js';
import {Sockets} from './sockets.js';
import {Sources} from './sources.js';
import {Users} from './users.js';
import {Watch} from './watch.js';

const RENEWAL = 60_000; // milliseconds between two signs that somebody is there

const views = {
  nodes: new Nodes(reply),
  channels: new Channels(reply),
  users: new Users(reply),
  sockets: new Sockets(reply),
  refused: new Refused(reply),
  sources: new Sources(reply),
};
let watch = null;
let renewedAt = 0;

/** Shows what became of a call; answers what it answered, and nothing where it failed. */
async function reply(called, text = '') {
  try {
    const answer = await called;
    say(text, 'done');
    return answer;
  } catch (failure) {
    say(failure.message, 'refused');
    return undefined;
  }
}

function say(text, outcome) {
  byId('reply').dataset.outcome = outcome;
  write(byId('reply'), text);
}

function showView() {
  const chosen = location.hash.slice(1) in views ? location.hash.slice(1) : 'nodes';
  for (const name of Object.keys(views)) byId(`view-${name}`).hidden = name !== chosen;
  for (const link of byId('views').children) {
    if (link.hash === `#${chosen}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  say('', 'done');
  views[chosen].open?.();
  return chosen;
}

function goInside(hasSession) {
  byId('enter').hidden = true;
  byId('inside').hidden = false;
  byId('leave').hidden = !hasSession;
  renewedAt = performance.now();
  showView();
  watch = new Watch({
    nodes: nodes => Object.values(views).forEach(view => view.show?.(nodes)),
    state: (state, words) => {
      byId('live').dataset.state = state;
      write(byId('live').firstElementChild, words);
    },
    over: goOutside,
  });
  watch.follow();
}

/** Nothing that an operator saw stays: the page begins anew. */
function goOutside() {
  watch?.close();
  if (!byId('inside').hidden) location.reload();
  byId('enter').hidden = false;
  byId('token').focus();
}

async function signIn(event) {
  event.preventDefault();
  const token = byId('token').value;
  byId('token').value = '';
  try {
    await enter(token);
    write(byId('refusal'), '');
    goInside(true);
    byId('nodes-title').focus();
  } catch (failure) {
    write(byId('refusal'), failure.status === 401 ? 'This is not the operators\u2019 token.' : failure.message);
    byId('token').focus();
  }
}

async function signOut() {
  if (await reply(call('DELETE', '/admin')) !== undefined) goOutside();
}

/** Says that somebody is there. */
function renew() {
  if (byId('inside').hidden || performance.now() - renewedAt < RENEWAL) return;
  renewedAt = performance.now();
  call('PUT', '/admin').catch(() => {}); // the next call says so as well
}

whenSignedOut(goOutside);
byId('enter').addEventListener('submit', signIn);
byId('leave').addEventListener('click', signOut);
window.addEventListener('hashchange', () => byId(`${showView()}-title`).focus());
for (const sign of ['pointerdown', 'keydown']) document.addEventListener(sign, renew, {passive: true});
// Who is an operator by where it calls from has no session, and needs none.
call('PUT', '/admin').then(({session}) => goInside(session), failure => failure.status !== 401 && write(byId('refusal'), failure.message));
