import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Frames} from '../../main/js/frames.js';

/** What comes of an event stream's text, however it is cut. */
function read(...chunks) {
  const taken = [];
  const frames = new Frames((frame) => taken.push(frame), (millis) => taken.push({retry: millis}));
  chunks.forEach((chunk) => frames.push(chunk));
  return taken;
}

test('a frame is handed on at its blank line, and no sooner', () => {
  assert.deepEqual(read('data: a\n'), []);
  assert.deepEqual(read('data: a\n\n'), [{id: undefined, type: 'message', data: 'a'}]);
});

test('a frame is the same wherever it is cut', () => {
  const text = 'id: 1\nevent: n\ndata: a\ndata:  b: c\ndata\n\n';
  const whole = [{id: '1', type: 'n', data: 'a\n b: c\n'}];
  for (let cut = 0; cut <= text.length; cut++) {
    assert.deepEqual(read(text.slice(0, cut), text.slice(cut)), whole);
  }
});

test('an empty id is one, and comments and unknown fields are nothing', () => {
  assert.deepEqual(read(': comment\nunknown: x\nid\ndata: a\n\n'), [{id: '', type: 'message', data: 'a'}]);
});

test('a frame without data tells of its retry time alone', () => {
  assert.deepEqual(read('retry: 1500\nevent: n\n\ndata: a\n\n'),
    [{retry: 1500}, {id: undefined, type: 'message', data: 'a'}]);
});
