import { keepCompiled } from './compile-cache.ts';

/** What runs is imported here and not above: only what is loaded from now on is taken from the cache. */
keepCompiled();
await import('./run.ts');
