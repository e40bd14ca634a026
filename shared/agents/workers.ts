import type { WorkStepOf } from '../coordination/app/agent-steps.ts';
import { icpWorkers } from './icp/steps.ts';
import { personalizerWorkers } from './personalizer/steps.ts';
import type { MANIFESTS } from './registry.ts';
import { reviverWorkers } from './reviver/steps.ts';
import { scraperWorkers } from './scraper/steps.ts';

/** The worker of each step whose parts go through the batches queue. It does not compile while one is missing. */
export const WORKERS = {
  ...reviverWorkers,
  ...personalizerWorkers,
  ...icpWorkers,
  ...scraperWorkers,
} satisfies Readonly<Record<WorkStepOf<(typeof MANIFESTS)[number]>, unknown>>;
