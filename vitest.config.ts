import { defineConfig } from 'vitest/config';

/** Where to write the results as JSON, for `.ci/run` to count. */
const report = process.env['REX_TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['{shared,functions,infra,console}/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    reporters: report ? ['default', 'json'] : ['default'],
    ...(report ? { outputFile: report } : {}),
    // What functions log is shown for the tests that failed.
    silent: 'passed-only',
    // Powertools then writes to the console that vitest watches, instead of past it.
    // Tests make more requests of one person than people do; the limit has a test of its own.
    env: { POWERTOOLS_DEV: 'true', REX_REQUESTS_PER_MINUTE: '100000', REX_KEEP_IDLE_MS: '120000' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: a local Rex is several busy threads, so files that start one must not crowd each other out.
    maxWorkers: 2,
  },
});
