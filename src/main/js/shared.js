import {Connection} from './connection.js';
import {Silence} from './silence.js';

/** How long a follower hears nothing before it asks, and then before it takes over, in milliseconds. */
const ASK_AFTER = 5_000;
const GATHER = 300;

const UNKNOWN = {type: 'eshq:reset', data: '{"reason":"unknown-id"}'};

/**
 * One connection for all pages of an origin that want the same. Whoever has the lock of that name holds the connection
 * and passes on what comes; the others follow, and wait for the lock.
 *
 * Events are counted: `place` is `{term, n, id, socket}`, the n-th event of a term, which ends with a reset. The broker
 * replays the same events behind an id to anyone, so a new holder, that goes on behind the last event it saw itself,
 * counts as the old one did: a follower passes over what it has, and knows when it misses something. Then it opens a
 * connection of its own until that meets the shared one.
 */
export class Shared {
  constructor(target, place, sink) {
    this._target = target;
    this._place = place;
    this._sink = sink;
    this._isOpen = false;
    this._silence = new Silence(() => this._ask());
  }

  static get isPossible() {
    return Boolean(self.navigator?.locks && self.BroadcastChannel);
  }

  start() {
    this._channel = new BroadcastChannel(this._target.name);
    this._channel.onmessage = ({data}) => this._hear(data);
    this._queue();
    this._post({type: 'ask'});
    this._allowSilence();
    return this;
  }

  close() {
    this._channel.close();
    this._channel = undefined;
    this._follow();
    this._silence.end();
    this._waiting.abort();
  }

  wake(isNetwork) {
    this._connection?.wake(isNetwork);
    this._silence.check();
  }

  // ---- the lock

  /** Waits for the lock, or takes it from a holder that does not answer; begins anew when it is taken from this page. */
  _queue(steal = false) {
    this._waiting?.abort();
    const waiting = this._waiting = new AbortController();
    const options = steal ? {steal} : {signal: waiting.signal};
    navigator.locks.request(this._target.name, options, () => this._hold()).catch(() => {
      if (this._channel && waiting === this._waiting) {
        this._follow();
        this._queue();
      }
    });
  }

  _hold() {
    return this._channel && new Promise((release) => {
      this._release = release;
      this._silence.end();
      this._lead();
    });
  }

  async _lead() {
    const release = this._release;
    if (this._place.n === undefined && await this._hasFollowers()) {
      this._post({type: 'gather'});
      await new Promise((resolve) => setTimeout(resolve, GATHER));
    }
    if (release === this._release) {
      this._connect(this._target, this._place, this._asHolder());
      this._place.term ??= crypto.randomUUID();
      this._place.n ??= 0;
      this._tell();
    }
  }

  async _hasFollowers() {
    const {pending} = await navigator.locks.query();
    return pending.some(({name}) => name === this._target.name);
  }

  /** Ends what this page held, if it did. */
  _follow() {
    this._release?.();
    this._release = undefined;
    this._endConnection();
    clearTimeout(this._behind);
    this._behind = undefined;
    this._allowSilence();
  }

  _connect(target, place, sink) {
    this._endConnection();
    // The lock manager's answer comes behind its word that the lock was taken away: no holder that slept connects.
    const ready = () => navigator.locks.query();
    this._connection = new Connection({...target, ready}, place, sink).start();
  }

  _endConnection() {
    this._connection?.close();
    this._connection = undefined;
  }

  // ---- what the holder passes on

  _asHolder() {
    const pass = (type) => (content) => {
      this._post({type, content});
      this._sink[type](content);
    };
    return {
      event: (frame) => this._pass(frame),
      reset: (frame) => this._startTerm(frame),
      open: () => {
        this._isInterrupted = !this._isOpen;
        this._setOpen(true);
        this._tell();
      },
      resumed: (frame) => this._isInterrupted && pass('resumed')(frame),
      failed: ({message, status}) => {
        this._isOpen = false;
        pass('failed')({message, status});
      },
      ping: pass('ping'),
      transport: pass('transport'),
    };
  }

