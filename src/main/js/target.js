import {NO_TOKEN, Token} from './token.js';

/** What a page wants: which channels of which broker, how to get a ticket or a token, and with whom to share the connection. */
export function targetOf(channels, options) {
  const origin = originOf(options);
  const patterns = [].concat(options.pattern ?? []).map(String);
  const token = options.token ? new Token(options.token) : options.user && NO_TOKEN;
  // In brackets: a channel may have a pattern's name.
  const name = nameOf(origin, patterns[0] === undefined ? channels : [...channels, patterns], options);
  return {origin, channels, patterns, options, token, silence: broker.heartbeat * 2_000 + 2_000, name};
}

/** Its channels and patterns as parameters of a call. */
export function wantedOf({channels, patterns}) {
  return [...channels.map((name) => ['channel', name]), ...patterns.map((pattern) => ['pattern', pattern])];
}

/** The page's word counts first, then the setting ORIGIN, and else the broker is where this script came from. */
function originOf({origin}) {
  const url = origin ?? self.ESHQ_ORIGIN ?? (broker.origin || addressOf('.', broker.script));
  if (!url) {
    throw new TypeError('Nothing here says where the broker is: give its URL as the option origin');
  }
  return url.replace(/\/+$/, '');
}

/** The whole address; undefined where nothing is relative to the base, as in a worker out of a blob. Workers have no document. */
function addressOf(address, base) {
  try {
    return new URL(address, base || self.document?.baseURI || location.href).href;
  } catch (notRelative) {
    return undefined;
  }
}

/** Counted up when pages of an older script could not follow those of a newer one. */
const PROTOCOL = 1;

/**
 * The name under which pages share; none where this page does not, or wants to go on from a place of its own. Nobody sees what
 * a token allows, or whose it is, so pages with tokens share only where they say with whom. What is public all may share.
 */
function nameOf(origin, channels, {shared = true, last_event_id, auth_url, presence_id, token, user}) {
  const address = addressOf(auth_url || '/eshq/socket');
  if (!shared || last_event_id || !(token ? typeof shared === 'string' : user || address)) {
    return undefined;
  }
  const access = token || user ? [null, token ? null : user] : [address, presence_id ?? null];
  return JSON.stringify(['eshq', PROTOCOL, origin, ...access, shared, ...channels]);
}
