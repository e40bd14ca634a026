import type { StepOf } from '../coordination/app/agent-steps.ts';
import { analyticsStarters } from './analytics/steps.ts';
import { coordinatorStarters } from './coordinator/steps.ts';
import { deliverabilityStarters } from './deliverability/steps.ts';
import { icpStarters } from './icp/steps.ts';
import { outreachStarters } from './outreach/steps.ts';
import { personalizerStarters } from './personalizer/steps.ts';
import type { MANIFESTS } from './registry.ts';
import { reviverStarters } from './reviver/steps.ts';
import { scraperStarters } from './scraper/steps.ts';

/** The starter of each step of an agent. It does not compile while one is missing. */
export const STARTERS = {
  ...reviverStarters,
  ...deliverabilityStarters,
  ...personalizerStarters,
  ...icpStarters,
  ...scraperStarters,
  ...outreachStarters,
  ...analyticsStarters,
  ...coordinatorStarters,
} satisfies Readonly<Record<StepOf<(typeof MANIFESTS)[number]>, unknown>>;
