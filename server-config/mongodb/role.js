// A user of MongoDB with no more rights than the broker needs, on no more than its own collections. As somebody who may make
// users and roles, with MongoDB's shell, in the directory of this file:
//   mongosh "mongodb://admin@127.0.0.1:27017/eventsourcehq?authSource=admin" --eval 'load("role.js"); addBroker("broker", passwordPrompt())'
// Then MONGO_URL=mongodb://broker:…@127.0.0.1:27017/eventsourcehq
// The tests run it where there are mongod and mongosh, which they have not had so far; they hold its collections against those that
// a broker makes.

const collections = [
  "users",
  "connections",
  "presence",
  "nonces",
  "revocations",
  "retained",
  "broker_keys",
  "mercure_subscribers",
  "mercure_nodes",
  "stats_by_10_secs",
  "stats_by_1_mins",
  "stats_by_5_mins",
  "stats_by_1_hours",
  "stats_by_1_days",
];

// What the broker asks of each; createIndex makes the collection too.
const actions = ["find", "insert", "update", "remove", "createIndex"];

function addBroker(user, password) {
  const privileges = collections.map((collection) => ({ resource: { db: db.getName(), collection }, actions }));
  db.createRole({ role: "eventsourceBroker", privileges, roles: [] });
  db.createUser({ user, pwd: password, roles: ["eventsourceBroker"] });
}
