// The users, a page of them at a time: added, changed, disabled, given another secret, deleted.

import {counted} from '../pages/text.js';
import {call} from './call.js';
import {ask, closed, showSecret} from './dialog.js';
import {button, byId, element, write} from './element.js';

const PAGE = 50;

export class Users {
  #reply;
  #after = '';
  #next = null;
  #edited = null;

  constructor(reply) {
    this.#reply = reply;
    byId('find-user').addEventListener('submit', event => this.#find(event));
    byId('first-users').addEventListener('click', () => this.#page(''));
    byId('next-users').addEventListener('click', () => this.#page(this.#next));
    byId('add-user').addEventListener('click', () => this.#edit(null));
    byId('edit-form').addEventListener('submit', event => this.#save(event));
    byId('edit-no').addEventListener('click', () => byId('edit').close());
  }

  open() {
    return this.#page(this.#after);
  }

  async #page(after) {
    const page = await this.#reply(call('GET', '/users', after ? {limit: PAGE, after} : {limit: PAGE}));
    if (!page) return;
    this.#after = after;
    this.#show(page.users, page.next ?? null);
  }

  async #find(event) {
    event.preventDefault();
    const key = byId('user-key').value.trim();
    if (!key) return this.#page('');
    const user = await this.#reply(call('GET', `/users/${encodeURIComponent(key)}`));
    if (user) this.#show([user], null);
  }

  #show(users, next) {
    this.#next = next;
    byId('users').tBodies[0].replaceChildren(...users.map(user => this.#row(user)));
    write(byId('users-note'), users.length === 0 ? 'No users.' : `${counted(users.length, 'user')}${next ? ', and there are more' : ''}.`);
    byId('first-users').disabled = !this.#after;
    byId('next-users').disabled = !next;
  }

  #row(user) {
    const state = user.disabled ? 'Disabled' : 'Enabled';
    const row = element('tr', {}, element('th', {scope: 'row'}, user.key), element('td', {}, user.name ?? ''),
      element('td', {}, state), element('td', {className: 'number'}, String(user.max_connections ?? '\u2013')),
      element('td', {className: 'actions'},
        button('Edit', user.key, () => this.#edit(user)),
        button(user.disabled ? 'Enable' : 'Disable', user.key, () => this.#disable(user)),
        button('New secret', `for ${user.key}`, () => this.#rotate(user)),
        button('Delete', user.key, () => this.#delete(user))));
    row.dataset.key = user.key;
    return row;
  }

  #edit(user) {
    this.#edited = user;
    write(byId('edit-title'), user ? `User ${user.key}` : 'Add a user');
    byId('edit-key-field').hidden = user !== null;
    byId('edit-key').value = '';
    byId('edit-name').value = user?.name ?? '';
    byId('edit-most').value = user?.max_connections ?? '';
    byId('edit-webhook').value = user?.webhook ?? '';
    byId('edit-presence').checked = user?.presence_events ?? false;
    write(byId('edit-refusal'), '');
    closed(byId('edit'));
  }

  async #save(event) {
    event.preventDefault();
    const user = this.#edited;
    const fields = {
      name: byId('edit-name').value,
      max_connections: byId('edit-most').value.trim(),
      webhook: byId('edit-webhook').value.trim(),
      presence_events: byId('edit-presence').checked,
    };
    const key = byId('edit-key').value.trim();
    try {
      const saved = user ? await call('PATCH', pathOf(user), fields) : await call('POST', '/users', key ? {key, ...fields} : fields);
      byId('edit').close();
      if (!user) await showSecret(`Secret of ${saved.key}`, saved.secret);
      this.#saved(saved, user ? `${saved.key} is changed.` : `${saved.key} is added.`);
    } catch (failure) {
      write(byId('edit-refusal'), failure.message);
    }
  }

  async #disable(user) {
    const text = 'Its calls are refused and its streams end, on all nodes.';
    if (!user.disabled && !await ask(`Disable ${user.key}?`, text, 'Disable')) return;
    const changed = await this.#reply(call('PATCH', pathOf(user), {disabled: !user.disabled}));
    if (changed) this.#saved(changed, `${user.key} is ${changed.disabled ? 'disabled' : 'enabled'}.`);
  }

  async #rotate(user) {
    const text = 'The present secret is taken for an hour more.';
    if (!await ask(`Draw another secret for ${user.key}?`, text, 'Draw another')) return;
    const changed = await this.#reply(call('POST', `${pathOf(user)}/secret`));
    if (!changed) return;
    await showSecret(`New secret of ${user.key}`, changed.secret);
    this.#saved(changed, `${user.key} has a new secret.`);
  }

  async #delete(user) {
    const text = 'Its calls are refused and its streams end, on all nodes. This cannot be taken back.';
    if (!await ask(`Delete ${user.key}?`, text, 'Delete')) return;
    if (await this.#reply(call('DELETE', pathOf(user)), `${user.key} is deleted.`) === undefined) return;
    this.#rowOf(user)?.remove();
    byId('users-title').focus();
  }

  /** In its row, whose button has the focus; a new user comes first. */
  #saved(user, text) {
    const row = this.#row(user);
    const before = this.#rowOf(user);
    const focused = before ? [...before.querySelectorAll('button')].indexOf(document.activeElement) : -1;
    if (before) before.replaceWith(row);
    else byId('users').tBodies[0].prepend(row);
    if (focused >= 0) row.querySelectorAll('button')[focused].focus();
    this.#reply(Promise.resolve(null), text);
  }

  #rowOf({key}) {
    return [...byId('users').tBodies[0].rows].find(row => row.dataset.key === key);
  }
}

function pathOf({key}) {
  return `/users/${encodeURIComponent(key)}`;
}
