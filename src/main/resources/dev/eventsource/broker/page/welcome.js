// A live view of the demo channel, and a form that publishes to it.

const MOST_ROWS = 200;
const MOST_CHARACTERS = 2000;
const NEAR_THE_END = 40; // pixels
const ANNOUNCEMENT_MILLIS = 4000;

const REASONS = {
  'unknown-id': 'the broker does not know the last event this page had',
  'evicted': 'the history no longer goes back that far',
  'feed-gap': 'the broker was without RabbitMQ for a while',
  'slow-consumer': 'this page read too slowly',
};

const byId = id => document.getElementById(id);

const names = new Set(byId('names').textContent.split(', '));
let socket = null;
let source = null;
let lastId = '';
let failures = 0;

// The connection: a ticket, the stream it opens, and a new ticket when it has lapsed

async function connect() {
  try {
    socket = (await post('/demo/socket', {channel: 'demo'})).socket;
    listen();
  } catch (failure) {
    // A server that is starting answers 404 as well, so only the first answer tells that there is no demo.
    if (failure.status === 404 && !socket) return showHowToConnect();
    connectLater(`No ticket: ${failure.message}`);
  }
}

function connectLater(why) {
  const seconds = Math.min(30, 2 ** failures++);
  showState('lost', `${why} Asking for a new one in ${seconds} s.`);
  setTimeout(connect, seconds * (750 + 250 * Math.random()));
}

function listen() {
  showState('waiting', 'Connecting…');
  source = new EventSource(streamAddress());
  source.addEventListener('eshq:open', () => connected('Listening to channel demo'));
  source.addEventListener('eshq:resumed', event => connected(`Listening again, ${replayed(event)}`));
  source.addEventListener('eshq:reset', event => reset(JSON.parse(event.data).reason));
  source.addEventListener('ping', heartbeat);
  source.addEventListener('error', interrupted);
  names.forEach(hear);
}

// A new ticket resumes where the lapsed one was.
function streamAddress() {
  const query = new URLSearchParams({socket});
  if (lastId) query.set('last-event-id', lastId);
  return `/eventsource?${query}`;
}

function connected(text) {
  failures = 0;
  showState('open', text);
}

function replayed(event) {
  const count = JSON.parse(event.data).replayed;
  return count === 0 ? 'nothing was missed' : `${counted(count, 'event')} replayed`;
}

function reset(reason) {
  lastId = '';
  connected('Listening to channel demo');
  byId('notice-text').textContent = `Events were missed and cannot be replayed: ${REASONS[reason] ?? reason}. `
    + 'A page of yours would reload its state now.';
  byId('notice').hidden = false;
}

function heartbeat(event) {
  if (event.data !== '{}') return arrived(event);
  byId('heartbeat').textContent = `Heartbeat ${new Date().toLocaleTimeString()}`;
}

function interrupted(event) {
  if (event instanceof MessageEvent) return;
  if (source.readyState === EventSource.CLOSED) return connectLater('The ticket has lapsed.');
  showState('lost', 'Connection lost. The browser is reconnecting.');
}

function showState(state, text) {
  byId('connection').dataset.state = state;
  byId('state').textContent = text;
}

// The names that are listened for

function hear(name) {
  if (name !== 'ping' && !name.startsWith('eshq:')) source?.addEventListener(name, arrived);
}

function keep(name) {
  names.add(name);
  showNames();
}

function showNames() {
  byId('names').textContent = [...names].join(', ');
  byId('known-names').replaceChildren(...[...names].map(name => new Option('', name)));
}

// The events: kept until the next frame is drawn, so that a flood costs no more than a frame's rows

let waiting = [];
let total = 0;
let announcing = null;

function arrived(event) {
  if (!(event instanceof MessageEvent)) return; // "error" is also what EventSource calls its own failures
  lastId = event.lastEventId;
  total++;
  if (waiting.length === 0) requestAnimationFrame(showWaiting);
  waiting.push({name: event.type, data: event.data, id: lastId, delay: delaySince(timeIn(lastId))});
  if (waiting.length > MOST_ROWS) waiting.shift();
}

function showWaiting() {
  const log = byId('log');
  const events = byId('events');
  const following = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
  events.append(...waiting.map(rowOf));
  while (events.children.length > MOST_ROWS) events.firstElementChild.remove();
  if (following) log.scrollTop = log.scrollHeight;
  byId('nothing').hidden = true;
  byId('count').textContent = countText();
  announceEvents();
  travel();
  waiting = [];
}

