import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {Token} from '../../main/js/token.js';

const giving = (...tokens) => new Token(async () => tokens.shift());

test('a text is the token, and a function is asked once until another is needed', async () => {
  assert.deepEqual(await new Token('a.b.c').headers(), {Authorization: 'Bearer a.b.c'});
  const token = giving('a', 'b');
  assert.equal(await token.headers(), await token.headers());
  assert.deepEqual(await token.renew(), {Authorization: 'Bearer b'});
  assert.deepEqual(await token.headers(), {Authorization: 'Bearer b'});
});

test('all who want a new one at a time get the same', async () => {
  const token = giving('a', 'b');
  const [one, other] = await Promise.all([token.headers(), token.renew()]);
  assert.equal(one, other);
});

test('another may do where the refused one was shown before, or is no longer the one at hand', async () => {
  const token = giving('a', 'b', 'c');
  const first = await token.headers();
  await token.headers();
  assert.ok(token.refuse(first));
  const second = await token.headers();
  assert.ok(token.refuse(first));
  assert.ok(!token.refuse(second));
});

test('no other than a text will do in its place', async () => {
  const token = new Token('a');
  await token.headers();
  const headers = await token.headers();
  assert.ok(!token.refuse(headers));
});

test('the same token again is no new one', async () => {
  const token = giving('a', 'a', 'b');
  await token.headers();
  await assert.rejects(token.renew(), /same token again/);
  assert.deepEqual(await token.renew(), {Authorization: 'Bearer b'});
});

test('what is no token is not sent, and what fails is told', async () => {
  for (const value of [undefined, '', 'a b', 'a\nb', 7, {}]) {
    await assert.rejects(new Token(() => value).headers(), /gives no token/);
  }
  await assert.rejects(new Token(() => {
    throw new Error('secret');
  }).headers(), {message: 'The option token failed', status: 0});
});

test('a function that never answers is given up, and asked again', async () => {
  mock.timers.enable({apis: ['setTimeout']});
  const answers = [new Promise(() => {}), 'a'];
  const token = new Token(() => answers.shift());
  const hanging = token.headers();
  mock.timers.tick(15_000);
  await assert.rejects(hanging, /did not answer/);
  assert.deepEqual(await token.headers(), {Authorization: 'Bearer a'});
  mock.timers.reset();
});
