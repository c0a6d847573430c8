// Users of the broker from the command line, with MongoDB's shell:
//   mongosh "$MONGO_URL" --quiet --eval 'load("users.js"); addUser("my-app", "My app")'
// A running broker needs no word of it: it finds within a quarter of SOCKET_TTL_SECONDS that sockets are gone, and
// ends their streams. The calls of the broker's own, DELETE and PATCH /users/K, end them at once.
// The tests have no shell of MongoDB's, and run it with a stand-in of one.

const { randomBytes } = require("crypto");

const newSecret = () => randomBytes(18).toString("base64url");

// What the broker makes by itself when it finds MongoDB; on a MongoDB that it may not change, make them here.
function createIndexes() {
  db.users.createIndex({ key: 1 }, { unique: true });
  db.users.createIndex({ "issuers.iss": 1 });
  db.connections.createIndex({ user_id: 1, channels: 1 });
  db.connections.createIndex({ disconnect_at: 1 }, { expireAfterSeconds: 86400 });
}

// Prints the key and the secret. Without a key one is drawn. The broker keeps keys that begin with eshq: for itself.
function addUser(key = newSecret(), name = undefined) {
  if (key.startsWith("eshq:")) {
    throw new Error(`The key ${key} begins with eshq:, so the broker would take it for no user's; choose another.`);
  }
  createIndexes();
  const secret = newSecret();
  db.users.insertOne({ key, secret, ...(name && { name }) });
  print(JSON.stringify({ key, secret }));
}

function listUsers() {
  db.users
    .find({}, { _id: 0, secret: 0, former_secret: 0, "issuers.secret": 0 })
    .sort({ key: 1 })
    .forEach((user) => print(JSON.stringify(user)));
}

// Prints the new secret; the one before is taken for an hour more, or for as many seconds as are said.
function replaceSecret(key, overlapSeconds = 3600) {
  const user = find(key);
  const secret = newSecret();
  const until = new Date(Date.now() + overlapSeconds * 1000);
  db.users.updateOne(
    { key, secret: user.secret },
    { $set: { secret, former_secret: user.secret, former_secret_until: until } },
  );
  print(JSON.stringify({ key, secret, former_secret_until: until }));
}

// How many streams of the user a node holds at most; 0: no limit, null: as MAX_CONNECTIONS_PER_USER says.
function limitConnections(key, most) {
  find(key);
  db.users.updateOne({ key }, most === null ? { $unset: { max_connections: 1 } } : { $set: { max_connections: most } });
}

// What anybody reads: names of channels and patterns; an empty array: nothing.
function openChannels(key, channels) {
  find(key);
  db.users.updateOne({ key }, channels.length ? { $set: { public: channels } } : { $unset: { public: 1 } });
}

// Of which channels every event is the last value: names of channels and patterns; an empty array: of none.
function retainChannels(key, channels) {
  find(key);
  db.users.updateOne({ key }, channels.length ? { $set: { retained: channels } } : { $unset: { retained: 1 } });
}

// Whose tokens count as the user's, as the manual's page on tokens has them; an empty array: the user's own alone.
function nameIssuers(key, issuers) {
  find(key);
  db.users.updateOne({ key }, issuers.length ? { $set: { issuers } } : { $unset: { issuers: 1 } });
}

function disableUser(key) {
  find(key);
  db.users.updateOne({ key }, { $set: { disabled: true } });
  db.connections.deleteMany({ user_id: key });
}

function enableUser(key) {
  find(key);
  db.users.updateOne({ key }, { $unset: { disabled: 1 } });
}

function deleteUser(key) {
  disableUser(key);
  db.users.deleteOne({ key });
}

function find(key) {
  const user = db.users.findOne({ key });
  if (!user) {
    throw new Error(`There is no user with the key ${key}; listUsers() lists all.`);
  }
  return user;
}
