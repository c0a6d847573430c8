// What is made of the figures that the nodes say; nothing here touches the page.

export const SILENT_SECONDS = 5;
const MOST_CHANNELS = 10;

/** How a node is, as a word and as one of a few kinds: good, leaving, bad. */
export function stateOf(node) {
  if (node.age > SILENT_SECONDS) return {kind: 'bad', word: `Silent for ${Math.round(node.age)} s`};
  if (node.draining) return {kind: 'leaving', word: node.connections > 0 ? 'Draining' : 'Drained'};
  if (!node.ready) return {kind: 'leaving', word: 'Reading its history'};
  return Object.keys(node.problems ?? {}).length > 0 ? {kind: 'bad', word: 'In trouble'} : {kind: 'good', word: 'Ready'};
}

/** All of them together: each has every event, so that the events are not added up; streams and deliveries are. */
export function together(nodes) {
  const heard = nodes.filter(node => node.age <= SILENT_SECONDS);
  const sum = name => heard.reduce((total, node) => total + number(node[name]), 0);
  const most = name => heard.reduce((highest, node) => Math.max(highest, number(node[name])), 0);
  return {
    nodes: nodes.length,
    ready: nodes.filter(node => stateOf(node).kind === 'good').length,
    connections: sum('connections'),
    events_per_second: most('events_per_second'),
    deliveries_per_second: sum('deliveries_per_second'),
    lag_seconds: most('lag_seconds'),
  };
}

/** The busiest channels of all nodes. */
export function busiest(nodes) {
  const channels = new Map();
  for (const {channel, user = '', events_per_second: events, streams} of nodes.flatMap(node => node.busiest ?? [])) {
    const key = JSON.stringify([channel, user]);
    const known = channels.get(key) ?? {key, channel, user, events: 0, streams: 0};
    known.events = Math.max(known.events, number(events));
    known.streams += number(streams);
    channels.set(key, known);
  }
  return [...channels.values()].sort((a, b) => b.events - a.events || (a.key < b.key ? -1 : 1)).slice(0, MOST_CHANNELS);
}

/** The points of a line through values from 0 to the highest, newest at the right. */
export function points(values, most, width, height) {
  const highest = Math.max(...values, 1e-9);
  const step = width / (most - 1);
  const from = width - step * (values.length - 1);
  return values.map((value, i) => `${(from + i * step).toFixed(1)},${(height - (value / highest) * height).toFixed(1)}`).join(' ');
}

function number(value) {
  return Number.isFinite(value) ? value : 0;
}
