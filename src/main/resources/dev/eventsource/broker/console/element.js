// Elements whose texts are texts, whatever is in them: nothing here, or anywhere in the console, makes markup of a string.

export const byId = id => document.getElementById(id);

/** An element with properties, and with children that are elements or texts. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export function button(text, about, action) {
  const made = element('button', {type: 'button'}, text);
  if (about) made.append(element('span', {className: 'unseen'}, ` ${about}`));
  made.addEventListener('click', action);
  return made;
}

/** Writes a text where it is another one: a screen reader, or a selection, is not disturbed by what stays. */
export function write(where, text) {
  if (where.textContent !== text) where.textContent = text;
}
