import { createRegistry, type PERSON } from '../coordination/domain/agent-manifest.ts';
import { analyticsManifest } from './analytics/manifest.ts';
import { coordinatorManifest } from './coordinator/manifest.ts';
import { deliverabilityManifest } from './deliverability/manifest.ts';
import { icpManifest } from './icp/manifest.ts';
import { outreachManifest } from './outreach/manifest.ts';
import { personalizerManifest } from './personalizer/manifest.ts';
import { reviverManifest } from './reviver/manifest.ts';
import { scraperManifest } from './scraper/manifest.ts';

/** The agents of Rex. All else derives from their manifests. */
export const MANIFESTS = [
  reviverManifest,
  deliverabilityManifest,
  personalizerManifest,
  icpManifest,
  scraperManifest,
  outreachManifest,
  analyticsManifest,
  coordinatorManifest,
] as const;

export const AGENTS = createRegistry(MANIFESTS);

/** Everyone who does steps: the agents, and people. */
export type Doer = (typeof MANIFESTS)[number] | typeof PERSON;
