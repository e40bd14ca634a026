import type { z } from 'zod';
import { addMs, DAY } from '../../../kernel/clock.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { Decision, FairnessReport, fairnessInputSchema } from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import { fairnessOf } from '../domain/fairness-report.ts';
import type { ArbiterDeps } from './deps.ts';

/** So many of the newest decisions are read. */
const MOST = 300;

/** Decisions that were overturned gave nobody anything, so they do not count. */
export async function reportFairness(
  { works }: Pick<ArbiterDeps, 'works'>,
  { workspace, input, now }: Asked<z.output<typeof fairnessInputSchema>>,
): Promise<Made> {
  const from = addMs(now, -input.days * DAY).toISOString();
  const { items, cursor } = await works.page(workspace, {
    limit: MOST,
    prefix: `${arbiter.kinds.decision.prefix}_`,
  });
  const decisions = items.filter(({ createdAt, state }) => createdAt >= from && state !== 'overturned');
  const groups = fairnessOf(decisions.map(({ result }) => result as Decision));
  const report: FairnessReport = {
    from,
    decisions: decisions.length,
    isWhole: cursor === null || items.some(({ createdAt }) => createdAt < from),
    groups,
  };
  const told = groups.filter(({ finding }) => finding === 'favoured' || finding === 'disfavoured');
  return {
    work: {
      kind: 'report',
      title:
        told.length > 0
          ? told.map(({ group, finding }) => `${group} ${finding}`).join(', ')
          : `No clear bias in ${decisions.length} decisions`,
      result: report,
      sources: decisions.map(({ id, title }) => ({ kind: 'work', id, says: title })),
    },
  };
}
