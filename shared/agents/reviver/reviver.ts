import { isHeldOut, variantOf } from '../../experiments/domain/holdout.ts';
import { type Lead, type LeadOrders, unpackOrder } from '../../leads/domain/lead.ts';
import type { ScoredLead } from '../../missions/domain/audience.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import { leadRisk } from '../../risk/domain/lead-risk.ts';
import { kindOf, type RiskEvidence } from '../../risk/domain/risk-evidence.ts';
import { riskFactsOf } from '../../risk/domain/risk-facts.ts';
import { contactFactsOf } from '../../scoring/domain/contact-facts.ts';
import type { PastEngagement } from '../../scoring/domain/past-engagement.ts';
import { purchaseHistory } from '../../scoring/domain/purchase-history.ts';
import { type LeadScore, scoreLead } from '../../scoring/domain/reactivation.ts';
import type { ReactivationModel } from '../../scoring/domain/reactivation-model.ts';
import {
  judgeRecoverable,
  type RecoverableVerdict,
  recoverablePolicySchema,
} from '../../scoring/domain/recoverable.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';

/** The reason for leaving out a lead that is in none of the mission's segments. */
export const OUTSIDE_SEGMENT = 'OUTSIDE_SEGMENT';

export interface ReviverView {
  readonly mission: OutreachMission;
  readonly settings: Settings;
  readonly model: ReactivationModel;
}

/** What a lead did before: what it bought, and what it made of the messages of earlier missions. */
export interface LeadPast {
  readonly orders: LeadOrders | undefined;
  readonly engagement: PastEngagement;
}

/** The relation of a lead to the segments that a mission writes to. */
export interface Fit {
  readonly inside: boolean;
  /** Ranks the lead in place of the score by its purchases. */
  readonly score?: number | undefined;
}

/** ReviverAgent: who is worth writing to, who is held out for good, and who gets which variant. */
export function reviveLead(
  view: ReviverView,
  lead: Lead,
  past: LeadPast,
  fit?: Fit,
  evidence?: RiskEvidence,
): ScoredLead {
  const { mission } = view;
  const { score, verdict } = judgeLead(view, lead, past);
  const asOf = asOfDate(mission);
  const history = purchaseHistory(ordersOf(past.orders), asOf);
  const base: ScoredLead = {
    id: lead.id,
    score: Math.round((fit?.score ?? score.score) * 100) / 100,
    timeZone: lead.profile.timeZone,
    purchases: history && { count: history.x + 1, lastOn: history.lastOn },
  };
  // Where leads are ranked by how well they fit, it does not matter whether they ever bought.
  const reasons = verdict.reasons
    .map(({ code }): string => code)
    .filter((code) => fit?.score === undefined || code !== 'LOST');
  if (fit && !fit.inside) reasons.push(OUTSIDE_SEGMENT);
  if (reasons.length > 0) return { ...base, excluded: reasons };
  if (isHeldOut(mission.workspace, lead.id, mission.params.holdout)) return { ...base, heldOut: true };
  const facts = riskFactsOf(lead, history?.lastOn, new Date(mission.createdAt));
  const { bounce, complaint } = leadRisk(facts, evidence);
  return {
    ...base,
    risk: Math.round(bounce * 1_000) / 1_000,
    complaintRisk: Math.round(complaint * 1_000_000) / 1_000_000,
    kind: kindOf(facts),
    variant: variantOf(mission.id, lead.id, view.settings.variants),
  };
}

/** The score with its factors and the verdict with its reasons: what `explain` tells again. */
export function judgeLead(
  { mission, settings, model }: ReviverView,
  lead: Lead,
  { orders, engagement }: LeadPast,
): { score: LeadScore; verdict: RecoverableVerdict } {
  const { profile } = lead;
  const contact = contactFactsOf(profile);
  const score = scoreLead(
    {
      orders: ordersOf(orders),
      engagement: {
        leadSince: profile.createdAt ? new Date(profile.createdAt) : undefined,
        lastContactedAt: profile.lastContactedAt ? new Date(profile.lastContactedAt) : undefined,
        ...engagement,
        consent: profile.consent,
      },
      contact,
    },
    model,
    asOfDate(mission),
  );
  const verdict = judgeRecoverable(
    {
      score,
      consent: profile.consent,
      address: contact.address,
      suppressed: lead.suppression !== undefined,
      held: lead.hold !== undefined,
    },
    recoverablePolicySchema.parse({
      dormantAfterWeeks: mission.params.dormantAfterWeeks,
      ...('activeWithinWeeks' in mission.params && mission.params.activeWithinWeeks !== undefined
        ? { activeWithinWeeks: mission.params.activeWithinWeeks }
        : {}),
      minimumScore: mission.params.minimumScore,
      consent: settings.requireConsent ? 'given' : 'not_refused',
    }),
  );
  return { score, verdict };
}

export const asOfDate = (mission: OutreachMission): Date =>
  new Date(`${mission.params.asOf ?? mission.createdAt.slice(0, 10)}T00:00:00Z`);

export const ordersOf = (orders: LeadOrders | undefined) =>
  Object.values(orders?.orders ?? {}).map(unpackOrder);
