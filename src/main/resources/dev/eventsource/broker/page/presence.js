// Who is present on the channels of a subscription, asked of the broker now and then while the page is seen.

import {BROKER} from './broker.js';
import {get} from './calls.js';

const MILLIS = 5000;

export class Presence {
  #list;
  #note;
  #timer = null;
  #round = 0;

  constructor(list, note) {
    this.#list = list;
    this.#note = note;
  }

  watch(sign, channels) {
    this.stop();
    const round = ++this.#round;
    const ask = async () => {
      const told = document.hidden || await this.#show(sign, channels, round);
      if (told && round === this.#round) this.#timer = setTimeout(ask, MILLIS);
    };
    ask();
  }

  stop() {
    this.#round++;
    clearTimeout(this.#timer);
    this.#list.replaceChildren();
  }

  /** Answers whether it is worth asking again. */
  async #show(sign, channels, round) {
    try {
      const users = await Promise.all(channels.map(async channel => get(await addressOf(sign, channel))));
      if (round !== this.#round) return false;
      this.#note.textContent = `Asked every ${MILLIS / 1000} s. Streams without a presence id are not listed.`;
      this.#list.replaceChildren(...channels.flatMap((channel, i) => rowsOf(channel, users[i])));
      return true;
    } catch (failure) {
      if (round === this.#round) this.#note.textContent = reasonOf(failure);
      return failure.status !== 404;
    }
  }
}

async function addressOf(sign, channel) {
  return `${BROKER}/channel/${encodeURIComponent(channel)}/users?${new URLSearchParams(await sign())}`;
}

function reasonOf(failure) {
  return failure.status === 404 ? 'This broker does not tell who is present.' : failure.message;
}

function rowsOf(channel, users) {
  const value = document.createElement('dd');
  if (users.length === 0) value.textContent = 'nobody';
  value.append(...users.map(user => part('bdi', user)));
  return [part('dt', channel), value];
}

function part(tag, text) {
  return Object.assign(document.createElement(tag), {textContent: text});
}
