// Subscribes in a place of another kind than this page; what is heard there is kept here, as if this page had heard it.
const heard = ({data: {event, state}}) => event ? seen.push(event) : told.push(state);
addEventListener('message', heard);

const subscribing = (channel, tell) => `
  const es = new ESHQ('${channel}', {auth_url: '${location.origin}/eshq/socket'});
  es.onmessage = ({lastEventId, data}) => ${tell}({event: {id: lastEventId, data}});
  es.onopen = () => ${tell}({state: 'open'});
  es.onerror = ({status, message}) => ${tell}({state: 'error ' + status + ' ' + message});`;

const page = (channel) => `<!doctype html><script src="{broker}/es.js"><\/script><script>${
    subscribing(channel, '(told => parent.postMessage(told, "*"))')}<\/script>`;
const classic = (channel, tell = 'postMessage') => `importScripts('{broker}/es.js'); ${subscribing(channel, tell)}`;
const module = (channel) => `import ESHQ from '{broker}/es.mjs'; ${subscribing(channel, 'postMessage')}`;

const blob = (text) => URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
const dataUrl = (type, text) => `data:${type},${encodeURIComponent(text)}`;

function frame(attributes) {
  document.body.append(Object.assign(document.createElement('iframe'), attributes));
}

function work(worker) {
  (worker.port ?? worker).onmessage = heard;
}

const places = {
  'a sandboxed frame': (channel) => frame({sandbox: 'allow-scripts', srcdoc: page(channel)}),
  'a frame without an origin': (channel) => frame({src: dataUrl('text/html', page(channel))}),
  'a frame without an address': (channel) => frame({srcdoc: page(channel)}),
  'a worker': (channel) => work(new Worker(blob(classic(channel)))),
  'a worker without an origin': (channel) => work(new Worker(dataUrl('text/javascript', classic(channel)))),
  'a worker of modules': (channel) => work(new Worker(blob(module(channel)), {type: 'module'})),
  'a shared worker': (channel) => work(new SharedWorker(
      blob(`onconnect = ({ports: [port]}) => {${classic(channel, '(told => port.postMessage(told))')}}`))),
  'a worker of a sandboxed frame': (channel) => frame({sandbox: 'allow-scripts', srcdoc: `<script>
    const text = ${JSON.stringify(classic(channel))};
    new Worker(URL.createObjectURL(new Blob([text]))).onmessage = ({data}) => parent.postMessage(data, '*');<\/script>`}),
};

function subscribeIn(place, channel) {
  places[place](channel);
}

// What browsers and their extensions do where they have something and do not let a page have it.
const refuse = () => {
  throw new DOMException('Refused', 'SecurityError');
};

const refusals = {
  'a lock': () => navigator.locks.request = async () => refuse(),
  'to take requests for locks': () => navigator.locks.request = refuse,
  'an answer about a lock': () => navigator.locks.request = () => new Promise(() => {}),
  'to tell of locks': () => navigator.locks.query = async () => refuse(),
  'locks': () => Object.defineProperty(navigator, 'locks', {get: refuse}),
  'a channel': () => window.BroadcastChannel = refuse,
  'to say something': () => BroadcastChannel.prototype.postMessage = refuse,
};

function haveRefused(what) {
  refusals[what]();
}
