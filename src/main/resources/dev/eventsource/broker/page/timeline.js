// What a connection went through: a strip of its states by their length, and a list that says why.

import {clock, counted, duration} from './text.js';

const MOST_ENTRIES = 200;
const MOST_STRETCHES = 60;

const COLOURS = {open: 'var(--good)', waiting: 'var(--warning)', failed: 'var(--warning)'};

export const STATES = {
  idle: 'Not subscribed',
  ticket: 'Getting a ticket',
  connecting: 'Connecting',
  open: 'Open',
  waiting: 'Waiting to reconnect',
  closed: 'Disconnected',
  failed: 'Refused',
};

export class TimeLine {
  #list;
  #strip;
  #stretches = []; // each a state and when it began, the latest last
  #leftOut = 0;

  constructor(list, strip) {
    this.#list = list;
    this.#strip = strip;
    setInterval(() => this.#paint(), 1000);
  }

  /** A state begins. */
  enter(state, reason) {
    const before = this.#stretches.at(-1);
    const lasted = before ? `${STATES[before.state]} for ${duration(performance.now() - before.since)}` : '';
    this.#stretches.push({state, since: performance.now()});
    if (this.#stretches.length > MOST_STRETCHES) this.#stretches.shift();
    this.#paint();
    this.note(state, STATES[state], [reason, lasted].filter(Boolean).join(' · '));
  }

  /** Something happens within a state. */
  note(kind, title, text) {
    const entry = document.createElement('li');
    entry.dataset.state = kind;
    entry.append(part('time', clock(new Date())), part('b', title), part('span', text));
    this.#list.append(entry);
    this.#forget();
    this.#list.scrollTop = this.#list.scrollHeight;
  }

  /** As a background, which moves nothing on the page however it changes. */
  #paint() {
    if (this.#stretches.length === 0) return;
    const begin = this.#stretches[0].since;
    const percent = time => `${(100 * (time - begin) / (performance.now() - begin + 1)).toFixed(2)}%`;
    const stops = this.#stretches.map(({state, since}) => `${COLOURS[state] ?? 'var(--edge)'} ${percent(since)}`);
    const ends = [...this.#stretches.slice(1).map(({since}) => percent(since)), '100%'];
    this.#strip.style.backgroundImage = `linear-gradient(90deg, ${stops.map((stop, i) => `${stop} ${ends[i]}`).join(', ')})`;
  }

  #forget() {
    if (this.#list.children.length <= MOST_ENTRIES) return;
    if (this.#leftOut === 0) this.#list.prepend(document.createElement('li'));
    this.#list.children[1].remove();
    this.#leftOut++;
    this.#list.firstElementChild.textContent = `${counted(this.#leftOut, 'earlier entry').replace('entrys', 'entries')} left out`;
  }
}

function part(tag, text) {
  return Object.assign(document.createElement(tag), {textContent: text});
}
