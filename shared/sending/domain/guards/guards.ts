import { alreadyBought } from './already-bought.ts';
import { approved } from './approval.ts';
import { canary } from './canary.ts';
import { channelCap } from './channel-cap.ts';
import { channelConsent } from './channel-consent.ts';
import { channelRoute } from './channel-route.ts';
import { consent } from './consent.ts';
import { contactLease } from './contact-lease.ts';
import { dailyBudget, inboxCap, warmupCap } from './daily-limits.ts';
import { domainHealth } from './domain-health.ts';
import { draft } from './draft.ts';
import { due } from './due.ts';
import { evidence } from './evidence.ts';
import { frequencyCap } from './frequency-cap.ts';
import type { Guard, SendContext, Verdict } from './guard.ts';
import { held } from './held.ts';
import { listStopped } from './list-stopped.ts';
import { meetingBooked } from './meeting-booked.ts';
import { missionActive } from './mission-active.ts';
import { neverMailAddress } from './never-mail.ts';
import { notBefore } from './not-before.ts';
import { numberStopped } from './number-stopped.ts';
import { paused } from './paused.ts';
import { riskBudgetLeft } from './risk-budget.ts';
import { sendWindow } from './send-window.ts';
import { suppressed } from './suppressed.ts';
import { warmingDomain } from './warming-domain.ts';

/**
 * The order is fixed (design, section 7): first what stops everything, then what protects the person, then the approval, then
 * what protects domain and budget. A guard with `channels` is asked only for those. Dry run is no guard, because it changes
 * only the last act. The rate limit of the provider is applied when the message is claimed.
 */
export const GUARDS: readonly Guard[] = [
  missionActive,
  paused,
  listStopped,
  contactLease,
  suppressed,
  held,
  notBefore,
  meetingBooked,
  numberStopped,
  consent,
  channelConsent,
  alreadyBought,
  neverMailAddress,
  channelRoute,
  draft,
  approved,
  evidence,
  due,
  canary,
  frequencyCap,
  sendWindow,
  domainHealth,
  warmingDomain,
  warmupCap,
  riskBudgetLeft,
  inboxCap,
  channelCap,
  dailyBudget,
];

export interface GuardVerdict {
  readonly code: string;
  readonly verdict: Verdict;
}

const guardsOf = ({ channel }: SendContext): readonly Guard[] =>
  GUARDS.filter(({ channels }) => !channels || channels.includes(channel));

/** The verdict of the first guard that blocks, or else of the first that waits; undefined when all pass. */
export const firstObstacle = (context: SendContext): GuardVerdict | undefined =>
  firstObstacleOf(guardsOf(context), context);

/** The same for some of the guards, which may read less than the whole context. */
export function firstObstacleOf<Sees>(
  guards: readonly Guard<Sees>[],
  context: Sees,
): GuardVerdict | undefined {
  let waiting: GuardVerdict | undefined;
  for (const guard of guards) {
    const verdict = guard.check(context);
    if (verdict.verdict === 'block') return { code: guard.code, verdict };
    if (verdict.verdict === 'wait') waiting ??= { code: guard.code, verdict };
  }
  return waiting;
}

/** The verdicts of all guards, in order, for `explain`. */
export const allVerdicts = (context: SendContext): GuardVerdict[] =>
  guardsOf(context).map((guard) => ({ code: guard.code, verdict: guard.check(context) }));
