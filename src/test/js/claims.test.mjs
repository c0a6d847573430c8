import assert from 'node:assert/strict';
import {test} from 'node:test';
import {explained} from '../../main/resources/dev/eventsource/broker/page/claims.js';

const NOW = 1_000_000;
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const said = (claims, header = {alg: 'HS256'}) => explained(`${part(header)}.${part(claims)}.c2ln`, NOW);

test('a good token is explained and has no faults', () => {
  const {rows, faults} = said({
    iss: 'démo', exp: NOW + 300, presence_id: 'ann', channels: ['a', {pattern: 'b.*', rights: ['subscribe', 'publish']}],
  });
  assert.deepEqual(Object.fromEntries(rows), {
    'Signed with': 'HS256',
    Issuer: 'démo',
    Ends: '1970-01-12 13:51:40 UTC, in 5 min',
    'Presence id': 'ann',
    May: 'subscribe a; subscribe, publish whatever matches b.*',
  });
  assert.deepEqual(faults, []);
});

test('what this page can see is told', () => {
  const good = {iss: 'demo', exp: NOW + 300, channels: []};
  for (const [claims, header, fault] of [
    [{...good, exp: NOW}, undefined, /is over/],
    [{...good, exp: 'soon'}, undefined, /“exp”/],
    [{...good, nbf: NOW + 60}, undefined, /not yet good/],
    [{exp: NOW + 300}, undefined, /“iss”/],
    [{...good, channels: [7]}, undefined, /“channels”/],
    [{...good, channels: [{channel: 'a', rights: ['all']}]}, undefined, /“channels”/],
    [{...good, channels: [{channel: 'a', pattern: 'b'}]}, undefined, /“channels”/],
    [good, {alg: 'none'}, /not signed/],
    [good, {alg: 'HS256', crit: ['x']}, /“crit”/],
    [good, {alg: 'HS256', cty: 'JWT'}, /in a token/],
  ]) {
    const {faults} = said(claims, header);
    assert.equal(faults.length, 1, JSON.stringify([claims, header, faults]));
    assert.match(faults[0], fault);
  }
});

test('what is no token is told', () => {
  for (const token of ['', 'a', 'a.b.c', `${part([])}.${part({})}.x`, 'a.b.c.d']) {
    assert.match(explained(token, NOW).faults.join(), /no JWT/);
  }
  assert.match(explained('a.b.c.d.e', NOW).faults.join(), /encrypted/);
  assert.match(explained('a'.repeat(8193), NOW).faults.join(), /more than 8,192/);
});
