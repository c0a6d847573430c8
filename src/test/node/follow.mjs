// Follows a stream with one of the clients, and writes each event as a line of JSON:  node follow.mjs CLIENT ADDRESS
const [client, address] = process.argv.slice(2);

const clients = {
  'eventsource': async () => (await import('eventsource')).EventSource,
  'undici': async () => (await import('undici')).EventSource,
  'node': async () => globalThis.EventSource, // with --experimental-eventsource
  'event-source-polyfill': async () => {
    console.error = () => {}; // It says there that a stream has ended.
    return (await import('event-source-polyfill')).default.EventSourcePolyfill;
  },
  'fetch-event-source': async () => {
    // It is made for pages, and asks for no more of them than this.
    globalThis.window = globalThis;
    const {fetchEventSource} = await import('@microsoft/fetch-event-source');
    return class extends EventTarget {
      constructor(url) {
        super();
        fetchEventSource(url, {openWhenHidden: true, onmessage: ({id, event, data}) => {
          // Where a block ends that is no event, it says that there was one with nothing in it.
          if (id) this.dispatchEvent(Object.assign(new Event(event || 'message'), {lastEventId: id, data}));
        }});
      }
    };
  },
};

const EventSource = await clients[client]();
const source = new EventSource(address);
for (const type of ['message', 'named', 'eshq:open', 'eshq:resumed', 'eshq:reset']) {
  source.addEventListener(type, ({lastEventId, data}) => console.log(JSON.stringify({id: lastEventId, name: type, data})));
}

// Undici lets a program end that has nothing else to do than wait for its next attempt.
setInterval(() => {}, 1_000_000);
