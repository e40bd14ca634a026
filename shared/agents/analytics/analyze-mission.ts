import { approvalOfMission } from '../../approvals/app/approval-of-mission.ts';
import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { VARIANTS } from '../../experiments/contract/variants.ts';
import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { unpackOrder } from '../../leads/domain/lead.ts';
import { moveMission } from '../../missions/app/move-mission.ts';
import { currentMission, type ExecutionInput } from '../../missions/app/plan-mission.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { isOutreach } from '../../missions/contract/mission.ts';
import { countAudience, type ScoredLead } from '../../missions/domain/audience.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import { learnRisks } from '../../risk/app/learn-risks.ts';
import type { RiskEvidenceStore } from '../../risk/app/ports/risk-evidence.ts';
import type { Outcome } from '../../risk/domain/risk-evidence.ts';
import { type LearnSendTimesDeps, learnSendTimes } from '../../sending/app/learn-send-times.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import { countMessages, loadMessageFacts } from '../../sending/app/summarize-messages.ts';
import { inOutcomeWindow } from '../../sending/domain/guards/already-bought.ts';
import { type Send, wasSent } from '../../sending/domain/send.ts';
import { compareVariants, compareWithHoldout, type OutcomeArm, variantLeads } from './analytics.ts';

export interface AnalyzeDeps extends LearnSendTimesDeps {
  readonly missions: MissionStore;
  readonly approvals: ApprovalStore;
  readonly cohorts: CohortStore;
  readonly ledger: SendLedger;
  readonly leads: LeadStore;
  readonly riskEvidence: RiskEvidenceStore;
  readonly clock: Clock;
}

/** Writes the report of a mission: audience, messages, A/B test, and its effect compared with the holdout. */
export async function analyzeMission(deps: AnalyzeDeps, input: ExecutionInput): Promise<void> {
  const current = await currentMission(deps.missions, input);
  if (!current) return;
  const now = deps.clock.now();
  const mission =
    current.state === 'COLLECTING'
      ? await moveMission(deps.missions, current, 'analyze', { now, actor: REX })
      : current;
  if (mission.report || !isOutreach(mission)) return;
  const [facts, pages, model, approval] = await Promise.all([
    loadMessageFacts(deps, mission.workspace, mission.id),
    deps.missions.scoredPages(mission.workspace, mission.id),
    deps.missions.getModel(mission.workspace, mission.id),
    approvalOfMission(deps.approvals, mission),
  ]);
  // Before the report, which says that all of this is done.
  await learnSendTimes(deps, mission, facts);
  const scored = pages.flatMap((page) => page.leads);
  await learnRisks(deps, mission, riskOutcomes(scored, facts.sends));
  // Compared as they were assigned, unless nobody got anything: in a dry run, or when the mission was stopped before.
  const isSent = facts.sends.some(wasSent);
  const treated = isSent ? facts.drafts.flatMap((drafts) => drafts.leads) : [];
  const heldOut = scored.filter((lead) => lead.heldOut);
  const [treatedArm, holdoutArm] = await Promise.all([
    outcomes(
      deps,
      mission,
      treated.map((lead) => lead.leadId),
      now,
    ),
    outcomes(
      deps,
      mission,
      heldOut.map((lead) => lead.id),
      now,
    ),
  ]);
  await deps.missions.save({
    ...mission,
    updatedAt: now.toISOString(),
    report: {
      audience: {
        ...countAudience(scored),
        emailed: new Set(facts.sends.filter(wasSent).map((send) => send.leadId)).size,
      },
      messages: countMessages(facts, approval?.state === 'approved'),
      ab: isSent ? compareVariants(variantLeads(VARIANTS, facts.drafts), facts.sends) : null,
      incremental: compareWithHoldout(treatedArm, holdoutArm),
      recommendations: [],
      model: model ? { ...model } : null,
    },
  });
}

/** What became of the first e-mail to each person, by what was known of them when they were scored. */
function riskOutcomes(scored: readonly ScoredLead[], sends: readonly Send[]): Outcome[] {
  const firsts = new Map<string, Send>();
  for (const send of sends.filter(({ channel }) => channel === 'email').filter(wasSent)) {
    const known = firsts.get(send.leadId);
    if (!known || send.step < known.step) firsts.set(send.leadId, send);
  }
  return scored.flatMap(({ id, kind }) => {
    const first = firsts.get(id);
    if (!first || kind === undefined) return [];
    const { bounce, complainedAt } = first;
    return [{ kind, bounced: bounce?.permanent === true, complained: complainedAt !== undefined }];
  });
}

async function outcomes(
  deps: AnalyzeDeps,
  mission: OutreachMission,
  leads: readonly string[],
  now: Date,
): Promise<OutcomeArm> {
  const records = await deps.leads.getOrders(mission.workspace, leads, 'eventual');
  const bought = records.map((record) =>
    Object.values(record?.orders ?? {})
      .map(unpackOrder)
      .filter((order) => order.amountCents >= 0 && inOutcomeWindow(order.orderedOn, mission, now)),
  );
  return {
    leads: leads.length,
    conversions: bought.filter((orders) => orders.length > 0).length,
    revenueCents: bought.flat().reduce((sum, order) => sum + order.amountCents, 0),
  };
}
