import type { StartersOf, WorkersOf } from '../../coordination/app/agent-steps.ts';
import { enrichPage } from './enrich-page.ts';
import type { scraperManifest } from './manifest.ts';
import { startEnrich } from './start-enrich.ts';

export const scraperStarters = {
  enrich: startEnrich,
} satisfies StartersOf<typeof scraperManifest>;

export const scraperWorkers = {
  enrich: enrichPage,
} satisfies WorkersOf<typeof scraperManifest>;
