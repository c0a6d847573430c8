/**
 * The browser's client of the broker.
 *
 * It reads streams with fetch and not with EventSource, which hides the status of a refusal, the names of events that
 * nobody listens for (and with them the last id) and whether anything arrives; and which knows no long polls.
 *
 * Each file here is one purpose. `broker` is the one name from outside: where this script came from, and what the
 * broker's settings say; what it makes is put there. The build joins these files into one, without their names.
 */
import {ESHQ} from './eshq.js';
import {open, send} from './opened.js';

broker.ESHQ = ESHQ;
broker.eshq = {open, send};
