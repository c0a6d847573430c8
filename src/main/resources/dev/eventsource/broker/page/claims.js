// What a token says, read inside the page, and what this page can see that a broker refuses it for.

const LONGEST = 8192; // characters
const LEEWAY = 30; // seconds, for 'nbf'
const RIGHTS = ['subscribe', 'publish', 'presence'];
const TEXTS = {presence_id: 'Presence id', jti: 'Token id', user: 'User', aud: 'Audience'};

/** Whatever is wrong and cannot be seen from here. */
export const UNSEEN = 'This page sees nothing wrong with it. Then its signature or its issuer is, it lives too long, '
  + 'it is revoked, or the user is disabled; the broker’s log has the reason.';

/** What a token says as `rows` of a name and a text, and its `faults`; `now` in seconds. */
export function explained(token, now) {
  const said = {rows: [], faults: []};
  if (token.length > LONGEST) said.faults.push(`It has more than ${LONGEST.toLocaleString('en')} characters.`);
  const parts = token.split('.');
  const [header, claims] = parts.map(objectOf);
  if (parts.length === 5) {
    said.faults.push('It is encrypted: the broker takes signed tokens.');
  } else if (parts.length !== 3 || !header || !claims) {
    said.faults.push('It is no JWT: three parts of base64url, parted by dots, of which the first two are JSON objects.');
  } else {
    explainHeader(header, said);
    explainClaims(claims, now, said);
  }
  return said;
}

function objectOf(part) {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), byte => byte.charCodeAt(0));
    const value = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
    return value && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function explainHeader({alg, crit, cty, kid}, {rows, faults}) {
  rows.push(['Signed with', [alg ?? 'nothing', kid && `by the key ${kid}`].filter(Boolean).join(' ')]);
  if (!alg || /^none$/i.test(alg)) faults.push('It is not signed: “alg” has to name an algorithm, for a user’s secret HS256.');
  if (crit) faults.push('“crit” asks for what the broker does not know.');
  if (/^jwt$/i.test(cty)) faults.push('It is a token in a token.');
}

function explainClaims(claims, now, said) {
  const {rows, faults} = said;
  rows.push(['Issuer', String(claims.iss ?? 'none')]);
  if (typeof claims.iss !== 'string') faults.push('“iss” has to be the user’s key, or the name of an issuer that the broker knows.');
  explainTimes(claims, now, said);
  for (const [name, title] of Object.entries(TEXTS)) {
    if (claims[name] !== undefined) rows.push([title, String(claims[name])]);
  }
  const grants = claims.channels === undefined ? [] : [claims.channels].flat();
  rows.push(['May', grants.map(grant => explainGrant(grant, said)).join('; ') || 'nothing: it names no “channels”']);
}

function explainTimes({iat, nbf, exp}, now, {rows, faults}) {
  if (typeof exp === 'number') {
    rows.push(['Ends', `${clockOf(exp)}, ${distance(exp - now)}`]);
    if (exp <= now) faults.push('It is over: sign another.');
  } else {
    faults.push('“exp” has to say when it ends, in seconds since 1970.');
  }
  if (typeof iat === 'number') rows.push(['Made', `${clockOf(iat)}, ${distance(iat - now)}`]);
  if (typeof nbf === 'number') {
    rows.push(['Begins', `${clockOf(nbf)}, ${distance(nbf - now)}`]);
    if (nbf > now + LEEWAY) faults.push('It is not yet good; if it should be, look at the clocks.');
  }
}

function explainGrant(grant, {faults}) {
  const {channel, pattern, rights = ['subscribe']} = typeof grant === 'string' ? {channel: grant} : grant ?? {};
  const known = Array.isArray(rights) && rights.every(right => RIGHTS.includes(right));
  if (typeof (channel ?? pattern) !== 'string' || (channel && pattern) || !known) {
    faults.push(`In “channels” this is neither a name nor {"channel" or "pattern", "rights" of ${RIGHTS.join(', ')}}: ${JSON.stringify(grant)}`);
    return JSON.stringify(grant);
  }
  return `${rights.join(', ')} ${channel ?? `whatever matches ${pattern}`}`;
}

function clockOf(seconds) {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function distance(seconds) {
  const size = Math.abs(Math.round(seconds));
  const text = size < 120 ? `${size} s` : `${Math.round(size / 60).toLocaleString('en')} min`;
  return seconds < 0 ? `${text} ago` : `in ${text}`;
}
