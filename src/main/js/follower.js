import {Connection} from './connection.js';
import {Silence} from './silence.js';
import {UNKNOWN} from './reset.js';

/** How long a follower hears nothing before it asks, then before it takes over, and then goes its own way, in milliseconds. */
const ASK_AFTER = 5_000;

/** How long to miss something before it is fetched: a former holder's last events may still be on their way. */
const FETCH_AFTER = 300;

/**
 * A page that hears of events from the holder. Where it misses some, because it slept, it opens a connection of its own
 * until that meets the shared one. A holder that does not answer has its turn taken away.
 */
export class Follower {
  constructor(shared) {
    this._shared = shared;
    this._silence = new Silence(() => this._ask());
    this._allowSilence();
    shared.post({type: 'ask'});
  }

  close() {
    this._silence.end();
    this._endConnection();
  }

  wake(isNetwork) {
    this._connection?.wake(isNetwork);
    this._silence.check();
  }

  hear({type, place, isOpen, content}) {
    const {sink} = this._shared;
    if (type === 'gather') {
      this._shared.place.n !== undefined && this._shared.post({type: 'stand', place: this._shared.place});
    } else if (type !== 'ask' && type !== 'stand') {
      this._allowSilence();
      if (type === 'place') {
        this._hearPlace(place, isOpen);
      } else if (type === 'event') {
        this._hearEvent(place, content);
      } else if (type === 'reset') {
        this._settle(place);
        sink.reset(content);
      } else {
        type === 'failed' && this._shared.setOpen(false);
        sink[type](content);
      }
    }
  }

  _hearPlace(place, isOpen) {
    this._stand = place;
    this._shared.place.socket = place.socket;
    if (this._shared.place.n === undefined) {
      this._settle(place);
    } else if (this._misses()) {
      this._catchUp();
    }
    this._shared.setOpen(isOpen);
  }

  _hearEvent(stand, frame) {
    const {place} = this._shared;
    this._stand = stand;
    this._shared.setOpen(true);
    if (place.n === undefined || (stand.term === place.term && stand.n === place.n + 1)) {
      this._settle(stand);
      this._shared.sink.event(frame);
    } else if (this._connection && frame.id !== undefined && stand.id === place.id) {
      this._settle(stand);
    } else if (this._misses()) {
      this._catchUp();
    }
  }

  _misses() {
    const {term, n} = this._shared.place;
    return this._stand.term !== term || this._stand.n > n;
  }

  _catchUp() {
    if (!this._connection) {
      this._behind ??= setTimeout(() => this._misses() ? this._connect() : this._endConnection(), FETCH_AFTER);
    }
  }

  _connect() {
    const {target, place, sink} = this._shared;
    if (!place.id && !place.position) {
      this._reset(UNKNOWN);
      return;
    }
    const own = {id: place.id, position: place.position};
    const nothing = () => {};
    this._connection = new Connection(target, own, {
      open: nothing, resumed: nothing, ping: nothing, transport: nothing, failed: sink.failed,
      reset: (frame) => this._reset(frame),
      event: (frame) => {
        own.id = place.id = frame.id ?? place.id;
        place.n++;
        sink.event(frame);
        frame.id !== undefined && frame.id === this._stand.id && this._settle(this._stand);
      },
    }).start();
  }

  _reset(frame) {
    this._settle(this._stand);
    this._shared.sink.reset(frame);
  }

  /** Stands where the others stand, and needs no connection for it. */
  _settle({term, n, id, socket, position}) {
    const {place} = this._shared;
    this._endConnection();
    Object.assign(place, {term, n, id: id ?? place.id, socket, position});
  }

  _endConnection() {
    clearTimeout(this._behind);
    this._behind = undefined;
    this._connection?.close();
    this._connection = undefined;
  }

  _allowSilence(asked = 0) {
    this._asked = asked;
    this._silence.allow(ASK_AFTER * (1 + Math.random() / 4));
  }

  _ask() {
    if (this._asked === 2) {
      this._shared.shareNoMore();
    } else {
      this._allowSilence(this._asked + 1);
      this._asked === 1 ? this._shared.post({type: 'ask'}) : this._shared.turn.take();
    }
  }
}
