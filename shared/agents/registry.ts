import { createRegistry } from '../coordination/domain/agent-manifest.ts';
import { analyticsManifest } from './analytics/manifest.ts';
import { coordinatorManifest } from './coordinator/manifest.ts';
import { deliverabilityManifest } from './deliverability/manifest.ts';
import { icpManifest } from './icp/manifest.ts';
import { outreachManifest } from './outreach/manifest.ts';
import { personalizerManifest } from './personalizer/manifest.ts';
import { reviverManifest } from './reviver/manifest.ts';
import { scraperManifest } from './scraper/manifest.ts';

/** The agents of Rex. */
export const AGENTS = createRegistry([
  reviverManifest,
  deliverabilityManifest,
  personalizerManifest,
  icpManifest,
  scraperManifest,
  outreachManifest,
  analyticsManifest,
  coordinatorManifest,
]);
