import { existsSync } from 'node:fs';

/** Vitest calls it once, before all tests. */
export function setup(): void {
  if (existsSync(new URL('../../../shared/data', import.meta.url))) return;
  console.log('../shared/data is not there: the tests that need it are skipped.');
}
