import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { numbersOfLeads } from '../../drafting/app/numbers-of.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { ContentStore } from '../../drafting/app/ports/contents.ts';
import { blockedDraft } from '../../drafting/domain/cohort.ts';
import { buildMessage } from '../../drafting/domain/message.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { finishPart, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { BatchMessage } from '../../missions/contract/messages.ts';
import { outreachMission } from '../../missions/domain/mission.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import { hasChoice, planChannels } from '../reviver/channel-strategy.ts';
import { sendsBefore } from '../reviver/engagement-before.ts';

export interface DraftCohortDeps extends StepDeps {
  readonly leads: LeadStore;
  readonly contents: ContentStore;
  readonly cohorts: CohortStore;
  readonly numbers: ContactNumberStore;
  readonly sends: Pick<SendLedger, 'ofCohort'>;
}

/** Chooses the channel of every message of a cohort, builds it and keeps its hash: what the approval will bind. */
export async function draftCohort(deps: DraftCohortDeps, message: BatchMessage): Promise<void> {
  const { workspace, missionId, step, part } = message;
  const [found, content, drafts] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.contents.get(workspace, missionId),
    deps.cohorts.getDrafts(workspace, missionId, part),
  ]);
  if (!found || !content || !drafts) {
    throw new RexError('NOT_FOUND', `Cohort ${part} of mission ${missionId} lacks records that it needs.`);
  }
  const mission = outreachMission(found);
  if (drafts.leads.some(({ messages }) => messages.length === 0)) {
    const leads = await deps.leads.getMany(
      workspace,
      drafts.leads.map((lead) => lead.leadId),
    );
    const now = deps.clock.now();
    const view = { content, mission, now };
    const numbers = content.channels ? await numbersOfLeads(deps, workspace, leads) : [];
    const present = hasChoice(content) ? leads.filter((lead) => lead !== undefined) : [];
    const sendsOf = await sendsBefore(deps.sends, mission, present);
    const steps = Array.from({ length: mission.params.steps }, (_, i) => i + 1);
    await deps.cohorts.saveDrafts(workspace, missionId, {
      ...drafts,
      leads: drafts.leads.map((undrafted, i) => {
        const lead = leads[i];
        const channels =
          lead && planChannels(view, lead, undrafted, { number: numbers[i], sends: sendsOf(lead.id) });
        const drafted = channels ? { ...undrafted, channels } : undrafted;
        return {
          ...drafted,
          messages: steps.map((n) => {
            if (!lead) return blockedDraft('LEAD_GONE');
            const built = buildMessage(content, mission, lead, drafted, n, now);
            return built.ok ? built.hash : blockedDraft(built.blocked);
          }),
        };
      }),
    });
  }
  await finishPart(deps, { workspace, missionId, name: step }, part);
}
