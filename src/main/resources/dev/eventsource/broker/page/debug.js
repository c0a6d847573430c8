// The debug page: what its form asks for, and what comes of it.

import {announcer} from './announcer.js';
import {copy} from './copy.js';
import {rawText, showDetail} from './detail.js';
import {FrameLog} from './framelog.js';
import {publishForm} from './hub.js';
import {Presence} from './presence.js';
import {subscribeForm} from './subscribing.js';
import {Subscription} from './subscription.js';
import {clock, counted} from './text.js';
import {STATES, TimeLine} from './timeline.js';
import {WindowedList} from './windowed.js';

const byId = id => document.getElementById(id);

const list = new WindowedList(byId('frames'), byId('frame'), fillRow);
const log = new FrameLog(list);
const timeLine = new TimeLine(byId('timeline'), byId('strip'));
const presence = new Presence(byId('present'), byId('presence-note'));
const announceLater = announcer(byId('announcement'));
const announce = text => byId('announcement').textContent = text;

let subscription = null;
let cursorTyped = false; // and not used yet: what comes meanwhile does not take its place

function subscribe(ticket, sign, channels) {
  subscription?.close();
  presence.stop();
  const mine = new Subscription(ticket, {
    frame: frame => mine === subscription && arrived(frame),
    state: (state, reason) => mine === subscription && changed(state, reason),
  });
  subscription = mine;
  connectAfter('');
  if (sign && channels.length > 0) presence.watch(sign, channels);
}

// What comes

function arrived(frame) {
  log.add(frame);
  if (frame.kind === 'control' && frame.name !== 'eshq:channel') timeLine.note('control', frame.name, frame.data);
  announceLater(() => `${counted(log.total, 'frame')}. ${log.latest ? summary(log.latest) : ''}`);
}

function changed(state, reason) {
  timeLine.enter(state, reason);
  byId('now').dataset.state = state;
  byId('state').textContent = STATES[state];
  byId('reason').textContent = reason;
  for (const button of byId('again').querySelectorAll('button')) button.disabled = !subscription.address;
  byId('disconnect').disabled = state === 'closed' || state === 'failed';
  showCursor();
}

function showCursor() {
  const field = byId('last-id');
  if (subscription && !cursorTyped && document.activeElement !== field) field.value = subscription.lastId;
  showCommand();
}

function showCommand() {
  byId('copy-command').disabled = !subscription?.address;
  if (subscription?.address) byId('command').textContent = command();
}

function summary(frame) {
  return `${frame.name || 'message'}: ${frame.data ?? 'no data'}`.slice(0, 120);
}

function fillRow(row, frame) {
  row.dataset.kind = frame.kind;
  const texts = [clock(frame.time), nameOf(frame), frame.id ?? '', frame.data ?? frame.lines.join('⏎').slice(0, 200)];
  [...row.children].forEach((cell, i) => cell.textContent = texts[i]);
}

function nameOf(frame) {
  return frame.kind === 'silent' || frame.kind === 'cut off' ? frame.kind : frame.name || 'message';
}

/** At most once a frame, however many have come. */
function describeWindow() {
  showCursor();
  const shown = list.items.length;
  byId('nothing').hidden = shown > 0;
  byId('follow').checked = list.following;
  byId('window').textContent = [
    shown === 0 ? 'No frames in sight' : windowText(shown),
    log.filteredOut > 0 ? `${log.filteredOut.toLocaleString('en')} filtered out` : '',
    log.letGo > 0 ? `the oldest ${log.letGo.toLocaleString('en')} let go` : '',
  ].filter(Boolean).join('; ');
}

function windowText(shown) {
  const hidden = shown - (list.last - list.first);
  const range = `${(list.first + 1).toLocaleString('en')} to ${list.last.toLocaleString('en')} of ${counted(shown, 'frame')}`;
  return hidden > 0 ? `${range}, ${hidden.toLocaleString('en')} hidden until you scroll` : range;
}

function showSelected() {
  if (!list.selected) return;
  showDetail(list.selected, {title: byId('detail-title'), note: byId('detail-note'), raw: byId('raw')});
  byId('copy-frame').disabled = false;
}

// By hand

function resume(submission) {
  submission.preventDefault();
  connectAfter(byId('last-id').value);
}

function forceReset() {
  connectAfter(`${crypto.getRandomValues(new Uint32Array(4)).join('-')}-unknown`);
}

function connectAfter(id) {
  cursorTyped = false;
  subscription.connect(id);
}

function disconnect() {
  subscription.close();
  changed('closed', 'By hand. The ticket lapses if nobody connects again.');
}

function command() {
  const id = byId('last-id').value;
  const headers = {...subscription.headers, ...id && {'Last-Event-ID': id}};
  const options = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)} `).join('');
  return `curl -sN ${options}${quoted(location.origin + subscription.address)}`;
}

function quoted(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

subscribeForm(byId('subscribe'), subscribe);
publishForm(byId('update'), byId);
byId('again').addEventListener('submit', resume);
byId('start-over').addEventListener('click', () => connectAfter(''));
byId('force-reset').addEventListener('click', forceReset);
byId('disconnect').addEventListener('click', disconnect);
byId('last-id').addEventListener('input', () => {
  cursorTyped = true;
  showCommand();
});
byId('copy-command').addEventListener('click', event => copy(event.currentTarget, command(), byId('command'), announce));
byId('filter').addEventListener('input', event => log.filter(event.target.value));
byId('heartbeats').addEventListener('change', event => {
  log.wantsHeartbeats = event.target.checked;
  log.filter(byId('filter').value);
});
byId('follow').addEventListener('change', event => list.follow(event.target.checked));
byId('clear').addEventListener('click', () => log.clear());
byId('copy-frame').addEventListener('click', event => copy(event.currentTarget, rawText(list.selected), byId('raw'), announce));
list.addEventListener('window', describeWindow);
list.addEventListener('select', showSelected);
describeWindow();
