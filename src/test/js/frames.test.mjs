import assert from 'node:assert/strict';
import {test} from 'node:test';
import {frameOf, Frames} from '../../main/js/frames.js';

/** The lines of each frame of an event stream's text, however it is cut. */
function read(...chunks) {
  const taken = [];
  const frames = new Frames((lines) => taken.push(lines));
  chunks.forEach((chunk) => frames.push(chunk));
  return [...taken, frames.unfinished];
}

test('a frame is handed on at its blank line, and no sooner', () => {
  assert.deepEqual(read('data: a\n'), [['data: a']]);
  assert.deepEqual(read('data: a\n\n'), [['data: a'], []]);
});

for (const end of ['\n', '\r\n', '\r']) {
  test(`a frame is the same wherever it is cut, with lines that end in ${JSON.stringify(end)}`, () => {
    const lines = ['id: 1', 'event: n', 'data: a', 'data:  b: c', 'data'];
    const text = lines.concat('', 'data: next', '', '').join(end);
    for (let cut = 0; cut <= text.length; cut++) {
      const [first, second] = read(text.slice(0, cut), text.slice(cut), '\n');
      assert.deepEqual([first, second], [lines, ['data: next']], `cut at ${cut}`);
    }
  });
}

test('what the end cuts off is no frame', () => {
  assert.deepEqual(read('data: a\n\ndata: b\ndata'), [['data: a'], ['data: b', 'data']]);
});

test('several data lines are one text', () => {
  assert.deepEqual(frameOf(['id: 1', 'event: n', 'data: a', 'data:  b: c', 'data']), {id: '1', type: 'n', data: 'a\n b: c\n'});
});

test('an empty id is one, and comments and unknown fields are nothing', () => {
  assert.deepEqual(frameOf([': comment', 'unknown: x', 'id', 'data: a']), {id: '', type: 'message', data: 'a'});
});

test('a frame without data is no event, and may tell the retry time', () => {
  assert.deepEqual(frameOf(['retry: 1500', 'event: n']), {id: undefined, type: 'n', data: undefined, retry: 1500});
});
