/**
 * Stands in the bundle for core-js 2's polyfill of `split`, which twitter-text brings. To see whether it is needed, the
 * polyfill gives a regular expression another `constructor`; from then on V8 takes a path for `split` and `matchAll`
 * that is up to thirty times slower, for everything that runs in the extension host.
 */
export {};
