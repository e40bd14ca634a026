import { type Clock, utcDay } from '../../kernel/clock.ts';
import type { SettingsReader } from '../../platform/ports/settings.ts';
import { type LlmSettings, llmSettingsSchema } from '../contract/settings.ts';
import type { LlmLedger } from './ports/llm.ts';

const MICROS_PER_USD = 1_000_000;

export interface ReadUsageDeps {
  readonly ledger: Pick<LlmLedger, 'usage'>;
  readonly workspaces: SettingsReader<{ readonly llm: LlmSettings }>;
  readonly clock: Clock;
}

/** The usage of the language model by a workspace in a day (UTC), by purpose. */
export async function readUsage(
  { ledger, workspaces, clock }: ReadUsageDeps,
  workspace: string,
  asked?: string,
) {
  const day = asked ?? utcDay(clock.now());
  const [{ spentMicros, byPurpose }, record] = await Promise.all([
    ledger.usage(workspace, day),
    workspaces.get(workspace),
  ]);
  const { dailyBudgetUsd } = record?.settings.llm ?? llmSettingsSchema.parse({});
  const purposes = Object.entries(byPurpose).map(([purpose, { recalled, costMicros, ...counts }]) => ({
    purpose,
    ...counts,
    remembered: recalled,
    costUsd: costMicros / MICROS_PER_USD,
  }));
  const remembered = purposes.reduce((sum, each) => sum + each.remembered, 0);
  const answers = purposes.reduce((sum, { calls, failed }) => sum + calls - failed, remembered);
  const spentUsd = spentMicros / MICROS_PER_USD;
  return {
    day,
    spentUsd,
    leftUsd: Math.max(0, dailyBudgetUsd - spentUsd),
    cacheHitRate: answers === 0 ? null : remembered / answers,
    purposes,
  };
}
