// The frames that are kept, and which of them a filter lets through to the list.

const MOST_FRAMES = 20_000;
const MOST_CHARACTERS = 32_000_000;
const LET_GO_AT_ONCE = 500; // so that a full log is not shifted for each frame

export class FrameLog {
  wantsHeartbeats = true;
  #list;
  #text = '';
  #frames = [];
  #characters = 0;
  #letGo = 0;

  constructor(list) {
    this.#list = list;
  }

  get latest() {
    return this.#frames.at(-1);
  }

  get total() {
    return this.#frames.length + this.#letGo;
  }

  get letGo() {
    return this.#letGo;
  }

  get filteredOut() {
    return this.#frames.length - this.#list.items.length;
  }

  add(frame) {
    frame.number = this.total;
    this.#frames.push(frame);
    this.#characters += lengthOf(frame);
    if (this.#lets(frame)) this.#list.items.push(frame);
    if (this.#frames.length > MOST_FRAMES || this.#characters > MOST_CHARACTERS) this.#forget();
    this.#list.changed();
  }

  clear() {
    this.#frames = [];
    this.#characters = 0;
    this.#letGo = 0;
    this.filter(this.#text);
  }

  filter(text) {
    this.#text = text;
    this.#list.items = this.#frames.filter(frame => this.#lets(frame));
    this.#list.changed();
  }

  #lets(frame) {
    if (frame.kind === 'heartbeat' && !this.wantsHeartbeats) return false;
    return this.#text === '' || frame.lines.some(line => line.includes(this.#text));
  }

  #forget() {
    const gone = this.#frames.splice(0, Math.min(LET_GO_AT_ONCE, this.#frames.length - 1));
    for (const frame of gone) this.#characters -= lengthOf(frame);
    this.#letGo += gone.length;
    const shown = this.#list.items;
    const oldest = shown.findIndex(frame => frame.number >= this.#letGo);
    const dropped = oldest < 0 ? shown.length : oldest;
    shown.splice(0, dropped);
    this.#list.dropped(dropped);
  }
}

function lengthOf(frame) {
  return frame.lines.reduce((sum, line) => sum + line.length, 0);
}
