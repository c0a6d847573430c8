// The nodes: all together, and each with its state, its figures and their lines.

import {call} from './call.js';
import {Chart} from './chart.js';
import {ask} from './dialog.js';
import {button, byId, element, write} from './element.js';
import {stateOf, together} from './figures.js';

const UNKNOWN = '\u2013';

const FIGURES = [
  ['connections', 'Streams', whole],
  ['events_per_second', 'Events/s', rate],
  ['deliveries_per_second', 'Deliveries/s', rate],
  ['lag_seconds', 'Lag', lag],
];

export class Nodes {
  #reply;
  #cards = new Map();
  #totals;
  #ready = element('dd');

  constructor(reply) {
    this.#reply = reply;
    this.#totals = new FigureList(byId('totals'));
    byId('totals').prepend(element('div', {}, element('dt', {}, 'Nodes ready'), this.#ready));
  }

  /** Shows what they say now; a node that is no longer told of goes. */
  show(nodes) {
    const all = together(nodes);
    write(this.#ready, `${all.ready} of ${all.nodes}`);
    this.#totals.show(all);
    for (const node of nodes) this.#card(node).show(node);
    const known = new Set(nodes.map(({node}) => node));
    for (const [id, card] of this.#cards) {
      if (known.has(id)) continue;
      card.element.remove();
      this.#cards.delete(id);
    }
  }

  #card({node}) {
    if (!this.#cards.has(node)) {
      const card = new Card(node, () => this.#drain(node));
      this.#cards.set(node, card);
      byId('nodes').append(card.element);
    }
    return this.#cards.get(node);
  }

  async #drain(node) {
    const text = 'It takes no more streams, and ends those it has one after the other, for the other nodes to take. '
      + 'This cannot be taken back: stop the node then.';
    if (await ask(`Drain node ${node}?`, text, 'Drain')) {
      await this.#reply(call('POST', `/admin/nodes/${node}/drain`), `Node ${node} is told to drain.`);
    }
  }
}

/** One node. Its elements stay, so that what has the focus keeps it. */
class Card {
  element;
  #name = element('h3');
  #state = element('p', {className: 'state'});
  #problems = element('ul', {className: 'problems'});
  #note = element('p', {className: 'note'});
  #figures = new FigureList(element('dl', {className: 'figures'}));
  #drain;

  constructor(id, drain) {
    this.#name.id = `node-${id}`;
    this.#drain = button('Drain', `node ${id}`, drain);
    this.element = element('li', {}, element('div', {className: 'title'}, this.#name, this.#state, this.#drain),
      this.#problems, this.#figures.element, this.#note);
    this.element.dataset.node = id;
  }

  show(node) {
    const {kind, word} = stateOf(node);
    write(this.#name, `${node.host || 'Node'} · ${node.node}`);
    this.#state.dataset.state = {good: 'open', leaving: 'waiting', bad: 'failed'}[kind];
    write(this.#state, word);
    this.#drain.disabled = Boolean(node.draining);
    this.#showProblems(Object.entries(node.problems ?? {}));
    this.#figures.show(node);
    write(this.#note, `Version ${node.version ?? UNKNOWN}, up ${time(node.up_seconds)}, ${whole(node.channels)} channels, `
      + `${whole(node.events)} events and ${whole(node.deliveries)} deliveries since its start, ${whole(node.refused)} refused`);
  }

  #showProblems(problems) {
    const texts = problems.map(([part, problem]) => `${part}: ${problem}`);
    if (texts.join('\n') === [...this.#problems.children].map(item => item.textContent).join('\n')) return;
    this.#problems.replaceChildren(...texts.map(text => element('li', {}, text)));
  }
}

class FigureList {
  element;
  #values = new Map();

  constructor(list) {
    this.element = list;
    for (const [name, label] of FIGURES) {
      const value = element('dd');
      const chart = new Chart();
      this.#values.set(name, {value, chart});
      list.append(element('div', {}, element('dt', {}, label), value, element('dd', {className: 'line'}, chart.element)));
    }
  }

  show(figures) {
    for (const [name, , inWords] of FIGURES) {
      const {value, chart} = this.#values.get(name);
      write(value, inWords(figures[name]));
      chart.add(figures[name]);
    }
  }
}

function whole(value) {
  return Number.isFinite(value) ? value.toLocaleString('en') : UNKNOWN;
}

function rate(value) {
  return Number.isFinite(value) ? value.toLocaleString('en', {maximumFractionDigits: value < 10 ? 1 : 0}) : UNKNOWN;
}

function lag(seconds) {
  if (!Number.isFinite(seconds)) return UNKNOWN;
  return seconds < 10 ? `${Math.round(1000 * seconds).toLocaleString('en')} ms` : `${Math.round(seconds).toLocaleString('en')} s`;
}

function time(seconds) {
  if (!Number.isFinite(seconds)) return UNKNOWN;
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min` : `${seconds} s`;
}
