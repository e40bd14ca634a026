import type { StartersOf } from '../../coordination/app/agent-steps.ts';
import {
  startCheckDomains,
  startPlanWarmup,
  startRotateDomains,
  startVerifyRescue,
} from './deliverability-steps.ts';
import type { deliverabilityManifest } from './manifest.ts';

export const deliverabilityStarters = {
  'check-domains': startCheckDomains,
  'rotate-domains': startRotateDomains,
  'plan-warmup': startPlanWarmup,
  'verify-rescue': startVerifyRescue,
} satisfies StartersOf<typeof deliverabilityManifest>;
