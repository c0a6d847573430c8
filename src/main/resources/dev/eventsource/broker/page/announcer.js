// What a screen reader says of a flood: its latest state now and then, however much arrives.

const MILLIS = 4000;

/** Answers a function that takes a function that gives the text, and asks it once the last announcement is old enough. */
export function announcer(element) {
  let timer = null;
  return describe => {
    timer ??= setTimeout(() => {
      timer = null;
      element.textContent = describe();
    }, MILLIS);
  };
}
