import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';
import {Connection} from '../../main/js/connection.js';

const OPEN = 'retry: 1\nevent: eshq:open\ndata: {}\n\n';
const RESUMED = 'event: eshq:resumed\ndata: {"from":"1","replayed":0}\n\n';
const RESET = 'event: eshq:reset\ndata: {"reason":"evicted"}\n\n';

let calls;
let answers;
let told;
let connection;

beforeEach(() => {
  calls = [];
  answers = [];
  told = [];
  // The test's words of what the network answers, one after the other, and nothing any more after the last.
  mock.method(globalThis, 'fetch', async (url, {body, signal}) => {
    calls.push(body ? `ticket ${body}` : String(url).replace(/.*eventsource\?/, 'stream '));
    return answers.shift() ?? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
});

afterEach(() => {
  connection.close();
  mock.restoreAll();
});

const ticket = (socket) => new Response(JSON.stringify({socket}));
const stream = (text) => new Response(text, {headers: {'Content-Type': 'text/event-stream'}});
const refusal = (status) => new Response('{}', {status});

/** Connects, and returns once the network has been asked that often. */
async function connect(place, times) {
  const note = (type) => (content) => told.push(content?.data ? `${type} ${content.data}` : type);
  const sink = Object.fromEntries(['open', 'resumed', 'reset', 'failed', 'ping', 'transport'].map((type) => [type, note(type)]));
  sink.event = (frame) => {
    place.id = frame.id ?? place.id;
    told.push(`event ${frame.data}`);
  };
  const target = {origin: '', channels: ['a'], patterns: [], options: {}, silence: 60_000};
  connection = new Connection(target, place, sink).start();
  while (calls.length < times) {
    connection.wake();
    await new Promise(setImmediate);
  }
}

test('a ticket is opened once, and each stream goes on behind the last event', async () => {
  answers = [ticket('s'), stream(`${OPEN}id: 1\ndata: x\n\n`), stream(`${RESUMED}id: 2\ndata: y\n\n`)];
  await connect({}, 4);
  assert.deepEqual(calls, ['ticket channel=a', 'stream socket=s', 'stream socket=s&last-event-id=1', 'stream socket=s&last-event-id=2']);
  assert.deepEqual(told.filter((what) => what.startsWith('event')), ['event x', 'event y']);
  assert.ok(told.some((what) => what.startsWith('resumed')));
});

test('a ticket that has lapsed is replaced without a failure, and the new one resumes', async () => {
  answers = [refusal(404), ticket('new')];
  await connect({socket: 'old', id: '7'}, 3);
  assert.deepEqual(calls, ['stream socket=old&last-event-id=7', 'ticket channel=a', 'stream socket=new&last-event-id=7']);
  assert.deepEqual(told, []);
});

test('a page that has seen nothing when its ticket lapses is told of a reset, for it may have missed something', async () => {
  answers = [refusal(404), ticket('new')];
  await connect({socket: 'old'}, 3);
  assert.deepEqual(told, ['reset {"reason":"unknown-id"}']);
});

test('a reset that the broker says is passed on', async () => {
  answers = [ticket('s'), stream(RESET)];
  await connect({id: '1'}, 3);
  assert.deepEqual(told.slice(0, 2), ['open', 'reset {"reason":"evicted"}']);
});

test('no failure is the last: whatever the answer, the next attempt follows', async () => {
  answers = [refusal(500), ticket('s'), refusal(503), new Response('<html>'), stream(OPEN)];
  await connect({}, 6);
  assert.deepEqual(told.slice(0, 4), ['failed', 'failed', 'failed', 'open']);
});

test('what is closed asks no more', async () => {
  answers = [ticket('s'), stream(OPEN)];
  await connect({}, 2);
  connection.close();
  const before = calls.length;
  for (let i = 0; i < 10; i++) await new Promise(setImmediate);
  assert.equal(calls.length, before);
});

const VALUES = `${OPEN}event: price\ndata: 17\n\nevent: price\ndata: 18\n\n`;

test('last values of keys are events without an id, and the id alone behind them is where the next stream goes on', async () => {
  answers = [ticket('s'), stream(`${VALUES}id: 9\n\n`)];
  await connect({}, 3);
  assert.deepEqual(told.filter((what) => what.startsWith('event')), ['event 17', 'event 18', 'event undefined']);
  assert.equal(calls.at(-1), 'stream socket=s&last-event-id=9');
});

test('a stream that is cut in the midst of last values begins anew with its ticket', async () => {
  answers = [ticket('s'), stream(VALUES)];
  await connect({}, 3);
  assert.deepEqual(calls.slice(1), ['stream socket=s', 'stream socket=s']);
  assert.ok(!told.some((what) => what.startsWith('reset')), String(told));
});
