// Exchanges of others, whether they are bound, and what a message of theirs would become.

import {counted} from '../pages/text.js';
import {call} from './call.js';
import {button, byId, element, write} from './element.js';

const EXAMPLE = {exchange: '', routing_key: '', headers: {}, properties: {}, body: ''};

export class Sources {
  #reply;

  constructor(reply) {
    this.#reply = reply;
    byId('reload-rules').addEventListener('click', () => this.#reload());
    byId('look-seen').addEventListener('click', () => this.#look());
    // What it says is of the message and the rules that stand there.
    byId('try').addEventListener('input', () => byId('tried').replaceChildren());
    byId('try').addEventListener('submit', event => {
      event.preventDefault();
      this.#try();
    });
  }

  async open() {
    if (!byId('try-message').value) byId('try-message').value = pretty(EXAMPLE);
    const answer = await this.#reply(call('GET', '/admin/sources'));
    if (answer) show(answer);
    await this.#look();
  }

  async #reload() {
    const answer = await this.#reply(call('POST', '/admin/sources/reload'), 'This node has read its rules anew.');
    if (answer) show(answer);
  }

  async #look() {
    const answer = await this.#reply(call('GET', '/admin/sources/messages'));
    if (!answer) return;
    const {node, messages} = answer;
    write(byId('seen-note'), messages.length === 0 ? `No message of a source has come to node ${node}.`
      : `The latest ${counted(messages.length, 'message')} of sources at node ${node}, newest first.`);
    byId('seen').replaceChildren(...messages.map(message => seen(message)));
  }

  async #try() {
    const fields = {message: byId('try-message').value, rules: byId('try-rules').value};
    byId('tried').replaceChildren();
    const answer = await this.#reply(call('POST', '/admin/sources/dry-run', fields));
    if (answer) byId('tried').replaceChildren(...outcome(answer));
  }
}

function show({node, digest, rules, sources, left_over: leftOver, others}) {
  const differ = Object.keys(others);
  const words = [`Node ${node} has ${counted(rules, 'rule')}${digest ? ` (${digest})` : ''}.`];
  if (differ.length > 0) words.push(`Other rules have: ${differ.join(', ')}.`);
  if (leftOver > 0) words.push(`${counted(leftOver, 'binding')} will be taken away when all nodes have the same rules.`);
  write(byId('sources-note'), sources.length === 0 ? 'The setting SOURCES names none.' : words.join(' '));
  byId('sources').tBodies[0].replaceChildren(...sources.map(({exchange, format, bindings, state}) => element('tr', {},
    element('th', {scope: 'row'}, element('bdi', {}, exchange)), element('td', {}, format),
    element('td', {className: 'number'}, String(bindings)), element('td', {}, state))));
}

function seen(message) {
  const {exchange, routing_key: key} = message;
  const use = () => {
    byId('try-message').value = pretty(message);
    byId('tried').replaceChildren();
    byId('try-message').focus();
  };
  return element('li', {},
    element('p', {}, element('bdi', {}, `${exchange} ${key}`), ' ', button('Use it', `of ${exchange}, ${key}`, use)));
}

function outcome({rule, events, refused, detail}) {
  if (refused) return [element('p', {}, element('b', {}, refused), ` ${detail}`)];
  const result = element('pre', {tabIndex: 0}, pretty(events));
  result.setAttribute('aria-label', 'What would go out');
  return [element('p', {}, `${counted(events.length, 'event')} would go out${rule ? ` by ${rule}` : ''}.`), result];
}

function pretty(value) {
  return JSON.stringify(value, null, 1);
}
