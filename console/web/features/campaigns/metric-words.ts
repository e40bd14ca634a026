import type { ResultMetric } from '../../../../shared/campaigns/contract/campaign.ts';
import { labelOf } from '../../ui/label-of.ts';

/** `tasksCompleted` as a person would write it. */
export const metricWords = (metric: ResultMetric): string => labelOf(metric);
