/** Another one in every run; REX_TEST_SEED=n repeats a run that failed, as far as real time can be repeated. */
export const TEST_SEED = Number(process.env['REX_TEST_SEED'] ?? Date.now() % 100_000);
