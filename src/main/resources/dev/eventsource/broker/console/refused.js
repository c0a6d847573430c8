// The messages that were refused of late, by the node that answers: why, and how they begin.

import {clock, counted} from '../pages/text.js';
import {call} from './call.js';
import {byId, element, write} from './element.js';

const PAUSE = 2000; // milliseconds, however many are refused

export class Refused {
  #reply;
  #counted = -1;
  #askedAt = -Infinity;

  constructor(reply) {
    this.#reply = reply;
  }

  /** Asks again where the nodes have refused more, and somebody looks. */
  show(nodes) {
    const count = nodes.reduce((sum, {refused}) => sum + (refused ?? 0), 0);
    const isSeen = !byId('view-refused').hidden && !byId('refusals').matches(':focus-within');
    if (isSeen && count !== this.#counted && performance.now() - this.#askedAt > PAUSE) this.#ask(count);
  }

  open() {
    return this.#ask(-1);
  }

  async #ask(count) {
    this.#askedAt = performance.now();
    this.#counted = count;
    const answer = await this.#reply(call('GET', '/admin/refused'));
    if (!answer) return;
    const {node, messages} = answer;
    write(byId('refused-note'), messages.length === 0 ? `Node ${node} has refused no message since its start.`
      : `The latest ${counted(messages.length, 'message')} that node ${node} has refused, newest first.`);
    byId('refusals').replaceChildren(...messages.map(describe));
  }
}

function describe({at, reason, detail, bytes, offset, beginning}) {
  const place = offset === undefined ? '' : `, at offset ${offset}`;
  const sample = element('pre', {tabIndex: 0}, beginning || '(nothing of it can be read)');
  sample.setAttribute('aria-label', `How the message begins that was refused as ${reason}`);
  return element('li', {},
    element('p', {}, element('b', {}, reason), ` ${detail}`),
    element('p', {className: 'note'}, `${clock(new Date(at))}${place}, ${counted(bytes, 'byte')}`),
    sample);
}
