import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Backoff} from '../../main/js/backoff.js';

test('each failure waits longer, up to half a minute, and never less than the broker said', () => {
  const backoff = new Backoff();
  backoff.retry = 1000;
  for (const most of [1000, 2000, 4000, 8000, 16000, 16000]) {
    const millis = backoff.next();
    assert.ok(millis >= 1000 && millis <= most, `${millis} of ${most}`);
  }
});

test('what the broker said counts even where it is longer than the longest wait', () => {
  const backoff = new Backoff();
  backoff.retry = 45000;
  assert.equal(backoff.next(), 45000);
});

test('an attempt that worked begins anew', () => {
  const backoff = new Backoff();
  backoff.retry = 1000;
  for (let i = 0; i < 5; i++) backoff.next();
  backoff.failures = 0;
  assert.equal(backoff.next(), 1000);
});
