// A list of any length of which only the rows in sight are elements, all of one height, and used again as it scrolls.

const SPARE = 4; // rows above and below those in sight

/**
 * Shows `items` in a listbox; `fill(row, item)` writes one into a row.
 *
 * The owner changes the array and then calls `changed`, or `dropped` with the number taken off its beginning. Everything
 * is drawn at most once a frame. Events: `window` when other rows are in sight, `select` for another selection.
 */
export class WindowedList extends EventTarget {
  items = [];
  first = 0;
  last = 0; // behind the last row in sight
  following = true;
  #list;
  #all;
  #rows;
  #template;
  #fill;
  #rowHeight = 0;
  #selected = null;
  #drawing = false;
  #drawn = 0; // the items that the list was as high as when it was last drawn

  constructor(list, template, fill) {
    super();
    this.#list = list;
    this.#all = list.querySelector('.all');
    this.#rows = list.querySelector('.rows');
    this.#template = template;
    this.#fill = fill;
    list.addEventListener('scroll', () => this.#scrolled(), {passive: true});
    list.addEventListener('keydown', event => this.#key(event));
    list.addEventListener('click', event => this.#click(event));
    new ResizeObserver(() => this.#measure()).observe(list);
  }

  get selected() {
    return this.#selected;
  }

  changed() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.#draw();
    });
  }

  dropped(count) {
    if (!this.following) this.#list.scrollTop -= count * this.#rowHeight;
    this.changed();
  }

  follow(on) {
    this.following = on;
    this.changed();
  }

  select(index) {
    this.#selected = this.items[index] ?? null;
    if (this.#selected) this.#bringIntoSight(index);
    this.changed();
    this.dispatchEvent(new Event('select'));
  }

  #measure() {
    if (this.#rows.children.length === 0) this.#rows.append(this.#newRow());
    const height = this.#rows.firstElementChild.getBoundingClientRect().height; // fractions count
    if (height > 0) this.#rowHeight = height;
    this.changed();
  }

  #newRow() {
    return this.#template.content.firstElementChild.cloneNode(true);
  }

  #draw() {
    if (this.#rowHeight === 0) return;
    const inSight = this.#list.clientHeight;
    this.#drawn = this.items.length;
    this.#all.style.height = `${this.#drawn * this.#rowHeight}px`;
    if (this.following) this.#list.scrollTop = this.#drawn * this.#rowHeight;
    const top = this.#list.scrollTop;
    this.first = Math.min(this.items.length, Math.floor(top / this.#rowHeight));
    this.last = Math.min(this.items.length, Math.ceil((top + inSight) / this.#rowHeight));
    this.#drawRows(Math.max(0, this.first - SPARE), Math.min(this.items.length, this.last + SPARE));
    this.dispatchEvent(new Event('window'));
  }

  #drawRows(from, to) {
    this.#rows.style.transform = `translateY(${from * this.#rowHeight}px)`;
    while (this.#rows.children.length < to - from) this.#rows.append(this.#newRow());
    let active = '';
    [...this.#rows.children].forEach((row, offset) => {
      const item = this.items[from + offset];
      row.hidden = from + offset >= to;
      if (row.hidden) return;
      this.#drawRow(row, item, from + offset);
      if (item === this.#selected) active = row.id;
    });
    if (active) this.#list.setAttribute('aria-activedescendant', active);
    else this.#list.removeAttribute('aria-activedescendant');
  }

  #drawRow(row, item, index) {
    row.id = `row-${index % 1000}`; // fewer than that are ever there at once
    row.setAttribute('aria-posinset', index + 1);
    row.setAttribute('aria-setsize', this.items.length);
    row.setAttribute('aria-selected', item === this.#selected);
    row.dataset.index = index;
    if (row.item === item) return;
    row.item = item;
    this.#fill(row, item);
  }

  #scrolled() {
    const end = this.#drawn * this.#rowHeight - this.#list.clientHeight;
    this.following = this.#list.scrollTop >= end - this.#rowHeight / 2;
    this.changed();
  }

  #bringIntoSight(index) {
    const top = index * this.#rowHeight;
    const bottom = top + this.#rowHeight;
    if (top < this.#list.scrollTop) this.#list.scrollTop = top;
    if (bottom > this.#list.scrollTop + this.#list.clientHeight) this.#list.scrollTop = bottom - this.#list.clientHeight;
  }

  #key(event) {
    const page = Math.max(1, this.last - this.first - 1);
    const steps = {ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page, Home: -Infinity, End: Infinity};
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (this.items.length === 0) return;
    const now = this.items.indexOf(this.#selected);
    const from = now >= 0 ? now : step > 0 ? this.first - 1 : this.last;
    this.select(Math.max(0, Math.min(this.items.length - 1, from + step)));
  }

  #click(event) {
    const row = event.target.closest('[role=option]');
    if (row) this.select(Number(row.dataset.index));
  }
}
