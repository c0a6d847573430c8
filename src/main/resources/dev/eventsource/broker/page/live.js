// The welcome page's connection: a ticket from the demo's server, the stream it opens, and a new ticket when it has lapsed.

import {BROKER} from './broker.js';
import {post} from './calls.js';
import {counted} from './text.js';

const CHANNEL = 'demo';
const LONGEST_WAIT = 30; // seconds

const REASONS = {
  'unknown-id': 'the broker does not know the last event this page had',
  'evicted': 'the history no longer goes back that far',
  'feed-gap': 'the broker was without RabbitMQ for a while',
  'slow-consumer': 'this page read too slowly',
};

/** Tells its watcher: `event`, `heartbeat`, `state` (waiting, open, lost), `missed` with why, and `absent`: no demo here. */
export class Live {
  names = new Set(['message', 'greeting', 'notice', 'update']);
  #watcher;
  #socket = null;
  #source = null;
  #heard = new Set(); // of the source
  #lastId = '';
  #failures = 0;

  constructor(watcher) {
    this.#watcher = watcher;
  }

  async connect() {
    try {
      this.#socket = (await post('/demo/socket', {channel: CHANNEL})).socket;
      this.#listen();
    } catch (failure) {
      // A server that is starting answers 404 as well, so only the first answer tells that there is no demo. What WildFly
      // shows at the root where nothing is deployed says that it takes no POST.
      if ([404, 405].includes(failure.status) && !this.#socket) return this.#watcher.absent();
      this.#connectLater(`No ticket: ${failure.message}`);
    }
  }

  /** Publishes to the channel through the ticket; answers the event's id once RabbitMQ has confirmed it. */
  async publish(data, name) {
    if (!this.#socket) throw new Error('There is no ticket yet.');
    this.#hear(name);
    const {id} = await post(`${BROKER}/socket/${encodeURIComponent(this.#socket)}`, name ? {data, name} : {data});
    if (name) this.names.add(name);
    return id;
  }

  #connectLater(why) {
    const seconds = Math.min(LONGEST_WAIT, 2 ** this.#failures++);
    this.#watcher.state('lost', `${why} Asking for a new one in ${seconds} s.`);
    setTimeout(() => this.connect(), seconds * (750 + 250 * Math.random()));
  }

  #listen() {
    this.#watcher.state('waiting', 'Connecting…');
    const source = new EventSource(this.#address());
    this.#source = source;
    this.#heard = new Set();
    source.addEventListener('eshq:open', () => this.#open(`Listening to channel ${CHANNEL}`));
    source.addEventListener('eshq:resumed', event => this.#open(`Listening again, ${replayed(event)}`));
    source.addEventListener('eshq:reset', event => this.#reset(JSON.parse(event.data).reason));
    source.addEventListener('ping', event => event.data === '{}' ? this.#watcher.heartbeat() : this.#arrived(event));
    source.addEventListener('error', event => this.#interrupted(event));
    this.names.forEach(name => this.#hear(name));
  }

  /** A new ticket resumes where the lapsed one was. */
  #address() {
    const query = new URLSearchParams({socket: this.#socket});
    if (this.#lastId) query.set('last-event-id', this.#lastId);
    return `${BROKER}/eventsource?${query}`;
  }

  #open(text) {
    this.#failures = 0;
    this.#watcher.state('open', text);
  }

  #reset(reason) {
    this.#lastId = '';
    this.#open(`Listening to channel ${CHANNEL}`);
    this.#watcher.missed(REASONS[reason] ?? reason);
  }

  #interrupted(event) {
    if (event instanceof MessageEvent) return;
    if (this.#source.readyState === EventSource.CLOSED) return this.#connectLater('The ticket has lapsed.');
    this.#watcher.state('lost', 'Connection lost. The browser is reconnecting.');
  }

  #hear(name) {
    const own = name === 'ping' || name.startsWith('eshq:') || name === '';
    if (own || this.#heard.has(name)) return;
    this.#heard.add(name);
    this.#source.addEventListener(name, event => this.#arrived(event));
  }

  #arrived(event) {
    if (!(event instanceof MessageEvent)) return; // "error" is also what EventSource calls its own failures
    this.#lastId = event.lastEventId;
    this.#watcher.event(event);
  }
}

function replayed(event) {
  const count = JSON.parse(event.data).replayed;
  return count === 0 ? 'nothing was missed' : `${counted(count, 'event')} replayed`;
}
