import type { StartersOf } from '../../coordination/app/agent-steps.ts';
import type { analyticsManifest } from './manifest.ts';
import { startReview } from './start-review.ts';

export const analyticsStarters = {
  review: startReview,
} satisfies StartersOf<typeof analyticsManifest>;
