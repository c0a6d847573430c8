import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';
import {Connection} from '../../main/js/connection.js';
import {Token} from '../../main/js/token.js';

const OPEN = 'retry: 1\nevent: eshq:open\ndata: {"position":"@5"}\n\n';
const RESUMED = 'event: eshq:resumed\ndata: {"from":"1","replayed":0}\n\n';
const EXPIRING = 'event: eshq:expiring\ndata: {}\n\n';
const EXPIRED = 'event: eshq:expired\ndata: {}\n\n';

let calls;
let answers;
let told;
let failures;
let connection;

beforeEach(() => {
  calls = [];
  answers = [];
  told = [];
  failures = [];
  mock.method(globalThis, 'fetch', async (url, {headers, signal}) => {
    calls.push(`${headers.Authorization.replace('Bearer ', '')} ${String(url).replace(/.*eventsource\?/, '')}`);
    return answers.shift()?.(signal) ?? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
});

afterEach(() => {
  connection.close();
  mock.restoreAll();
});

const response = (body) => new Response(body, {headers: {'Content-Type': 'text/event-stream'}});
const stream = (text) => () => response(text);
const refusal = (status, detail) => () => new Response(JSON.stringify({detail}), {status});

/** One that stays open until it is given up. */
const open = (text) => (signal) => response(new ReadableStream({
  start(controller) {
    controller.enqueue(new TextEncoder().encode(text));
    signal.addEventListener('abort', () => controller.error(signal.reason));
  },
}));

function connect(given, place = {}, patterns = []) {
  const note = (type) => (content) => told.push(content?.data ? `${type} ${content.data}` : type);
  const sink = Object.fromEntries(['open', 'resumed', 'reset', 'ping', 'transport'].map((type) => [type, note(type)]));
  sink.event = (frame) => {
    place.id = frame.id;
    told.push(['event', frame.channel, frame.data].filter(Boolean).join(' '));
  };
  sink.failed = (failure) => failures.push(failure);
  const target = {origin: '', channels: ['a', 'b'], patterns, options: {}, token: new Token(given), silence: 60_000};
  connection = new Connection(target, place, sink).start();
}

const until = async (isTrue) => {
  const limit = Date.now() + 5_000;
  while (!isTrue()) {
    assert.ok(Date.now() < limit, JSON.stringify({calls, told, failures}));
    connection.wake();
    await new Promise(setImmediate);
  }
};
const called = (times) => until(() => calls.length >= times);

test('a token opens the stream of its channels, and the next goes on behind the last event', async () => {
  answers = [stream(`${OPEN}id: 1\ndata: x\n\n`), open(RESUMED)];
  connect('t');
  await called(2);
  assert.deepEqual(calls, ['t channel=a&channel=b', 't channel=a&channel=b&last-event-id=1']);
});

test('a pattern is asked for beside the channels, and each event has its channel', async () => {
  const word = (channel) => `event: eshq:channel\ndata: ${channel}\n\n`;
  answers = [
    stream(`${OPEN}${word('b.1')}id: 1\ndata: x\n\nid: 2\ndata: y\n\n`),
    open(`${RESUMED}${word('a')}id: 3\ndata: z\n\n`),
  ];
  connect('t', {}, ['b.*', 'c.#']);
  await until(() => told.includes('event a z'));
  const wanted = 't channel=a&channel=b&pattern=b.*&pattern=c.%23';
  assert.deepEqual(calls, [`${wanted}&tell=channel`, `${wanted}&tell=channel&last-event-id=2`]);
  assert.deepEqual(told, ['open', 'event b.1 x', 'event b.1 y', 'open', 'resumed {"from":"1","replayed":0}', 'event a z']);
});

test('before the first event it goes on from where the stream began', async () => {
  answers = [stream(OPEN), open(RESUMED)];
  connect('t');
  await called(2);
  assert.deepEqual(calls[1], 't channel=a&channel=b&last-event-id=%405');
  await until(() => told.length > 1);
  assert.deepEqual(told.slice(0, 1), ['open']);
});

test('a token that is soon over is replaced while the stream goes on, which nobody hears of', async () => {
  const tokens = ['one', 'two'];
  answers = [open(`${OPEN}id: 1\ndata: x\n\n${EXPIRING}`), open(`${RESUMED}id: 2\ndata: y\n\n`)];
  connect(async () => tokens.shift());
  await until(() => told.includes('event y'));
  assert.deepEqual(calls, ['one channel=a&channel=b', 'two channel=a&channel=b&last-event-id=1']);
  assert.deepEqual(told, ['open', 'event x', 'event y']);
  assert.deepEqual(failures, []);
});

test('a token that is over is replaced at once', async () => {
  const tokens = ['one', 'two'];
  answers = [stream(`${OPEN}${EXPIRED}`), open(RESUMED)];
  connect(() => tokens.shift());
  await called(2);
  assert.match(calls[1], /^two /);
  assert.deepEqual(failures, []);
});

test('a token that was good and is refused is replaced without a failure', async () => {
  const tokens = ['one', 'two'];
  answers = [stream(OPEN), refusal(401), open(RESUMED)];
  connect(() => tokens.shift());
  await called(3);
  assert.deepEqual(calls.map((call) => call.split(' ')[0]), ['one', 'one', 'two']);
  assert.equal(failures.length, 1);
  assert.equal(failures[0].message, 'The stream has ended');
});

test('a new token that is refused is the end, with the broker’s words', async () => {
  for (const status of [401, 403]) {
    calls = [];
    failures = [];
    answers = [refusal(status, 'Send another.')];
    connect(() => 'wrong');
    await until(() => failures.length > 0);
    assert.deepEqual([failures[0].message, failures[0].status, failures[0].isFinal], ['Send another.', status, true]);
    for (let i = 0; i < 10; i++) await new Promise(setImmediate);
    assert.equal(calls.length, 1);
  }
});

test('a token that lay unused while the broker was away may be over, and is replaced', async () => {
  const tokens = ['one', 'two'];
  answers = [() => Promise.reject(new TypeError('away')), refusal(401), open(OPEN)];
  connect(() => tokens.shift());
  await called(3);
  assert.deepEqual(calls.map((call) => call.split(' ')[0]), ['one', 'one', 'two']);
  assert.deepEqual(failures.map(({message, isFinal}) => [message, isFinal]), [['The connection broke', undefined]]);
});

test('so is one that was got ahead, and lay unused', async () => {
  const tokens = ['one', 'two', 'three'];
  answers = [open(`${OPEN}${EXPIRING}`), refusal(401), open(RESUMED)];
  connect(() => tokens.shift());
  await called(3);
  assert.deepEqual(calls.map((call) => call.split(' ')[0]), ['one', 'two', 'three']);
  assert.deepEqual(failures, []);
});

test('a text that is over is the end', async () => {
  answers = [stream(`${OPEN}${EXPIRED}`), refusal(401, 'Over.')];
  connect('t');
  await until(() => failures.length > 0);
  assert.deepEqual([failures[0].message, failures[0].isFinal], ['Over.', true]);
});

test('a function that fails is asked again', async () => {
  let times = 0;
  connect(async () => {
    if (++times < 3) throw new Error();
    return 't';
  });
  await called(1);
  assert.deepEqual(failures.map(({message, isFinal}) => [message, isFinal]), Array(2).fill(['The option token failed', undefined]));
});

test('nothing else than a refusal is final', async () => {
  answers = [refusal(500), refusal(404), refusal(400), stream('retry: 1\n\n'), open(OPEN)];
  connect(() => 't');
  await until(() => told.includes('open'));
  assert.equal(failures.length, 4);
  assert.ok(failures.every(({isFinal}) => !isFinal));
});
