/** Takes the text of an event stream as it comes and hands on each frame: WHATWG HTML, section 9.2.6, with LF alone. */
export class Frames {
  constructor(onFrame, onRetry) {
    this._onFrame = onFrame;
    this._onRetry = onRetry;
    this._rest = '';
    this._clear();
  }

  push(text) {
    const lines = text.split('\n');
    lines[0] = this._rest + lines[0];
    this._rest = lines.pop();
    lines.forEach((line) => line ? this._field(line) : this._end());
  }

  _field(line) {
    const [, name, value] = /^([^:]*):? ?([^]*)$/.exec(line);
    if (name === 'data') {
      this._data.push(value);
    } else if (name === 'event') {
      this._type = value;
    } else if (name === 'id') {
      this._id = value;
    } else if (name === 'retry') {
      this._onRetry(Number(value));
    }
  }

  _end() {
    const {_id: id, _type: type, _data: data} = this;
    this._clear();
    if (data.length) {
      this._onFrame({id, type: type || 'message', data: data.join('\n')});
    }
  }

  _clear() {
    this._id = undefined;
    this._type = '';
    this._data = [];
  }
}