function rowOf({name, data, id, delay}) {
  const row = byId('event').content.cloneNode(true);
  const fill = (part, text) => row.querySelector(`.${part}`).textContent = text;
  fill('name', name);
  fill('data', shortened(data));
  fill('id', id);
  fill('delay', delay === null ? '–' : duration(delay));
  if (delay === null) explainDash(row.querySelector('.delay'));
  return row;
}

function explainDash(element) {
  const reason = 'No delay: this id holds no time';
  const text = Object.assign(document.createElement('span'), {className: 'unseen', textContent: ` ${reason}`});
  element.title = reason;
  element.append(text);
}

function shortened(data) {
  const hidden = data.length - MOST_CHARACTERS;
  return hidden <= 0 ? data : `${data.slice(0, MOST_CHARACTERS)}… and ${counted(hidden, 'more character')}`;
}

// The broker's own ids are UUIDs of version 7: their first 48 bits are the time.
function timeIn(id) {
  const uuid = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(id);
  return uuid && Number.parseInt(uuid[1] + uuid[2], 16);
}

function delaySince(time) {
  return time && Math.max(0, Date.now() - time);
}

function duration(millis) {
  if (millis < 1) return '< 1 ms';
  if (millis < 10_000) return `${millis} ms`;
  return `${Math.round(millis / 1000).toLocaleString()} s`;
}

function countText() {
  const hidden = total - MOST_ROWS;
  return counted(total, 'event') + (hidden > 0 ? `: the latest ${MOST_ROWS}, ${hidden.toLocaleString()} older hidden` : '');
}

function counted(count, noun) {
  return `${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`;
}

// What a screen reader says of the events: a summary now and then, however many arrive.
function announceEvents() {
  announcing ??= setTimeout(() => {
    announcing = null;
    announce(`${counted(total, 'event')}. ${byId('events').lastElementChild.querySelector('.data').textContent.slice(0, 100)}`);
  }, ANNOUNCEMENT_MILLIS);
}

function announce(text) {
  byId('announcement').textContent = text;
}

// A light runs the way of an event, unless one is on it.
function travel() {
  byId('way').classList.add('travelled');
}

// The form

async function publish(submission) {
  submission.preventDefault();
  const {data, name} = submission.target.elements;
  hear(name.value);
  reply('sending', 'Publishing…');
  try {
    if (!socket) throw new Error('There is no ticket yet.');
    const {id} = await post(`/socket/${encodeURIComponent(socket)}`, fields(data.value, name.value));
    if (name.value) keep(name.value);
    reply('confirmed', `RabbitMQ has confirmed ${id}`);
  } catch (failure) {
    reply('refused', failure.message);
  }
}

function fields(data, name) {
  return name ? {data, name} : {data};
}

function reply(outcome, text) {
  byId('reply').dataset.outcome = outcome;
  byId('reply').textContent = text;
}

async function post(path, fields) {
  const answer = await fetch(path, {method: 'POST', body: new URLSearchParams(fields)}).catch(() => {
    throw new Error('The broker cannot be reached.');
  });
  if (!answer.ok) throw await refusal(answer);
  return answer.json();
}

async function refusal(answer) {
  const problem = await answer.json().catch(() => ({}));
  return Object.assign(new Error(problem.detail ?? `The broker answered ${answer.status}.`), {status: answer.status});
}

// The rest of the page

function showHowToConnect() {
  byId('live').hidden = true;
  byId('examples').hidden = true;
  byId('connect').hidden = false;
}

async function copy(click) {
  const code = click.target.parentElement.querySelector('pre code');
  try {
    await navigator.clipboard.writeText(code.textContent);
    copied(click.target, 'Copied');
  } catch {
    getSelection().selectAllChildren(code); // no clipboard without https: leave the last step to the keyboard
    copied(click.target, 'Selected');
  }
}

function copied(button, text) {
  button.textContent = text;
  announce(text);
  setTimeout(() => button.textContent = 'Copy', 2000);
}

document.querySelectorAll('.origin').forEach(origin => origin.textContent = location.origin);
document.querySelectorAll('.copy').forEach(button => button.addEventListener('click', copy));
byId('publish').addEventListener('submit', publish);
byId('dismiss').addEventListener('click', () => byId('notice').hidden = true);
byId('way').addEventListener('animationend', event => {
  if (event.target === byId('way').lastElementChild) byId('way').classList.remove('travelled');
});
showNames();
connect();
