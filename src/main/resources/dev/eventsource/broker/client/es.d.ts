/** Types of es.mjs, and of the names that es.js gives to a page. */

export interface ESHQOptions {
  /** A token of the page's server in place of a ticket; a function is asked for each new one, before the last is over. */
  token?: string | (() => string | Promise<string>);
  /** A pattern of channels or several, beside the channels, which may be none: `orders.*`, `chat.#`. Events say of which channel they are. */
  pattern?: string | string[];
  /** The user whose public channels these are: then neither token nor ticket is needed. */
  user?: string;
  /** Where the page's own server passes on what the broker's POST /socket answers. Default: /eshq/socket */
  auth_url?: string;
  /** Headers for auth_url; a function is asked each time. */
  auth_headers?: Record<string, string | (() => string)>;
  /** The name under which this page is present. */
  presence_id?: string;
  /** Whether pages of this origin share one connection, which is the default; a text: only those with the same text. With a token: only where a text is given. */
  shared?: boolean | string;
  /** An event to go on from. Such a page does not share. */
  last_event_id?: string;
  /** Where the broker is. Default: where es.js came from, or as the page's ESHQ_ORIGIN or the broker's ORIGIN say. */
  origin?: string;
  /** Closes when it aborts. */
  signal?: AbortSignal;
}

export interface ESHQOpenOptions extends ESHQOptions {
  open?: (event: Event) => void;
  message?: (event: ESHQMessageEvent) => void;
  error?: (event: ESHQErrorEvent) => void;
  reset?: (event: ESHQResetEvent) => void;
  resumed?: (event: ESHQResumedEvent) => void;
  transport?: (event: Event) => void;
}

/** Why the connection is not there at the moment. It is tried again, unless the broker refused a token: then it is closed. */
export interface ESHQErrorEvent extends Event {
  readonly message: string;
  /** The HTTP status of auth_url or of the broker; 0 where there was no answer. */
  readonly status: number;
}

/** Events were missed that cannot be had any more: the page should load its state anew. */
export interface ESHQResetEvent extends MessageEvent<string> {
  readonly reason: 'unknown-id' | 'evicted' | 'feed-gap' | 'slow-consumer';
}

/** After an interruption: everything that was missed follows. */
export interface ESHQResumedEvent extends MessageEvent<string> {
  readonly from: string;
  readonly replayed: number;
}

/** An event of a channel. */
export interface ESHQMessageEvent extends MessageEvent<string> {
  /** Its channel, where the page has a pattern. */
  readonly channel: string | undefined;
}

export interface ESHQEventMap {
  open: Event;
  error: ESHQErrorEvent;
  message: ESHQMessageEvent;
  ping: MessageEvent<string>;
  'eshq:reset': ESHQResetEvent;
  'eshq:resumed': ESHQResumedEvent;
  'eshq:transport': Event;
}

export class ESHQ extends EventTarget implements AsyncIterable<ESHQMessageEvent> {
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSED: 2;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSED: 2;

  constructor(channel: string | string[], options?: ESHQOptions);

  readonly channel: string | string[];
  readonly channels: string[];
  readonly patterns: string[];
  readonly options: ESHQOptions;
  readonly origin: string;
  readonly readyState: 0 | 1 | 2;
  readonly transport: 'stream' | 'long-poll';
  readonly lastEventId: string;
  readonly socket_id: string | undefined;

  onopen: ((event: Event) => void) | null;
  onmessage: ((event: ESHQMessageEvent) => void) | null;
  onerror: ((event: ESHQErrorEvent) => void) | null;
  onreset: ((event: ESHQResetEvent) => void) | null;
  onresumed: ((event: ESHQResumedEvent) => void) | null;
  ontransport: ((event: Event) => void) | null;

  addEventListener<K extends keyof ESHQEventMap>(
      type: K, listener: (event: ESHQEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(
      type: string, listener: (event: ESHQMessageEvent) => void, options?: boolean | AddEventListenerOptions): void;

  /** Publishes to the first channel; text as it is, anything else as JSON. Resolves when the broker has confirmed it. */
  send(data: unknown, name?: string): Promise<{id: string}>;
  close(): void;
  [Symbol.asyncIterator](): AsyncIterableIterator<ESHQMessageEvent>;
}

export default ESHQ;

export const eshq: {
  open(channel: string | string[], options?: ESHQOpenOptions): ESHQ;
  send(channel: string | string[], data: unknown, name?: string): Promise<{id: string}>;
};

type Client = typeof ESHQ;
type Opened = typeof eshq;

declare global {
  interface Window {
    ESHQ: Client;
    eshq: Opened;
    ESHQ_ORIGIN?: string;
  }
}