  _pass(frame) {
    const place = this._place;
    place.n++;
    place.id = frame.id;
    this._post({type: 'event', term: place.term, n: place.n, content: frame});
    this._sink.event(frame);
  }

  _startTerm(frame) {
    Object.assign(this._place, {term: crypto.randomUUID(), n: 0});
    this._post({type: 'reset', term: this._place.term, n: 0, content: frame});
    this._sink.reset(frame);
  }

  _tell() {
    this._post({type: 'place', place: this._place, isOpen: this._isOpen});
  }

  _post(message) {
    this._channel?.postMessage(message);
  }

  // ---- what a page hears of the others

  _hear({type, ...message}) {
    if (type === 'ask') {
      this._release && this._connection && this._tell();
    } else if (type === 'gather') {
      this._place.n !== undefined && this._post({type: 'stand', place: this._place});
    } else if (type === 'stand') {
      this._place.n === undefined && Object.assign(this._place, message.place);
    } else if (!this._release) {
      this._allowSilence();
      this._hearHolder(type, message);
    }
  }

  _hearHolder(type, {place, isOpen, term, n, content}) {
    if (type === 'place') {
      this._hearPlace(place, isOpen);
    } else if (type === 'event') {
      this._hearEvent({term, n, id: content.id}, content);
    } else if (type === 'reset') {
      this._settle({...this._place, term, n});
      this._sink.reset(content);
    } else {
      this._isOpen &&= type !== 'failed';
      this._sink[type](content);
    }
  }

  _hearPlace({socket, ...stand}, isOpen) {
    this._stand = stand;
    this._place.socket = socket;
    if (this._place.n === undefined) {
      this._settle(stand);
    } else if (this._misses()) {
      this._catchUp();
    }
    this._setOpen(isOpen);
  }

  _hearEvent(stand, frame) {
    const place = this._place;
    this._stand = stand;
    this._setOpen(true);
    if (place.n === undefined || (stand.term === place.term && stand.n === place.n + 1)) {
      this._settle(stand);
      this._sink.event(frame);
    } else if (this._connection && stand.id === place.id) {
      this._settle(stand);
    } else if (this._misses()) {
      this._catchUp();
    }
  }

  _setOpen(isOpen) {
    if (isOpen && !this._isOpen) {
      this._isOpen = true;
      this._sink.open();
    }
    this._isOpen = isOpen;
  }

  // ---- missing something, and meeting the others again

  _misses() {
    return this._stand.term !== this._place.term || this._stand.n > this._place.n;
  }

  /** Not at once: where the holder changes, the old one's last events may still be on their way. */
  _catchUp() {
    if (!this._connection) {
      this._behind ??= setTimeout(() => {
        this._behind = undefined;
        this._misses() && this._goAlone();
      }, GATHER);
    }
  }

  _goAlone() {
    if (!this._place.id) {
      this._settle(this._stand);
      this._sink.reset(UNKNOWN);
      return;
    }
    const nothing = () => {};
    const alone = {id: this._place.id};
    this._connect(this._target, alone, {
      open: nothing, resumed: nothing, ping: nothing, transport: nothing, failed: this._sink.failed,
      reset: (frame) => {
        this._settle(this._stand);
        this._sink.reset(frame);
      },
      event: (frame) => {
        alone.id = frame.id;
        this._place.id = frame.id;
        this._place.n++;
        this._sink.event(frame);
        frame.id === this._stand.id && this._settle(this._stand);
      },
    });
  }

  /** Stands where the others stand, and needs no connection for it. */
  _settle(stand) {
    clearTimeout(this._behind);
    this._behind = undefined;
    this._endConnection();
    Object.assign(this._place, {term: stand.term, n: stand.n, id: stand.id ?? this._place.id});
  }

  // ---- a holder that does not answer

  _allowSilence() {
    this._asked = false;
    this._silence.allow(ASK_AFTER * (1 + Math.random() / 4));
  }

  _ask() {
    const asked = this._asked;
    this._allowSilence();
    if (asked) {
      this._queue(true);
    } else {
      this._asked = true;
      this._post({type: 'ask'});
    }
  }
}
