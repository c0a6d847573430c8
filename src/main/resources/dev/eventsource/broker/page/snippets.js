// Code to paste: one language at a time, with this broker's address and the demo's credentials where there is a demo.

/** Shows one panel of a tab list, as the ARIA authoring practices have it: arrows move, Tab leaves. */
export function tabs(list) {
  const all = [...list.querySelectorAll('[role=tab]')];
  const choose = chosen => {
    for (const tab of all) {
      tab.setAttribute('aria-selected', tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = tab !== chosen;
    }
  };
  list.addEventListener('click', ({target}) => target.matches('[role=tab]') && choose(target));
  list.addEventListener('keydown', event => {
    const to = {ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(all.length - 1, all.indexOf(event.target) + to));
    choose(all[next]);
    all[next].focus();
  });
}

/** Writes a value into each place that the code has for it. */
export function fill(place, value) {
  for (const element of document.querySelectorAll(`.${place}`)) element.textContent = value;
}
