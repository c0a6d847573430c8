import {Failure} from './failure.js';

const LIMIT = 15_000;

/** The token that a page shows in place of a ticket: a text, or what a function answers, which is asked for each new one. */
export class Token {
  constructor(given) {
    this._given = given;
    this._isAnotherToBeHad = typeof given === 'function';
  }

  /** The headers of a call; the same object as long as the token is the same. */
  async headers() {
    this._isFresh = !this._held;
    return this._held ?? this.renew();
  }

  /** Asks for another, once for all who want it now; the one before is good until it is here. */
  renew() {
    return this._asking ??= this._renew().finally(() => this._asking = undefined);
  }

  /** Its end has come. */
  forget() {
    this._held = undefined;
  }

  /**
   * The broker has refused it; answers whether another may do. One that was at hand, shown before or not, may just be over;
   * one that was asked for to be shown at once tells that it is vain.
   */
  refuse(headers) {
    if (headers !== this._held) {
      return true;
    }
    this.forget();
    return this._isAnotherToBeHad && !this._isFresh;
  }

  async _renew() {
    const Authorization = `Bearer ${await this._ask()}`;
    if (this._held?.Authorization === Authorization) {
      throw new Failure('The option token gives the same token again');
    }
    return this._held = {Authorization};
  }

  async _ask() {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Failure('The option token did not answer')), LIMIT);
    });
    try {
      return checked(await Promise.race([this._isAnotherToBeHad ? this._given() : this._given, late]));
    } catch (error) {
      throw error instanceof Failure ? error : new Failure('The option token failed', 0, error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** In place of a token where a page shows none: on the public channels of a user. There is nothing that could be renewed. */
export const NO_TOKEN = {headers: async () => NO_HEADERS, refuse: () => false};

const NO_HEADERS = {};

/** RFC 6750, section 2.1: what a header takes. */
function checked(token) {
  if (typeof token !== 'string' || !/^[\w.~+/-]+=*$/.test(token)) {
    throw new Failure('The option token gives no token');
  }
  return token;
}
