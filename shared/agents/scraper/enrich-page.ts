import { type EnrichLeadDeps, enrichLead } from '../../enrichment/app/enrich-lead.ts';
import { settingsOf } from '../../enrichment/app/settings-of.ts';
import type { EnrichmentSourceName } from '../../enrichment/contract/settings.ts';
import { nextSource } from '../../enrichment/domain/waterfall.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { finishPart } from '../../missions/app/mission-steps.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { BatchQueue } from '../../missions/app/ports/queues.ts';
import type { TaskTokens } from '../../missions/app/ports/workflow.ts';
import type { BatchMessage } from '../../missions/contract/messages.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

/** What looks up a lead, and what a step needs. */
export interface EnrichPageDeps extends EnrichLeadDeps {
  readonly missions: MissionStore;
  readonly tokens: TaskTokens;
  readonly batches: BatchQueue;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

const AT_ONCE = 4;
/** Well below the time-out of a worker, in real time. The rest of the page is continued later. */
const WORK_MS = 120_000;
/** The longest delay of SQS. */
const MOST_DELAY_SECONDS = 900;

/**
 * Enriches one page of leads, as far as the limits of the sources allow. What is left is continued later with the whole
 * page, which finds all earlier answers and asks no source twice.
 */
export async function enrichPage(
  deps: EnrichPageDeps,
  message: BatchMessage,
  correlationId: string,
): Promise<void> {
  const { workspace, missionId, step, part } = message;
  const [mission, page, settings] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.leads.getIndexPage(workspace, part),
    settingsOf(deps, workspace),
  ]);
  if (!page || !mission)
    throw new RexError('NOT_FOUND', `Page ${part} of mission ${missionId} lacks records that it needs.`);
  // Money is spent only for a mission that is still working.
  if (mission.state !== 'EXECUTING') return;
  const failing = new Set<EnrichmentSourceName>();
  const open = await worthAsking(deps, workspace, page.leads, settings);
  const wait: { until: Date | undefined; spent: boolean; left: boolean } = {
    until: undefined,
    spent: false,
    left: false,
  };
  const stopAt = performance.now() + WORK_MS;
  await mapConcurrent(open, AT_ONCE, async (leadId) => {
    wait.left ||= performance.now() > stopAt;
    if (wait.until || wait.spent || wait.left) return;
    const result = await enrichLead(deps, { workspace, leadId, settings, failing, correlationId });
    if ('waitUntil' in result) wait.until = result.waitUntil;
    else if (result.stop === 'day-budget') wait.spent = true;
  });
  if (!wait.spent && (wait.until || wait.left)) {
    const ms = (wait.until?.getTime() ?? 0) - deps.clock.now().getTime();
    const delaySeconds = Math.min(MOST_DELAY_SECONDS, Math.max(0, Math.ceil(ms / 1000)));
    await deps.batches.send([message], { delaySeconds });
    return;
  }
  await finishPart(deps, { workspace, missionId, name: step }, part);
}

/** The leads about which a source would be asked: most are known already, and are not read one by one. */
async function worthAsking(
  deps: EnrichPageDeps,
  workspace: string,
  ids: readonly string[],
  settings: Awaited<ReturnType<typeof settingsOf>>,
): Promise<string[]> {
  const [leads, enrichments] = await Promise.all([
    deps.leads.getMany(workspace, ids),
    deps.enrichments.getMany(workspace, ids),
  ]);
  const usable = new Set(deps.sources.keys());
  const now = deps.clock.now();
  return leads.flatMap((lead, i) => {
    if (!lead) return [];
    return 'ask' in nextSource({ lead, enrichment: enrichments[i], settings, usable, now }) ? [lead.id] : [];
  });
}
