import assert from 'node:assert/strict';
import {test} from 'node:test';
import {busiest, points, stateOf, together} from '../../main/resources/dev/eventsource/broker/console/figures.js';

const node = (figures) => ({age: 0.2, ready: true, draining: false, problems: {}, connections: 1, ...figures});

test('a node is in one state, and silence is told before all else', () => {
  assert.equal(stateOf(node({})).word, 'Ready');
  assert.equal(stateOf(node({ready: false})).word, 'Reading its history');
  assert.equal(stateOf(node({ready: false, draining: true})).word, 'Draining');
  assert.equal(stateOf(node({ready: false, draining: true, connections: 0})).word, 'Drained');
  assert.equal(stateOf(node({problems: {rabbitmq: 'events do not come in'}})).word, 'In trouble');
  assert.equal(stateOf(node({age: 12.3, draining: true})).word, 'Silent for 12 s');
});

test('streams and deliveries are added up, events are not: every node has each', () => {
  const all = together([
    node({connections: 2, events_per_second: 10, deliveries_per_second: 20, lag_seconds: 0.1}),
    node({connections: 3, events_per_second: 11, deliveries_per_second: 30, lag_seconds: 0.2}),
    node({connections: 9, events_per_second: 99, age: 30}),
  ]);
  assert.deepEqual(all, {nodes: 3, ready: 2, connections: 5, events_per_second: 11, deliveries_per_second: 50, lag_seconds: 0.2});
});

test('figures that are none count as nothing', () => {
  assert.equal(together([node({connections: '<b>', events_per_second: null})]).connections, 0);
  assert.deepEqual(busiest([node({})]), []);
});

test('a channel is one, on however many nodes, and another for each user', () => {
  const busy = (channel, user, events, streams) => ({channel, ...(user && {user}), events_per_second: events, streams});
  const channels = busiest([
    node({busiest: [busy('a', 'alice', 5, 2), busy('a', '', 1, 4)]}),
    node({busiest: [busy('a', 'alice', 6, 3), busy('b', 'bob', 7, 0)]}),
  ]);
  assert.deepEqual(channels.map(({channel, user, events, streams}) => [channel, user, events, streams]),
    [['b', 'bob', 7, 0], ['a', 'alice', 6, 5], ['a', '', 1, 4]]);
});

test('no more than ten channels are shown', () => {
  const many = Array.from({length: 50}, (_, i) => ({channel: `c${i}`, events_per_second: i, streams: 0}));
  assert.equal(busiest([node({busiest: many})]).length, 10);
});

test('a line ends at the right, and reaches from the bottom to the top', () => {
  assert.equal(points([0, 5, 10], 3, 100, 20), '0.0,20.0 50.0,10.0 100.0,0.0');
  assert.equal(points([7], 3, 100, 20), '100.0,0.0');
  assert.equal(points([0, 0], 3, 100, 20), '50.0,20.0 100.0,20.0');
});
