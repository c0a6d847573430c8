import assert from 'node:assert/strict';
import {afterEach, beforeEach, mock, test} from 'node:test';
import {Answer} from '../../main/js/answer.js';

const SECONDS = 1000;

let send;
let taken;
let ended;

beforeEach(() => {
  mock.timers.enable({apis: ['setTimeout', 'Date']});
  taken = [];
  ended = undefined;
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

const settled = () => new Promise(setImmediate);

/** Opens a stream that sends what `send` is told to. */
async function open() {
  mock.method(globalThis, 'fetch', async (_, {signal}) => {
    const body = new ReadableStream({start: (controller) => {
      send = (text) => controller.enqueue(new TextEncoder().encode(text));
      signal.addEventListener('abort', () => controller.error(signal.reason));
    }});
    return new Response(body, {headers: {'Content-Type': 'text/event-stream'}});
  });
  const reader = {silence: 60 * SECONDS, onFrame: (frame) => taken.push(frame.data), onRetry: (millis) => taken.push(millis)};
  const answer = new Answer('/', false, reader, new AbortController().signal);
  answer.read().catch((failure) => ended = failure.message);
  await settled();
  return answer;
}

async function pass(millis) {
  mock.timers.tick(millis);
  await settled();
}

test('a stream of which nothing comes is held up on its way', async () => {
  const answer = await open();
  await pass(4 * SECONDS);
  assert.equal(ended, 'Nothing arrives any more');
  assert.ok(answer.isHeldUp);
});

test('a stream whose first frame is no event is open, and may be as silent as others', async () => {
  const answer = await open();
  send('retry: 2500\n\n');
  await settled();
  await pass(59 * SECONDS);
  assert.deepEqual([ended, taken], [undefined, [2500]]);
  send(':\n\n');
  await settled();
  await pass(59 * SECONDS);
  assert.equal(ended, undefined);
  await pass(SECONDS);
  assert.equal(ended, 'Nothing arrives any more');
  assert.ok(!answer.isHeldUp);
});

async function outcomeOf(body, headers) {
  mock.method(globalThis, 'fetch', async () => new Response(body, {headers: {'Content-Type': 'text/event-stream', ...headers}}));
  const reader = {silence: 60 * SECONDS, onFrame: () => {}, onRetry: () => {}};
  return await new Answer('/', false, reader, new AbortController().signal).read().catch((failure) => failure);
}

test('an answer that is to come back later, which is whole and so has a length, is told from a stream that ended before any event', async () => {
  const {message: whole} = await outcomeOf('retry: 2500\n\n', {'Content-Length': '13'});
  assert.match(whole, /opens no stream for now/);
  const {message, status} = await outcomeOf('retry: 2500\n\n:\n\n', {});
  assert.equal(message, 'The broker ended the stream');
  assert.equal(status, 200);
});
