import assert from 'node:assert/strict';
import {beforeEach, mock, test} from 'node:test';
import {Silence} from '../../main/js/silence.js';

let told;
let silence;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({apis: ['setTimeout', 'Date']});
  told = 0;
  silence = new Silence(() => told++);
});

test('silence is told of once it is too long', () => {
  silence.allow(1000);
  mock.timers.tick(999);
  assert.equal(told, 0);
  mock.timers.tick(1);
  assert.equal(told, 1);
});

test('a sign of life begins it anew', () => {
  silence.allow(1000);
  mock.timers.tick(900);
  silence.allow(1000);
  mock.timers.tick(900);
  assert.equal(told, 0);
});

test('whoever wakes finds out what the timers have slept through', () => {
  mock.timers.reset();
  mock.timers.enable({apis: ['Date']});
  silence.allow(60_000);
  mock.timers.setTime(50_000);
  silence.check();
  assert.equal(told, 0);
  mock.timers.setTime(61_000);
  silence.check();
  silence.check();
  assert.equal(told, 1);
});

test('nothing is told of once it has ended', () => {
  silence.allow(1000);
  silence.end();
  mock.timers.tick(5000);
  silence.check();
  assert.equal(told, 0);
});
