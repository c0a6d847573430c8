// What a linter minds in the scripts of this project: ESLint's own recommendations, and what hides mistakes.
import js from '@eslint/js';

const browser = [
  'AbortController', 'AbortSignal', 'BroadcastChannel', 'Event', 'EventSource', 'EventTarget', 'MessageEvent', 'Option', 'ResizeObserver',
  'TextDecoder', 'TextDecoderStream', 'TextEncoder', 'URL', 'URLSearchParams', 'atob', 'clearTimeout', 'console', 'crypto', 'document',
  'fetch', 'getSelection', 'location', 'navigator', 'performance', 'queueMicrotask', 'requestAnimationFrame', 'self', 'setInterval', 'setTimeout', 'window',
];
const node = [
  'AbortController', 'Buffer', 'Event', 'EventTarget', 'ReadableStream', 'Response', 'TextEncoder', 'URL', 'URLSearchParams', 'console', 'fetch', 'process',
  'setImmediate', 'setInterval', 'setTimeout',
];
const known = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

export default [
  js.configs.recommended,
  {
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      'eqeqeq': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-implicit-globals': 'error',
      'no-throw-literal': 'error',
      'no-shadow': 'error',
      'no-unused-vars': ['error', {caughtErrors: 'none'}],
    },
  },
  {files: ['src/main/**'], languageOptions: {globals: known(browser)}},
  // The name that the build wraps the client's modules in.
  {files: ['src/main/js/**'], languageOptions: {globals: {broker: 'readonly'}}},
  // They are written as old pages are: their scripts name things for each other and for the tests.
  {ignores: ['src/test/resources/pages/**']},
  {files: ['src/test/**', 'src/examples/**'], languageOptions: {globals: known(node)}},
];
