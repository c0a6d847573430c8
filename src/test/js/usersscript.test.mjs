import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {beforeEach, test} from 'node:test';
import {createContext, runInContext} from 'node:vm';

const SCRIPT = readFileSync(new URL('../../../server-config/mongodb/users.js', import.meta.url), 'utf8');

let calls;
let printed;
let shell;

/** What MongoDB's shell has of a collection, with the one user whom it knows; notes what is called to change something. */
const collection = (name) => new Proxy({}, {get: (_, method) => (...given) => {
  if (method === 'findOne') return given[0].key === 'my-app' ? {key: 'my-app', secret: 'old'} : null;
  calls.push([`${name}.${method}`, ...JSON.parse(JSON.stringify(given))]);
}});

beforeEach(() => {
  calls = [];
  printed = [];
  const db = {users: collection('users'), connections: collection('connections')};
  shell = createContext({db, print: (line) => printed.push(line), require: createRequire(import.meta.url)});
  runInContext(SCRIPT, shell);
});

const run = (call) => runInContext(call, shell);
const updated = (change) => [['users.updateOne', {key: 'my-app'}, change]];

for (const [call, field] of [['openChannels', 'public'], ['retainChannels', 'retained'], ['nameIssuers', 'issuers']]) {
  test(`${call} sets the user's field '${field}', and takes it away where the array is empty`, () => {
    run(`${call}('my-app', ['a', 'b.#'])`);
    assert.deepEqual(calls, updated({$set: {[field]: ['a', 'b.#']}}));
    calls = [];
    run(`${call}('my-app', [])`);
    assert.deepEqual(calls, updated({$unset: {[field]: 1}}));
  });

  test(`${call} changes nothing where there is no such user`, () => {
    assert.throws(() => run(`${call}('nobody', [])`), /no user with the key nobody/);
    assert.deepEqual(calls, []);
  });
}

test('a user is added with a secret that is shown', () => {
  run("addUser('new', 'New')");
  const user = calls.find(([call]) => call === 'users.insertOne')[1];
  assert.deepEqual(user, {key: 'new', secret: JSON.parse(printed[0]).secret, name: 'New'});
  assert.throws(() => run("addUser('eshq:new')"), /eshq:/);
});

test('a replaced secret is taken for a while', () => {
  run("replaceSecret('my-app')");
  const [[call, which, {$set: change}]] = calls;
  assert.deepEqual([call, which, change.former_secret], ['users.updateOne', {key: 'my-app', secret: 'old'}, 'old']);
  assert.equal(change.secret, JSON.parse(printed[0]).secret);
  assert.ok(Date.parse(change.former_secret_until) > Date.now());
});

test('a deleted user has no tickets either', () => {
  run("deleteUser('my-app')");
  assert.deepEqual(calls.slice(1), [['connections.deleteMany', {user_id: 'my-app'}], ['users.deleteOne', {key: 'my-app'}]]);
});
