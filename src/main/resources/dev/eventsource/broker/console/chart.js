// A line of the last two minutes. What it shows stands beside it as a number, so that it says nothing to a screen reader.

import {points} from './figures.js';

const SVG = 'http://www.w3.org/2000/svg';
const MOST = 120;
const WIDTH = 120;
const HEIGHT = 28;

export class Chart {
  element = document.createElementNS(SVG, 'svg');
  #line = document.createElementNS(SVG, 'polyline');
  #area = document.createElementNS(SVG, 'polygon');
  #values = [];

  constructor() {
    this.element.setAttribute('viewBox', `0 -1 ${WIDTH} ${HEIGHT + 2}`);
    this.element.setAttribute('preserveAspectRatio', 'none');
    this.element.setAttribute('aria-hidden', 'true');
    this.element.setAttribute('class', 'chart');
    this.element.append(this.#area, this.#line);
  }

  add(value) {
    this.#values.push(Number.isFinite(value) ? value : 0);
    if (this.#values.length > MOST) this.#values.shift();
    const line = points(this.#values, MOST, WIDTH, HEIGHT);
    const left = line.slice(0, line.indexOf(','));
    this.#line.setAttribute('points', line);
    this.#area.setAttribute('points', `${left},${HEIGHT} ${line} ${WIDTH},${HEIGHT}`);
  }
}
