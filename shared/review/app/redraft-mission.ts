import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import { voidApproval } from '../../approvals/app/void-approval.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type WaitForSendersDeps, waitForSenders } from '../../sending/app/wait-for-senders.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

export interface RedraftDeps extends WaitForSendersDeps {
  readonly missions: MissionStore;
  readonly contents: ContentStore;
  readonly approvals: ApprovalStore;
  readonly workspaces: WorkspaceStore;
}

/** Drafting, approval and sending. Earlier steps do not depend on the sender. */
const STEPS = ['draft', 'approve', 'outreach'];
/** Blocks whose only reason is that the content was not the approved one. */
const NOT_APPROVED = 'NOT_APPROVED';
const AT_ONCE = 8;

/**
 * Discards the drafts of a mission whose sender changed: an approval binds the sender, so nothing that was approved may go out
 * any more. Workers stop first: they meet the flag, and are waited for. Then the approval becomes void, then content and drafts are deleted. The flag is removed
 * last, so that after a death anywhere all of this is repeated without harm. Sent messages stay sent, because the keys of
 * the ledger do not contain the sender.
 */
export async function redraftMission(deps: RedraftDeps, mission: Mission): Promise<Mission> {
  const { workspace, id } = mission;
  const content = await deps.contents.get(workspace, id);
  if (content) {
    await waitForSenders(deps, workspace, [id]);
    const cohorts = await deps.cohorts.list(workspace, id);
    const open = cohorts.filter(({ state }) => state !== 'done');
    await mapConcurrent(open, AT_ONCE, (cohort) => park(deps, cohort));
    await voidApproval(deps, mission, 'The sender changed: what was approved can no longer be sent.');
    const hasWritten = cohorts.some(({ counts }) => (counts['sent'] ?? 0) > 0);
    await changeSender(deps, mission, content, hasWritten);
    await mapConcurrent(open, AT_ONCE, async (cohort) => {
      const drafts = await deps.cohorts.getDrafts(workspace, id, cohort.id);
      if (!drafts) return;
      const leads = drafts.leads.map((lead) => ({ ...lead, messages: [] }));
      await deps.cohorts.saveDrafts(workspace, id, { ...drafts, leads });
    });
    const done = cohorts.filter(({ state }) => state === 'done').map((cohort) => cohort.id);
    for (const step of await deps.missions.steps(workspace, id)) {
      if (!STEPS.includes(step.name)) continue;
      const parts = step.name === 'approve' ? [] : done;
      const at = deps.clock.now().toISOString();
      await deps.missions.saveStep({
        ...step,
        state: 'running',
        total: -1,
        done: parts,
        token: undefined,
        startedAt: at,
        movedAt: at,
        finishedAt: undefined,
      });
    }
  }
  return deps.missions.save({ ...mission, redraft: undefined, updatedAt: deps.clock.now().toISOString() });
}

/** From here no worker starts on it. One that has not reported back has died, and loses its lease; else it meets the void approval. */
const park = (deps: RedraftDeps, { workspace, missionId, id }: Cohort): Promise<void> =>
  retryOnConflict(async () => {
    const cohort = await deps.cohorts.get(workspace, missionId, id);
    if (!cohort || cohort.state === 'done') return;
    const blocked = Object.entries(cohort.blocked).filter(([, { code }]) => code !== NOT_APPROVED);
    await deps.cohorts.save({
      ...cohort,
      state: 'drafted',
      leaseUntil: undefined,
      nextDueAt: undefined,
      blocked: Object.fromEntries(blocked),
    });
  });

/** The address for answers stays that of the threads that have begun: what people answer, and what follows, stays in them. */
async function changeSender(
  deps: RedraftDeps,
  mission: Mission,
  content: MissionContent,
  hasWritten: boolean,
): Promise<void> {
  const { domain, inbox } = mission.reservation ?? {};
  if (domain === undefined) return;
  const record = await deps.workspaces.get(mission.workspace);
  const [localPart] = content.from.address.split('@');
  const address = `${inbox ?? record?.settings.senderLocalPart ?? localPart}@${domain}`;
  if (content.from.address === address) return;
  await deps.contents.save(mission.workspace, mission.id, {
    ...content,
    from: { ...content.from, address },
    replyDomain: hasWritten ? content.replyDomain : `reply.${domain}`,
  });
}
