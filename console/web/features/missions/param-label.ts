import { labelOf } from '../../ui/label-of.ts';

/** Parameters whose name alone does not tell a person what they are. */
const LABELS: Readonly<Record<string, string>> = {
  asOf: 'History up to',
  holdout: 'Share held out',
  steps: 'Messages to each lead',
  dormantAfterWeeks: 'Dormant after, in weeks',
  minimumScore: 'Lowest score',
  maxLeads: 'Most leads',
  collectDays: 'Days to wait for replies',
  dryRun: 'Dry run',
  activeWithinWeeks: 'Active within, in weeks',
  minSegmentLeads: 'Fewest leads in a segment',
  days: 'Days to review',
  missionId: 'Mission to retry',
};

export const paramLabel = (name: string): string => LABELS[name] ?? labelOf(name);
