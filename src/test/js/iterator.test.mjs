import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Events} from '../../main/js/iterator.js';

test('a loop gets what came before it asked and what comes while it waits, in order', async () => {
  const events = new Events(() => {});
  events.push('a');
  const read = [];
  const loop = (async () => {
    for await (const event of events) read.push(event);
  })();
  events.push('b');
  await Promise.resolve();
  events.push('c');
  events.end();
  await loop;
  assert.deepEqual(read, ['a', 'b', 'c']);
});

test('a loop that is left is told of', async () => {
  const left = [];
  const events = new Events((loop) => left.push(loop));
  events.push('a');
  for await (const event of events) {
    assert.equal(event, 'a');
    break;
  }
  assert.deepEqual(left, [events]);
});

test('a loop that leaves ten thousand events unread hears that it is too slow', async () => {
  const events = new Events(() => {});
  for (let i = 0; i <= 10_000; i++) events.push(i);
  await assert.rejects(events.next(), RangeError);
});
