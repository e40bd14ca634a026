import type { ResultMetric } from '../../../../shared/campaigns/contract/campaign.ts';
import { wordsOf } from '../../ui/badge.tsx';

/** `tasksCompleted` as a person would write it. */
export const metricWords = (metric: ResultMetric): string => wordsOf(metric.replaceAll(/[A-Z]/g, ' $&'));
