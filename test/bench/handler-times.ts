import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { PREFIX } from '../../infra/names.ts';

const report = z.object({
  type: z.literal('platform.report'),
  record: z.object({ status: z.literal('success'), metrics: z.object({ durationMs: z.number() }) }),
});

/**
 * Milliseconds that each invocation of a function took, as its log reports them, oldest first.
 * @throws when one of them failed
 */
export async function handlerTimes(home: string, functionId: string): Promise<number[]> {
  const log = await readFile(join(home, 'logs', `${PREFIX}-${functionId}.log`), 'utf8');
  return log
    .split('\n')
    .filter((line) => line.includes('"platform.report"'))
    .map((line) => report.parse(JSON.parse(line)).record.metrics.durationMs);
}
