import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';
import {Connection} from '../../main/js/connection.js';

globalThis.self = globalThis;
globalThis.broker = {script: 'https://broker.example/es.js', origin: '', heartbeat: 15};
globalThis.location = {href: 'https://site.example/page'};
const {targetOf} = await import('../../main/js/target.js');

const OPEN = 'retry: 1\nevent: eshq:open\ndata: {"position":"@5"}\n\n';

let calls;
let answers;
let failures;
let resets;
let connection;

beforeEach(() => {
  calls = [];
  answers = [];
  failures = [];
  resets = [];
  mock.method(globalThis, 'fetch', async (url, {headers, signal}) => {
    calls.push([String(url), headers.Authorization]);
    return answers.shift()?.() ?? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
});

afterEach(() => {
  connection.close();
  mock.restoreAll();
});

function connect() {
  const place = {};
  const sink = Object.fromEntries(['open', 'resumed', 'reset', 'ping', 'transport'].map((type) => [type, () => {}]));
  sink.event = ({id}) => place.id = id ?? place.id;
  sink.reset = ({data}) => resets.push(data);
  sink.failed = (failure) => failures.push(failure);
  connection = new Connection(targetOf(['news'], {user: 'demo'}), place, sink).start();
}

const until = async (isTrue) => {
  const limit = Date.now() + 5_000;
  while (!isTrue()) {
    assert.ok(Date.now() < limit, JSON.stringify({calls, failures}));
    connection.wake();
    await new Promise(setImmediate);
  }
};

const stream = (text) => () => new Response(text, {headers: {'Content-Type': 'text/event-stream'}});

test('public channels are opened by their user alone, without ticket and token, and again behind the last event', async () => {
  answers = [stream(OPEN), stream(`${OPEN}id: 1\ndata: x\n\n`)];
  connect();
  await until(() => calls.length >= 3);
  const address = 'https://broker.example/eventsource?channel=news&user=demo';
  assert.deepEqual(calls.map(([url]) => url), [address, `${address}&last-event-id=%405`, `${address}&last-event-id=1`]);
  assert.ok(calls.every(([, authorization]) => authorization === undefined));
});

test('a channel that is public no more is the end, with the broker’s words', async () => {
  answers = [stream(OPEN), () => new Response('{"detail":"Not public."}', {status: 401})];
  connect();
  await until(() => failures.some(({isFinal}) => isFinal));
  assert.deepEqual([failures.at(-1).message, failures.at(-1).status], ['Not public.', 401]);
  assert.equal(calls.length, 2);
});

test('a stream that is cut in the midst of last values begins anew, and tells that it may have missed something', async () => {
  answers = [stream(`${OPEN}data: value\n\n`), stream(`${OPEN}data: value\n\nid: 9\n\n`)];
  connect();
  await until(() => calls.length >= 3);
  const address = 'https://broker.example/eventsource?channel=news&user=demo';
  assert.deepEqual(calls.map(([url]) => url), [address, address, `${address}&last-event-id=9`]);
  assert.deepEqual(resets, ['{"reason":"unknown-id"}']);
});
