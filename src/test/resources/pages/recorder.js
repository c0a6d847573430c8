// Keeps what a page gets, for the test that drives it.
let es;
let seen = [];
let told = [];
let cameBack = false;

addEventListener('pageshow', (event) => cameBack ||= event.persisted);

function subscribe(channel, options = {}) {
  es = new ESHQ(channel, options);
  es.onmessage = (event) => seen.push({id: event.lastEventId, data: event.data, channel: event.channel});
  es.onopen = () => told.push('open');
  es.onerror = (event) => told.push(`error ${event.status} ${event.message}`);
  es.onreset = (event) => told.push(`reset ${event.reason}`);
  es.onresumed = (event) => told.push(`resumed ${event.from}`);
  es.ontransport = () => told.push(`transport ${es.transport}`);
}

function listenTo(type) {
  es.addEventListener(type, (event) => seen.push({id: event.lastEventId, data: `${type}: ${event.data}`}));
}

// Whether this page, and not another tab, holds the shared connection: by a lock that nobody else has.
async function holds() {
  const mine = `mine ${Math.random()}`;
  return navigator.locks.request(mine, async () => {
    const {held} = await navigator.locks.query();
    const {clientId} = held.find((lock) => lock.name === mine);
    return held.some((lock) => lock.clientId === clientId && lock.name.includes('eshq'));
  });
}

// What a page without es.js does.
function listen(url) {
  const source = new EventSource(url);
  source.onmessage = (event) => seen.push({id: event.lastEventId, data: event.data});
  source.addEventListener('eshq:reset', (event) => told.push(`reset ${event.data}`));
}

// Asks the site for a token.
async function ask() {
  const answer = await fetch('/token');
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
}
