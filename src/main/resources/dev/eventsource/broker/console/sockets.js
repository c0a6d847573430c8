// A socket that is looked for by its id, and ended.

import {call} from './call.js';
import {ask} from './dialog.js';
import {byId, element} from './element.js';

export class Sockets {
  #reply;
  #found = null;

  constructor(reply) {
    this.#reply = reply;
    byId('find-socket').addEventListener('submit', event => {
      event.preventDefault();
      this.#find(byId('socket').value.trim());
    });
    byId('end-socket').addEventListener('click', () => this.#end());
  }

  async #find(id) {
    byId('found').hidden = true;
    const ticket = await this.#reply(call('GET', `/admin/socket/${encodeURIComponent(id)}`));
    if (!ticket) return;
    this.#found = id;
    byId('ticket').replaceChildren(
      ...entry('User', ticket.user),
      ...entry('Channels', ...ticket.channels.length ? ticket.channels : ['none by name']),
      ...ticket.patterns ? entry('Patterns', ...ticket.patterns) : [],
      ...entry('Presence id', ticket.presence_id ?? 'none'),
      ...entry('Stream', ticket.node ? `at node ${ticket.node}` : 'none now'),
      ...entry('Opened', time(ticket.opened_at)),
      ...entry('Lapses', `${time(ticket.lapses_at)}, unless it is used`));
    byId('found').hidden = false;
  }

  async #end() {
    const text = 'Its stream ends, on whichever node; its page needs a new ticket from its server.';
    if (!await ask('End this socket?', text, 'End it')) return;
    const path = `/socket/${encodeURIComponent(this.#found)}`;
    if (await this.#reply(call('DELETE', path), 'The socket is ended.') === undefined) return;
    byId('found').hidden = true;
    byId('socket').focus();
  }
}

function entry(term, ...values) {
  return [element('dt', {}, term), ...values.map(value => element('dd', {}, element('bdi', {}, value)))];
}

function time(iso) {
  return new Date(iso).toLocaleString();
}
