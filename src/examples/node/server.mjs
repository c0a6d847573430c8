// Jobs and their progress, seen by whoever has the page open. Run it with node server.mjs.

import {createHmac} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {setTimeout} from 'node:timers/promises';
import amqplib from 'amqplib';

const {
  PORT = '8001',
  BROKER = 'http://127.0.0.1:8080',
  AMQP_URL = 'amqp://guest:guest@127.0.0.1:5672/%2F',
  KEY = 'demo',
  SECRET = 'demo-secret',
} = process.env;

const CHANNEL = 'jobs';
const jobs = new Map(); // from a job's number to its percent

const connection = await amqplib.connect(AMQP_URL);
const exchange = await connection.createConfirmChannel();

async function publish(name, data) {
  const message = {channel: CHANNEL, user: KEY, name, data};
  exchange.publish('eventsource.fanout', '', Buffer.from(JSON.stringify(message)));
  await exchange.waitForConfirms();
}

/** Asks the broker for a ticket; the secret stays here. */
async function openTicket() {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const token = createHmac('sha256', SECRET).update(`${KEY}:${timestamp}`).digest('hex');
  const body = new URLSearchParams({key: KEY, timestamp, token, channel: CHANNEL});
  const answer = await fetch(`${BROKER}/socket`, {method: 'POST', body});
  if (!answer.ok) throw new Error(`no ticket: ${await answer.text()}`);
  return answer.text();
}

async function work() {
  const job = jobs.size + 1;
  for (let percent = 0; percent <= 100; percent += 10) {
    jobs.set(job, percent);
    await publish('progress', {job, percent});
    await setTimeout(100);
  }
}

const calls = {
  'GET /': async () => ['text/html; charset=utf-8', await page()],
  'GET /jobs': async () => ['application/json', JSON.stringify([...jobs])],
  'POST /jobs': async () => {
    work().catch(console.error);
    return ['text/plain', 'started'];
  },
  'POST /ticket': async () => ['application/json', await openTicket()],
};

async function page() {
  const html = await readFile(new URL('index.html', import.meta.url), 'utf8');
  return html.replace('{{broker}}', BROKER);
}

createServer(async (request, response) => {
  const call = calls[`${request.method} ${request.url}`];
  try {
    const [type, body] = call ? await call() : ['text/plain', 'not here'];
    response.writeHead(call ? 200 : 404, {'Content-Type': type, 'Cache-Control': 'no-store'}).end(body);
  } catch (failure) {
    response.writeHead(503, {'Content-Type': 'text/plain'}).end(failure.message);
  }
}).listen(PORT, '127.0.0.1', () => console.log(`The jobs are at http://127.0.0.1:${PORT}/`));
