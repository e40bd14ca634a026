import { type DemoFiles, makeDemoFiles } from '../../console/cli/demo/make-files.ts';
import { PLACES } from '../../console/cli/demo/vocabulary.ts';
import { TEST_SEED } from './test-seed.ts';

/** Two time zones, an ocean apart: each more is a cohort more, whose rounds take time and show nothing new. */
const TWO_PLACES = PLACES.filter(({ timeZone }) => ['America/New_York', 'Europe/Berlin'].includes(timeZone));

/** Leads and their orders, drawn by the seed of the test. */
export const demoFilesOf = (count: number, { asOf }: { asOf: string }): DemoFiles =>
  makeDemoFiles({ count, seed: TEST_SEED, asOf, places: TWO_PLACES });
