// The welcome page's connection: what any page uses, with tickets from the demo's server.

import {ESHQ} from '../es.mjs';
import {BROKER} from './broker.js';
import {counted} from './text.js';

const CHANNEL = 'demo';

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
  #events = null;
  #hasBeenOpen = false;

  constructor(watcher) {
    this.#watcher = watcher;
  }

  connect() {
    this.#watcher.state('waiting', 'Connecting…');
    const events = new ESHQ(CHANNEL, {auth_url: '/demo/socket', origin: location.origin + BROKER, shared: false});
    events.onopen = event => isOwn(event) && this.#open(`Listening to channel ${CHANNEL}`);
    events.onresumed = ({replayed}) => this.#open(`Listening again, ${described(replayed)}`);
    events.onreset = ({reason}) => this.#watcher.missed(REASONS[reason] ?? reason);
    events.onerror = event => isOwn(event) && this.#failed(event);
    events.addEventListener('ping', ({data}) => data === '{}' && this.#watcher.heartbeat());
    this.#events = events;
    this.#read();
  }

  /** Publishes to the channel through the ticket; answers the event's id once RabbitMQ has confirmed it. */
  async publish(data, name) {
    const {id} = await this.#events.send(data, name);
    if (name) this.names.add(name);
    return id;
  }

  /** Whatever their names are. */
  async #read() {
    for await (const event of this.#events) {
      if (event.type !== 'eshq:reset') this.#watcher.event(event);
    }
  }

  #open(text) {
    this.#hasBeenOpen = true;
    this.#watcher.state('open', text);
  }

  #failed({message, status}) {
    if (this.#events.readyState === ESHQ.OPEN) return; // only an event could not be published
    // A server that is starting answers 404 as well, so only the first answer tells that there is no demo. What WildFly
    // shows at the root where nothing is deployed says that it takes no POST.
    if ([404, 405].includes(status) && !this.#hasBeenOpen) {
      this.#events.close();
      this.#watcher.absent();
    } else {
      this.#watcher.state('lost', `${message}. Connecting again.`);
    }
  }
}

/** Events that somebody published may have the names that the client gives its own. */
function isOwn(event) {
  return !(event instanceof MessageEvent);
}

function described(replayed) {
  return replayed === 0 ? 'nothing was missed' : `${counted(replayed, 'event')} replayed`;
}
