import * as z from 'zod';
import { RESULT_METRICS } from '../../shared/campaigns/contract/campaign.ts';
import { usageError } from './cli-error.ts';
import { values } from './command.ts';

export const goalsField = values(
  'METRIC=NUMBER',
  z.array(z.string()).default([]),
  `What should be reached, such as booked=10. Metrics: ${RESULT_METRICS.join(', ')}`,
);

/** @throws CliError of code USAGE for a text that is not METRIC=NUMBER */
export const goalsOf = (texts: readonly string[]) =>
  texts.map((text) => {
    const [metric = '', target = ''] = text.split('=');
    if (metric === '' || !/^\d+(\.\d+)?$/.test(target))
      throw usageError(`"${text}" of --goal is not METRIC=NUMBER.`);
    return { metric, target: Number(target) };
  });
