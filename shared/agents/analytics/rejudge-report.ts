import { isDeepStrictEqual } from 'node:util';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { VARIANTS } from '../../experiments/contract/variants.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { MissionReport } from '../../missions/contract/mission.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import { countOutcomes, loadMessageFacts, type MessageFacts } from '../../sending/app/summarize-messages.ts';
import type { Send } from '../../sending/domain/send.ts';
import { compareVariants, variantLeads } from './analytics.ts';

export interface RejudgeReportDeps {
  readonly missions: Pick<MissionStore, 'get' | 'save'>;
  readonly cohorts: CohortStore;
  readonly ledger: SendLedger;
}

/**
 * Makes the report of a mission say of opens and clicks what the ledger says of them now, after they were judged again.
 * Everything else in it stays as it was: it is of the day on which it was written.
 * @returns whether it has changed; a repeat changes nothing
 */
export const rejudgeReport = (
  deps: RejudgeReportDeps,
  workspace: string,
  missionId: string,
): Promise<boolean> =>
  retryOnConflict(async () => {
    const mission = await deps.missions.get(workspace, missionId);
    if (!mission?.report) return false;
    const facts = await loadMessageFacts(deps, workspace, missionId);
    const report = withEngagement(mission.report, facts, mission.windowClosesAt);
    if (isDeepStrictEqual(report, mission.report)) return false;
    await deps.missions.save({ ...mission, report });
    return true;
  });

/** @param until what came after the mission had closed its window is in no report */
function withEngagement(
  report: MissionReport,
  facts: MessageFacts,
  until: string | undefined,
): MissionReport {
  const isIn = (at: string | undefined): boolean => at !== undefined && (until === undefined || at <= until);
  const sends = facts.sends.map(
    (send): Send => ({
      ...send,
      openedAt: isIn(send.openedAt) ? send.openedAt : undefined,
      clickedAt: isIn(send.clickedAt) ? send.clickedAt : undefined,
    }),
  );
  const { opened, clicked } = countOutcomes(sends);
  const judged = compareVariants(variantLeads(VARIANTS, facts.drafts), sends)?.variants ?? [];
  return {
    ...report,
    messages: { ...report.messages, opened, clicked },
    ab: report.ab && {
      ...report.ab,
      variants: report.ab.variants.map((before) => {
        const now = judged.find(({ variant }) => variant === before.variant);
        return now ? { ...before, opened: now.opened, clicked: now.clicked } : before;
      }),
    },
  };
}
