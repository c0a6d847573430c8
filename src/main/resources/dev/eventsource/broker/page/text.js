// Numbers and times as people read them.

export function counted(count, noun) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** 09:05:07.031, of this machine's time zone. */
export function clock(time) {
  const digits = (number, length) => String(number).padStart(length, '0');
  return `${digits(time.getHours(), 2)}:${digits(time.getMinutes(), 2)}:${digits(time.getSeconds(), 2)}`
    + `.${digits(time.getMilliseconds(), 3)}`;
}

export function duration(millis) {
  if (millis < 1) return '< 1 ms';
  if (millis < 10_000) return `${Math.round(millis)} ms`;
  return `${Math.round(millis / 1000).toLocaleString('en')} s`;
}

export function shortened(text, most) {
  const hidden = text.length - most;
  return hidden <= 0 ? text : `${text.slice(0, most)}… and ${counted(hidden, 'more character')}`;
}
