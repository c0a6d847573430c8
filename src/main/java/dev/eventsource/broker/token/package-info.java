/**
 * Tokens: what a page shows in place of a socket. A user's server, or an issuer that the broker trusts, signs it (JWT, RFC
 * 7519), and nobody is asked: not the broker when it is made, not MongoDB when it is used.
 *
 * <p>Signatures are checked by nimbus-jose-jwt; neither server has a library for all of this that both have. What stands in a
 * token is read here, and more strictly than libraries do: a name that stands twice is refused, for others might believe the
 * other one, as is whatever is nested, encrypted, critical or longer than 8 KB.
 *
 * <p>Which key and which algorithm may be used is decided by the issuer that a token names, and never by the token: an HMAC is
 * only made of secrets, so that nobody signs with a public key.
 *
 * <p>A user's document may name issuers that speak for that user alone. A node has all of them and reads them anew every fifteen
 * seconds, for to look for each when a token names it would let anybody have MongoDB asked, by issuers that are made up.
 *
 * <p>An issuer of the setting may make operators. {@code operator} knows no tokens but its own, so it shows others by a CDI event and is
 * told here.
 *
 * <p>A token that was found good is remembered by its SHA-256, so that a page that comes back costs a look-up. What may
 * change meanwhile is asked anew each time: whether its user is there and enabled and has the secret still that proved it,
 * whether it is over, and whether it was revoked.
 *
 * <p>Of one that was not seen before, what costs most is to read it. So its claims are read once, and its header not at all where
 * another had the same lately: a header says how a token may be checked and nothing else.
 *
 * <p>Revocations are in MongoDB until their tokens are over, and where it is all of a user's for good, as nobody knows when one was made
 * that does not say so. Each node has all of them; a signal only has nodes read what is new.
 * So a signal needs no seal: whoever forges one has a node look.
 *
 * <p>Who is refused does not learn why; the reason is counted and logged, with nothing of the token but its issuer.
 *
 * <p>A token never widens what something else allows, and nothing stands in for one that is refused: there is no anonymous
 * caller to fall back to. Public channels are for who shows nothing; that is decided in {@code access}.
 */
@NullMarked
package dev.eventsource.broker.token;

import org.jspecify.annotations.NullMarked;
