// The welcome page: the demo channel live, a form that publishes to it, and code to paste.

import {announcer} from './announcer.js';
import {Arrivals} from './arrivals.js';
import {BROKER} from './broker.js';
import {copy} from './copy.js';
import {Live} from './live.js';
import {fill, tabs} from './snippets.js';

const byId = id => document.getElementById(id);

const announceLater = announcer(byId('announcement'));
const announce = text => byId('announcement').textContent = text;
const arrivals = new Arrivals(byId('log'), byId('event'), showArrivals);
const live = new Live({event: event => arrivals.add(event), heartbeat, state: showState, missed, absent});

function showState(state, text) {
  byId('connection').dataset.state = state;
  byId('state').textContent = text;
}

function heartbeat() {
  byId('heartbeat').textContent = `Heartbeat ${new Date().toLocaleTimeString()}`;
}

function missed(reason) {
  byId('notice-text').textContent = `Events were missed and cannot be replayed: ${reason}. `
    + 'A page of yours would reload its state now.';
  byId('notice').hidden = false;
}

function showArrivals() {
  byId('nothing').hidden = true;
  byId('count').textContent = arrivals.count;
  byId('way').classList.add('travelled'); // a light runs the way of an event, unless one is on it
  announceLater(() => `${arrivals.count}. ${arrivals.latest.slice(0, 100)}`);
}

function showNames() {
  byId('known-names').replaceChildren(...[...live.names].map(name => new Option('', name)));
}

async function publish(submission) {
  submission.preventDefault();
  const {data, name} = submission.target.elements;
  reply('sending', 'Publishing…');
  try {
    reply('confirmed', `RabbitMQ has confirmed ${await live.publish(data.value, name.value)}`);
    showNames();
  } catch (failure) {
    reply('refused', failure.message);
  }
}

function reply(outcome, text) {
  byId('reply').dataset.outcome = outcome;
  byId('reply').textContent = text;
}

/** A broker as it is deployed, without the demo's user and server. */
function absent() {
  byId('live').hidden = true;
  fill('key', 'KEY');
  fill('secret', 'SECRET');
  fill('channel', 'news');
}

function copyCode({currentTarget}) {
  const code = currentTarget.parentElement.querySelector('pre code');
  copy(currentTarget, code.textContent, code, announce);
}

fill('origin', location.origin + BROKER);
document.querySelectorAll('[role=tablist]').forEach(tabs);
document.querySelectorAll('.copy').forEach(button => button.addEventListener('click', copyCode));
byId('publish').addEventListener('submit', publish);
byId('dismiss').addEventListener('click', () => byId('notice').hidden = true);
byId('way').addEventListener('animationend', event => {
  if (event.target === byId('way').lastElementChild) byId('way').classList.remove('travelled');
});
showNames();
live.connect();
