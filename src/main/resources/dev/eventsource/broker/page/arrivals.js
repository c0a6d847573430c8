// The events that have arrived: the latest as rows, put in once a frame is drawn, so that a flood costs no more than that.

import {counted, duration, shortened} from './text.js';

const MOST_ROWS = 200;
const MOST_CHARACTERS = 2000;
const NEAR_THE_END = 40; // pixels

export class Arrivals {
  total = 0;
  #log;
  #events;
  #template;
  #shown;
  #waiting = [];

  /** `shown` is called when rows have been put in. */
  constructor(log, template, shown) {
    this.#log = log;
    this.#events = log.querySelector('ol');
    this.#template = template;
    this.#shown = shown;
  }

  add({type, data, lastEventId}) {
    this.total++;
    if (this.#waiting.length === 0) requestAnimationFrame(() => this.#show());
    this.#waiting.push({name: type, data, id: lastEventId, delay: delaySince(timeIn(lastEventId))});
    if (this.#waiting.length > MOST_ROWS) this.#waiting.shift();
  }

  get latest() {
    return this.#events.lastElementChild.querySelector('.data').textContent;
  }

  get count() {
    const hidden = this.total - MOST_ROWS;
    if (hidden <= 0) return counted(this.total, 'event');
    return `${counted(this.total, 'event')}: the latest ${MOST_ROWS}, ${hidden.toLocaleString('en')} older hidden`;
  }

  #show() {
    const following = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR_THE_END;
    this.#events.append(...this.#waiting.map(event => this.#rowOf(event)));
    while (this.#events.children.length > MOST_ROWS) this.#events.firstElementChild.remove();
    if (following) this.#log.scrollTop = this.#log.scrollHeight;
    this.#waiting = [];
    this.#shown();
  }

  #rowOf({name, data, id, delay}) {
    const row = this.#template.content.cloneNode(true);
    const fill = (part, text) => row.querySelector(`.${part}`).textContent = text;
    fill('name', name);
    fill('data', shortened(data, MOST_CHARACTERS));
    fill('id', id);
    fill('delay', delay === null ? '–' : duration(delay));
    if (delay === null) explainDash(row.querySelector('.delay'));
    return row;
  }
}

function explainDash(element) {
  const reason = 'No delay: this id holds no time';
  element.title = reason;
  element.append(Object.assign(document.createElement('span'), {className: 'unseen', textContent: ` ${reason}`}));
}

/** The broker's own ids are UUIDs of version 7: their first 48 bits are the time. */
function timeIn(id) {
  const uuid = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(id);
  return uuid && Number.parseInt(uuid[1] + uuid[2], 16);
}

function delaySince(time) {
  return time && Math.max(0, Date.now() - time);
}
