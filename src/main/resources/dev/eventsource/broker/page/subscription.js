// A ticket, a token, or nothing, and the stream it opens, which may be at an address of its own; where a ticket can be had again, a lapsed one is replaced.

import {BROKER} from './broker.js';
import {post} from './calls.js';
import {explained, UNSEEN} from './claims.js';
import {Stream} from './stream.js';

/** A ticket that was typed in. It cannot be replaced. */
export function givenTicket(socket, channels, patterns) {
  return {replaceable: false, open: async () => ({socket, channels, patterns})};
}

/** A token that was typed in; without channels and patterns the stream is of all that it names. */
export function givenToken(token, channels, patterns) {
  return {
    replaceable: false,
    open: async () => ({channels, patterns, headers: {Authorization: `Bearer ${token}`}}),
    why: () => explained(token, Date.now() / 1000).faults.join(' ') || UNSEEN,
  };
}

/** Channels and patterns that a user has made public, for which nothing is shown. */
export function publicChannels(user, channels, patterns) {
  return {replaceable: false, open: async () => ({user, channels, patterns})};
}

/** A ticket for these channels and patterns, made by a signer of credentials. */
export function signedTicket(sign, channels, patterns, presenceId) {
  const open = async () => {
    const fields = [...Object.entries(await sign()), ...wanted(channels, patterns)];
    if (presenceId) fields.push(['presence_id', presenceId]);
    const {socket} = await post(`${BROKER}/socket`, fields).catch(explain);
    return {socket, channels: [], patterns: [], tells: patterns.length > 0};
  };
  return {replaceable: true, open};
}

function explain(failure) {
  if (failure.status !== 401) throw failure;
  throw new Error('Key or secret is wrong, the user is disabled, or this computer’s clock is minutes off.');
}

export class Subscription {
  #ticket;
  #watcher;
  #stream = null;
  #opened = null;
  #replaced = false; // and its stream has not opened since
  #attempt = 0;

  constructor(ticket, watcher) {
    this.#ticket = ticket;
    this.#watcher = watcher;
  }

  get lastId() {
    return this.#stream?.lastId ?? '';
  }

  /** Where the stream is read; null before there is a ticket. */
  get address() {
    return this.#opened && (this.#opened.address ?? addressOf(this.#opened));
  }

  /** What is sent along; empty with a ticket. */
  get headers() {
    return this.#opened?.headers ?? {};
  }

  /** Opens the stream, or ends it and opens it anew, after that id; the empty one: from where the ticket began. */
  async connect(lastId) {
    this.close();
    const attempt = this.#attempt;
    try {
      if (!this.#opened) await this.#openTicket();
      if (attempt === this.#attempt) this.#follow(lastId);
    } catch (failure) {
      if (attempt === this.#attempt) this.#watcher.state('failed', failure.message);
    }
  }

  close() {
    this.#attempt++;
    this.#stream?.close();
  }

  async #openTicket() {
    this.#watcher.state('ticket', '');
    this.#opened = await this.#ticket.open();
  }

  #follow(lastId) {
    this.#stream = new Stream(this.address, lastId, {
      frame: frame => this.#watcher.frame(frame),
      state: (state, reason, status) => this.#changed(state, reason, status),
    }, this.headers);
    this.#stream.follow();
  }

  #changed(state, reason, status) {
    const why = status === 401 && this.#ticket.why?.();
    this.#watcher.state(state, why ? `${reason} ${why}` : reason);
    if (state === 'open') this.#replaced = false;
    if (status === 404 && this.#ticket.replaceable && !this.#replaced) {
      this.#replaced = true;
      this.#opened = null;
      this.connect(this.lastId);
    }
  }
}

function wanted(channels, patterns) {
  return [...channels.map(channel => ['channel', channel]), ...patterns.map(pattern => ['pattern', pattern])];
}

/** Where a pattern was asked for, the broker is to tell of which channel each event is. */
function addressOf({socket, user, channels, patterns, tells = patterns.length > 0}) {
  const parameters = wanted(channels, patterns);
  if (tells) parameters.push(['tell', 'channel']);
  if (user) parameters.unshift(['user', user]);
  if (socket) parameters.unshift(['socket', socket]);
  return `${BROKER}/eventsource?${new URLSearchParams(parameters)}`;
}
