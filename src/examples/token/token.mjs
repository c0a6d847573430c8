// Prints a token for a page of Ann's, as a site's server would hand it out: node token.mjs

import {createHmac} from 'node:crypto';

const {KEY = 'demo', SECRET = 'demo-secret'} = process.env;

function sign(claims) {
  const signed = [{alg: 'HS256', typ: 'JWT'}, claims]
      .map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'))
      .join('.');
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

const now = Math.floor(Date.now() / 1000);
console.log(sign({
  iss: KEY, iat: now, exp: now + 300, presence_id: 'ann',
  channels: ['demo', {pattern: 'chat.*', rights: ['subscribe', 'publish', 'presence']}],
}));
