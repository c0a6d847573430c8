// The busiest channels, and one that is looked at: who is there, and its newest events.

import {fieldOf} from '../pages/frames.js';
import {counted} from '../pages/text.js';
import {call} from './call.js';
import {ask} from './dialog.js';
import {button, byId, element, write} from './element.js';
import {busiest} from './figures.js';

const MOST_PRESENT = 200;

export class Channels {
  #reply;
  #rows = new Map();
  #looked = null;

  constructor(reply) {
    this.#reply = reply;
    byId('look').addEventListener('submit', event => {
      event.preventDefault();
      this.#look(byId('look-channel').value, byId('look-user').value);
    });
    byId('end-channel').addEventListener('click', () => this.#end());
  }

  /** While somebody is at the table, rows neither move nor go: a button must not become another's under a finger. */
  show(nodes) {
    const channels = busiest(nodes);
    const body = byId('busiest').tBodies[0];
    const isBusy = body.matches(':hover, :focus-within');
    for (const channel of channels) {
      if (!isBusy || this.#rows.has(channel.key)) this.#row(channel).show(channel);
    }
    if (isBusy) return;
    byId('no-busiest').hidden = channels.length > 0;
    byId('busiest').hidden = channels.length === 0;
    const rows = channels.map(({key}) => this.#rows.get(key));
    for (const [key, row] of this.#rows) if (!rows.includes(row)) this.#rows.delete(key);
    const elements = rows.map(row => row.element);
    if (elements.some((row, i) => body.rows[i] !== row) || body.rows.length !== elements.length) body.replaceChildren(...elements);
  }

  #row({key, channel, user}) {
    if (!this.#rows.has(key)) {
      this.#rows.set(key, new Row(channel, user, () => {
        byId('look-channel').value = channel;
        byId('look-user').value = user;
        this.#look(channel, user).then(() => byId('looked-title').focus());
      }));
    }
    return this.#rows.get(key);
  }

  async #look(channel, user) {
    const events = await this.#reply(call('GET', '/admin/channel', user ? {channel, user} : {channel}));
    if (!events) return;
    this.#looked = {channel, user};
    const title = byId('looked-title');
    title.tabIndex = -1;
    write(title, user ? `${channel} of ${user}` : `${channel} of everyone`);
    byId('looked').hidden = false;
    this.#showEvents(events);
    await this.#showPresent(channel, user);
  }

  #showEvents({node, events}) {
    write(byId('events-note'), events.length === 0 ? `Node ${node} holds no event of it.`
      : `The newest ${events.length} that node ${node} holds, newest first.`);
    byId('events').replaceChildren(...events.map(describeEvent));
  }

  async #showPresent(channel, user) {
    const note = byId('present-note');
    byId('present').replaceChildren();
    if (!user) return write(note, 'Presence is of one user\u2019s channel: name a user.');
    const path = `/channel/${encodeURIComponent(channel)}/users`;
    try {
      const [ids, {streams}] = await Promise.all([call('GET', path, {user}), call('GET', `${path}/count`, {user})]);
      const hidden = ids.length > MOST_PRESENT ? `, of whom ${MOST_PRESENT} are shown` : '';
      write(note, `${counted(ids.length, 'presence id')}${hidden}; ${counted(streams, 'stream')} on all nodes.`);
      byId('present').append(...ids.slice(0, MOST_PRESENT).map(id => element('li', {}, element('bdi', {}, id))));
    } catch (failure) {
      write(note, failure.message);
    }
  }

  async #end() {
    const {channel, user} = this.#looked;
    const whose = user ? `of ${user}` : 'of every user';
    const text = 'Its tickets end, and their streams on all nodes; pages need new tickets from their servers.';
    if (await ask(`End the sockets of ${channel} ${whose}?`, text, 'End them')) {
      const path = `/channel/${encodeURIComponent(channel)}`;
      await this.#reply(call('DELETE', path, user ? {user} : {}), `The sockets of ${channel} ${whose} are ended.`);
    }
  }
}

class Row {
  element;
  #events = element('td', {className: 'number'});
  #streams = element('td', {className: 'number'});

  constructor(channel, user, look) {
    this.element = element('tr', {}, element('th', {scope: 'row'}, channel), element('td', {}, user || 'everyone'),
      this.#events, this.#streams, element('td', {className: 'actions'}, button('Look', `at ${channel}`, look)));
  }

  show({events, streams}) {
    write(this.#events, events.toLocaleString('en'));
    write(this.#streams, streams.toLocaleString('en'));
  }
}

function describeEvent({frame, bytes, age}) {
  const lines = frame.trimEnd().split('\n');
  const shown = element('pre', {tabIndex: 0});
  for (const line of lines) {
    const [field] = fieldOf(line);
    shown.append(element('b', {}, field), `${line.slice(field.length)}\n`);
  }
  const cut = new TextEncoder().encode(frame).length < bytes ? ', of which this is the beginning' : '';
  const head = `${age < 100 ? age.toFixed(1) : Math.round(age)} s ago, ${counted(bytes, 'byte')}${cut}`;
  shown.setAttribute('aria-label', `Event, ${head}`);
  return element('li', {}, element('p', {className: 'note'}, head), shown);
}
