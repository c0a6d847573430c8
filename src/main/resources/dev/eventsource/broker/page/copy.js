// Copies text to the clipboard, and says so on the button that asked for it, whose first text is "Copy".

const SHOWN_MILLIS = 2000;

/** Copies the text; without a clipboard (no https) selects the element, so that the keyboard can do the last step. */
export async function copy(button, text, element, announce) {
  try {
    await navigator.clipboard.writeText(text);
    say(button, 'Copied', announce);
  } catch {
    getSelection().selectAllChildren(element);
    say(button, 'Selected', announce);
  }
}

function say(button, text, announce) {
  const label = button.firstChild;
  label.textContent = text;
  announce(text);
  setTimeout(() => label.textContent = 'Copy', SHOWN_MILLIS);
}
