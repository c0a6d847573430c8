import {Connection} from './connection.js';
import {Follower} from './follower.js';
import {Holder} from './holder.js';
import {Turn} from './turn.js';

/** How often others may take the turn away before this page believes that they do not hear it. */
const MOST_LOSSES = 3;

/**
 * One connection for all pages of an origin that want the same. One page holds it and passes on what comes; the others
 * follow, and wait for their turn.
 *
 * Events are counted: `place` is `{term, n, id, socket, position}`, the n-th event of a term, which ends with a reset. The broker
 * replays the same events behind an id to anyone, so a new holder, that goes on behind the last event it saw itself,
 * counts as the old one did: a follower passes over what it has, and knows when it misses something.
 *
 * A browser may lack what this takes, or have it and refuse it, as in a sandboxed frame or where a visitor blocks storage:
 * then the page has a connection of its own.
 */
export class Shared {
  constructor(target, place, sink) {
    this.target = target;
    this.place = place;
    this.sink = sink;
    this.isOpen = false;
    this._losses = 0;
    this.turn = new Turn(target.name, {
      onBegin: () => this._play(Holder), onLost: () => this._lose(), onRefused: () => this.shareNoMore(),
    });
  }

  start() {
    try {
      this._channel = new BroadcastChannel(this.target.name);
      this._channel.onmessage = ({data}) => this._role.hear(data);
      this._waitAgain();
    } catch (refused) {
      this.shareNoMore();
    }
    return this;
  }

  close() {
    this._role?.close();
    this._channel?.close();
    this._channel = undefined;
    this.turn.end();
  }

  /** Goes on with a connection of this page's own, and with a ticket of its own: a shared one carries one stream. */
  shareNoMore() {
    this.close();
    this._role = new Connection(this.target, this.place, this.sink);
    this.place.socket = undefined;
    this._role.start();
  }

  wake(isNetwork) {
    this._role.wake(isNetwork);
  }

  post(message) {
    this._channel?.postMessage(message);
  }

  /** Tells the page when it changes for the better; of a failure it is told by its name. */
  setOpen(isOpen) {
    const before = this.isOpen;
    this.isOpen = isOpen;
    if (isOpen && !before) {
      this.sink.open();
    }
  }

  _lose() {
    ++this._losses < MOST_LOSSES ? this._waitAgain() : this.shareNoMore();
  }

  _waitAgain() {
    this._play(Follower);
    this.turn.wait();
  }

  _play(Role) {
    this._role?.close();
    this._role = new Role(this);
  }
}
