import type { StartersOf, WorkersOf } from '../../coordination/app/agent-steps.ts';
import type { icpManifest } from './manifest.ts';
import { startProfile } from './start-profile.ts';
import { startSegment } from './start-segment.ts';
import { surveyPage } from './survey-page.ts';

export const icpStarters = {
  segment: startSegment,
  profile: startProfile,
} satisfies StartersOf<typeof icpManifest>;

export const icpWorkers = {
  segment: surveyPage,
} satisfies WorkersOf<typeof icpManifest>;
