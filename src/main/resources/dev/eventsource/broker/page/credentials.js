// Proof of a user's secret that never shows the secret: hex HMAC-SHA-256 of "key:timestamp".

const bytes = text => new TextEncoder().encode(text);
const hex = buffer => [...new Uint8Array(buffer)].map(byte => byte.toString(16).padStart(2, '0')).join('');

/** Answers a function that gives fresh credentials; the secret stays with the browser as a key that cannot be read. */
export async function signer(key, secret) {
  if (!crypto.subtle) {
    throw new Error('Browsers sign only on https and on localhost. Open this page there, or subscribe with a ticket.');
  }
  const hmac = await crypto.subtle.importKey('raw', bytes(secret), {name: 'HMAC', hash: 'SHA-256'}, false, ['sign']);
  return async () => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    return {key, timestamp, token: hex(await crypto.subtle.sign('HMAC', hmac, bytes(`${key}:${timestamp}`)))};
  };
}
