import {Connection} from './connection.js';

/** How long to wait for those who know where the last holder stood, in milliseconds. */
const GATHER = 300;

/** The page that holds the connection of a `Shared`, and passes on to the others what it gets. */
export class Holder {
  constructor(shared) {
    this._shared = shared;
    this._begin().catch(() => this._isClosed || shared.shareNoMore());
  }

  close() {
    this._isClosed = true;
    this._connection?.close();
  }

  wake(isNetwork) {
    this._connection?.wake(isNetwork);
  }

  hear({type, place}) {
    if (type === 'ask' && this._connection) {
      this._tell();
    } else if (type === 'stand' && this._shared.place.n === undefined) {
      Object.assign(this._shared.place, place);
    }
  }

  async _begin() {
    const {place, turn, target} = this._shared;
    if (place.n === undefined && await turn.isAwaited()) {
      this._shared.post({type: 'gather'});
      await new Promise((resolve) => setTimeout(resolve, GATHER));
    }
    if (!this._isClosed) {
      place.term ??= crypto.randomUUID();
      place.n ??= 0;
      // The lock manager's answer comes behind its word that the lock was taken away: no page that slept connects.
      const ready = () => navigator.locks.query().catch(() => {});
      this._connection = new Connection({...target, ready}, place, this._sink()).start();
      this._tell();
    }
  }

  _sink() {
    const pass = (type) => (content) => {
      this._shared.post({type, content});
      this._shared.sink[type](content);
    };
    return {
      event: (frame) => this._pass(frame),
      reset: (frame) => this._startTerm(frame),
      open: () => this._open(),
      resumed: (frame) => this._isInterrupted && pass('resumed')(frame),
      failed: (failure) => {
        const {message, status} = failure;
        this._shared.setOpen(false);
        // Final for this page alone: the others have tokens of their own.
        this._shared.post({type: 'failed', content: {message, status}});
        this._shared.sink.failed(failure);
      },
      ping: pass('ping'),
      transport: pass('transport'),
    };
  }

  _open() {
    this._isInterrupted = !this._shared.isOpen;
    this._shared.setOpen(true);
    this._tell();
  }

  _pass(frame) {
    const {place, sink} = this._shared;
    place.n++;
    place.id = frame.id ?? place.id;
    this._shared.post({type: 'event', place, content: frame});
    sink.event(frame);
  }

  _startTerm(frame) {
    const {place, sink} = this._shared;
    Object.assign(place, {term: crypto.randomUUID(), n: 0});
    this._shared.post({type: 'reset', place, content: frame});
    sink.reset(frame);
  }

  _tell() {
    const {place, isOpen} = this._shared;
    this._shared.post({type: 'place', place, isOpen});
  }
}
