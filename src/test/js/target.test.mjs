import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';

// What a page and the broker's wrapper give the client.
globalThis.self = globalThis;
globalThis.broker = {script: 'https://broker.example/es.js', origin: '', heartbeat: 15};
globalThis.location = {href: 'https://site.example/page'};
const {targetOf, wantedOf} = await import('../../main/js/target.js');

beforeEach(() => {
  globalThis.ESHQ_ORIGIN = undefined;
  globalThis.broker = {script: 'https://broker.example/base/es.js', origin: '', heartbeat: 15};
});

test('the broker is where the script came from, unless the page or the setting ORIGIN says otherwise', () => {
  assert.equal(targetOf(['a'], {}).origin, 'https://broker.example/base');
  globalThis.broker.origin = 'https://set.example';
  assert.equal(targetOf(['a'], {}).origin, 'https://set.example');
  globalThis.ESHQ_ORIGIN = 'https://page.example/';
  assert.equal(targetOf(['a'], {}).origin, 'https://page.example');
  assert.equal(targetOf(['a'], {origin: 'https://option.example'}).origin, 'https://option.example');
});

test('a script that knows no place says what to give', () => {
  globalThis.broker.script = undefined;
  globalThis.location = {href: 'about:srcdoc'};
  assert.throws(() => targetOf(['a'], {}), /option origin/);
  globalThis.location = {href: 'https://site.example/page'};
});

test('two missed heartbeats are too long a silence', () => {
  assert.equal(targetOf(['a'], {}).silence, 32_000);
});

test('pages share by channels, ticket server, presence id and what they give as shared, and by nothing else', () => {
  const name = (channels, options) => targetOf(channels, options).name;
  assert.equal(name(['a'], {}), name(['a'], {auth_url: '/eshq/socket', auth_headers: {a: 'b'}}));
  const others = [name(['a'], {}), name(['b'], {}), name(['a', 'b'], {}), name(['b', 'a'], {}), name(['a'], {auth_url: '/x'}),
    name(['a'], {presence_id: 'ann'}), name(['a'], {shared: 'ann'})];
  assert.equal(new Set(others).size, others.length);
});

test('pages with patterns share with those that have the same, and not with channels of such names', () => {
  const name = (channels, options) => targetOf(channels, options).name;
  assert.equal(name(['a'], {pattern: 'b.*'}), name(['a'], {pattern: ['b.*']}));
  const others = [name(['a'], {}), name(['a'], {pattern: 'b.*'}), name(['a', 'b.*'], {}), name([], {pattern: ['a', 'b.*']}), name([], {pattern: 'a'})];
  assert.equal(new Set(others).size, others.length);
});

test('channels and patterns are parameters of a call', () => {
  assert.deepEqual(wantedOf(targetOf(['a'], {pattern: 'b.*'})), [['channel', 'a'], ['pattern', 'b.*']]);
  assert.deepEqual(wantedOf(targetOf([], {pattern: ['b.*', 'c']})), [['pattern', 'b.*'], ['pattern', 'c']]);
});

test('a page that does not share, or goes on from a place of its own, has no name to share by', () => {
  assert.equal(targetOf(['a'], {shared: false}).name, undefined);
  assert.equal(targetOf(['a'], {last_event_id: '1'}).name, undefined);
});

test('pages on public channels share with all, by their user', () => {
  const name = (options) => targetOf(['a'], options).name;
  assert.equal(name({user: 'demo'}), name({user: 'demo', auth_url: '/x'}));
  const others = [name({}), name({user: 'demo'}), name({user: 'bob'}), name({token: 't', shared: 'demo'}), name({shared: 'demo'})];
  assert.equal(new Set(others).size, others.length);
  assert.equal(name({user: 'demo', token: 't'}), undefined);
});

test('pages with tokens share only where they say with whom, and never with pages with tickets', () => {
  const name = (options) => targetOf(['a'], options).name;
  assert.equal(name({token: 't'}), undefined);
  assert.equal(name({token: 't', shared: 'ann'}), name({token: 'u', shared: 'ann'}));
  assert.notEqual(name({token: 't', shared: 'ann'}), name({token: 't', shared: 'bob'}));
  assert.notEqual(name({token: 't', shared: 'ann'}), name({shared: 'ann'}));
});
