const SIGNS = [
  [self, 'online', 'wake'],
  [self, 'pageshow', 'wake'],
  [self.document, 'visibilitychange', 'wake'],
  [self.document, 'resume', 'wake'],
  [self, 'pagehide', 'sleep'],
  [self.document, 'freeze', 'sleep'],
];

/**
 * Calls `sleep` when the page is left or frozen, and `wake` when it, or the network, is back, until `signal` aborts.
 * A page that is left may come back as it was, from the back-forward cache, which takes no page with open connections.
 */
export function watchPage({wake, sleep}, signal) {
  for (const [target, type, what] of SIGNS) {
    target?.addEventListener(type, () => {
      if (what === 'sleep') {
        sleep();
      } else if (self.document?.visibilityState !== 'hidden' || type !== 'visibilitychange') {
        wake(type === 'online');
      }
    }, {signal});
  }
}
