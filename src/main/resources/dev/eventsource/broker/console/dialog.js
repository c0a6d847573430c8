// Questions before what cannot be taken back, and what is shown but once.

import {byId, write} from './element.js';

/** Asks; answers whether the operator says yes. Escape and Cancel are a no. */
export function ask(title, text, yes) {
  const dialog = byId('ask');
  write(byId('ask-title'), title);
  write(byId('ask-text'), text);
  write(byId('ask-yes'), yes);
  dialog.returnValue = '';
  byId('ask-yes').onclick = () => dialog.close('yes');
  byId('ask-no').onclick = () => dialog.close('');
  return closed(dialog).then(answer => answer === 'yes');
}

/** Shows a secret until it is closed; then it is no longer in the page. */
export async function showSecret(title, secret) {
  const dialog = byId('secret');
  write(byId('secret-title'), title);
  byId('secret-text').textContent = secret;
  write(byId('secret-copy'), 'Copy');
  byId('secret-copy').onclick = () => copy(secret);
  byId('secret-done').onclick = () => dialog.close();
  await closed(dialog);
  byId('secret-text').textContent = '';
  byId('secret-copy').onclick = null;
}

async function copy(secret) {
  try {
    await navigator.clipboard.writeText(secret);
    write(byId('secret-copy'), 'Copied');
  } catch {
    getSelection().selectAllChildren(byId('secret-text')); // only pages over TLS may copy
    write(byId('secret-copy'), 'Selected: press Ctrl+C');
  }
}

/** Opens a dialogue; answers, when it is closed, with what. The focus goes back to where it was. */
export function closed(dialog) {
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue), {once: true}));
}
