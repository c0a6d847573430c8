// Answers of a language model, word by word, to a page that may be loaded anew at any time. Run it with node server.mjs.

import {createHmac, randomUUID} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {setTimeout} from 'node:timers/promises';

const {
  PORT = '8002',
  BROKER = 'http://127.0.0.1:8080',
  KEY = 'demo',
  SECRET = 'demo-secret',
} = process.env;

const basic = `Basic ${Buffer.from(`${KEY}:${SECRET}`).toString('base64')}`;
const answers = new Map(); // by their ids; yours would be in a database

/** In place of a model: what calls its API would yield the tokens that come, and end the call when told to stop. */
async function* model(question, signal) {
  const words = `You asked: ${question} ${'One word comes after the other, and none is left out. '.repeat(12)}`.match(/\S+\s*/g);
  for (const word of words) {
    try {
      await setTimeout(40, null, {signal});
    } catch {
      return; // stopped
    }
    yield word;
  }
}

/** Publishes one event of an answer; again where nobody answered, which the key makes harmless. */
async function publish(answer, name, data, more = {}) {
  const body = new URLSearchParams({channel: answer.channel, name, data: JSON.stringify(data), ...more});
  const headers = {'Authorization': basic, 'Idempotency-Key': `"${answer.channel}/${answer.events++}"`};
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${BROKER}/event`, {method: 'POST', headers, body}).catch(() => null);
    if (response?.ok) return;
    if (attempt === 20 || (response && response.status !== 503)) {
      throw new Error(`not published: ${response ? await response.text() : 'the broker does not answer'}`);
    }
    await setTimeout(1000);
  }
}

/** One event under way at a time: what the model says meanwhile goes with the next, so it is never held up. */
async function pump(answer) {
  while (answer.sent < answer.text.length) {
    const at = answer.sent;
    const text = answer.text.slice(at);
    await publish(answer, 'words', {at, text}); // says where it belongs, so that to take it twice does no harm
    answer.sent = at + text.length;
  }
}

async function say(answer, question) {
  let pumping = Promise.resolve();
  for await (const word of model(question, answer.stop.signal)) {
    answer.text += word;
    if (!answer.pumping) {
      answer.pumping = true;
      pumping = pump(answer).finally(() => answer.pumping = false);
      pumping.catch(() => answer.stop.abort());
    }
  }
  await pumping;
  await pump(answer);
  answer.done = true;
  // The channel's last value: whoever comes later gets it at once.
  await publish(answer, 'done', state(answer), {retain: 'true'});
}

function state({text, done, stop}) {
  return {text, done, stopped: stop.signal.aborted};
}

function ask(question) {
  const id = randomUUID();
  const answer = {channel: `answers.${id}`, text: '', sent: 0, events: 0, done: false, stop: new AbortController()};
  answers.set(id, answer);
  say(answer, question).catch(console.error);
  return {id};
}

/** What the page needs to read the answer: a token for what was said, and a ticket for what comes. The secret stays here. */
async function access({channel}) {
  const body = new URLSearchParams({channel});
  const ticket = await fetch(`${BROKER}/socket`, {method: 'POST', headers: {Authorization: basic}, body});
  if (!ticket.ok) throw new Error(`no ticket: ${await ticket.text()}`);
  return {channel, socket: (await ticket.json()).socket, token: sign({channels: [channel]})};
}

function sign(claims) {
  const now = Math.floor(Date.now() / 1000);
  const signed = [{alg: 'HS256', typ: 'JWT'}, {iss: KEY, iat: now, exp: now + 60, ...claims}]
      .map(value => Buffer.from(JSON.stringify(value)).toString('base64url'))
      .join('.');
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

const calls = {
  'POST /answers': async ({body}) => ask(body.question),
  'GET /answers/ID': async ({answer}) => state(answer),
  'POST /answers/ID/access': async ({answer}) => access(answer),
  'POST /answers/ID/stop': async ({answer}) => {
    answer.stop.abort();
    return {};
  },
};

async function page() {
  const html = await readFile(new URL('index.html', import.meta.url), 'utf8');
  return html.replace('{{broker}}', BROKER);
}

async function read(request) {
  let text = '';
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : {};
}

createServer(async (request, response) => {
  try {
    if (request.method === 'GET' && request.url === '/') {
      response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store'}).end(await page());
      return;
    }
    const id = request.url.split('/')[2];
    const answer = answers.get(id);
    const call = calls[`${request.method} ${id ? request.url.replace(id, 'ID') : request.url}`];
    const found = call && (!id || answer);
    const json = found ? await call({answer, body: await read(request)}) : {};
    response.writeHead(found ? 200 : 404, {'Content-Type': 'application/json', 'Cache-Control': 'no-store'})
        .end(JSON.stringify(json));
  } catch (failure) {
    response.writeHead(503, {'Content-Type': 'text/plain'}).end(failure.message);
  }
}).listen(PORT, '127.0.0.1', () => console.log(`The answers are at http://127.0.0.1:${PORT}/`));
