import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './test/support/slowest-first.ts';

/** Where to write the results as JSON, for `.ci/run` to count. */
const report = process.env['REX_TEST_REPORT'];

/** Pure: a value in, a value out. */
export const UNIT = ['shared/**/{contract,domain}/**/*.test.ts', 'test/support/**/*.test.ts'];
/** Pages and what they are made of: Node by itself reads no JSX. */
const WEB = ['console/web/**/*.test.ts'];
/** A whole local Rex that is killed, cut off or refused, and histories of all that may happen. */
const FAULT = ['test/faults/**/*.test.ts', 'test/simulation/**/*.test.ts', 'infra/local/restart.test.ts'];
/** A whole local Rex as its users meet it, by its API or in a browser, and what takes as long: all bundles and stacks. */
const STORY = ['test/integration/**/*.test.ts', 'test/browser/**/*.test.ts', 'test/infra/**/*.test.ts'];

// For all processes of a run: what one has compiled, the others need not compile again.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
  new URL('node_modules/.cache/node-compile', import.meta.url),
);

/** Of a whole Rex: only what hangs takes so long, on however busy a machine. */
const WHOLE_REX = {
  globalSetup: 'test/support/global-setup.ts',
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
} as const;

if (!existsSync(new URL('../shared/data', import.meta.url))) {
  console.log('../shared/data is not there: the tests that need it are skipped.');
}

export default defineConfig({
  test: {
    reporters: report ? ['default', 'json'] : ['default'],
    ...(report ? { outputFile: report } : {}),
    // What functions log is shown for the tests that failed.
    silent: 'passed-only',
    // Powertools then writes to the console that vitest watches, instead of past it.
    // Tests make more requests of one person than people do; the limit has a test of its own.
    env: {
      POWERTOOLS_DEV: 'true',
      REX_REQUESTS_PER_MINUTE: '100000',
      REX_WEBHOOKS: 'loopback',
      REX_KEEP_IDLE_MS: '120000',
    },
    setupFiles: 'test/support/watch-console.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: the threads of a local Rex wait for each other, so two of them leave the machine idle at times.
    maxWorkers: 3,
    sequence: { sequencer: SlowestFirst },
    // Node reads TypeScript by itself, as it does in Rex: a fifth less of the processor than by way of Vite. Nothing is mocked.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    projects: [
      // What keeps nothing needs no process of its own: imports are most of the work of small files.
      { extends: true, test: { name: 'unit', include: UNIT, isolate: false } },
      {
        extends: true,
        test: {
          name: 'contract',
          isolate: false,
          include: ['{shared,functions,infra,console}/**/*.test.ts', 'test/{aws,memory}/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...UNIT, ...WEB, ...FAULT],
        },
      },
      {
        extends: true,
        test: { name: 'web', include: WEB, isolate: false, experimental: { viteModuleRunner: true } },
      },
      { extends: true, test: { ...WHOLE_REX, name: 'story', include: STORY, isolate: false } },
      { extends: true, test: { ...WHOLE_REX, name: 'fault', include: FAULT } },
    ],
  },
});
