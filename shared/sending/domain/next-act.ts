import type { Cohort, LeadDrafts } from '../../drafting/domain/cohort.ts';
import { type ContactLease, heldByAnother } from '../../leads/domain/contact-lease.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { contactLease } from './guards/contact-lease.ts';
import type { SendContext } from './guards/guard.ts';
import { firstObstacle } from './guards/guards.ts';
import { sendWindow } from './guards/send-window.ts';
import { journeyState } from './journey.ts';
import type { Send } from './send.ts';
import type { DueAt } from './send-time.ts';

/** The next act for one lead. */
export type NextAct =
  | { readonly act: 'none'; readonly because: string }
  | { readonly act: 'block'; readonly code: string; readonly step: number }
  | {
      readonly act: 'look-again';
      readonly at: Date;
      readonly because: string;
      /** The message of this step is due, but another part of Rex holds the contact lease. */
      readonly lost?: { readonly step: number; readonly to: ContactLease };
    }
  | { readonly act: 'settle-unknown'; readonly send: Send }
  | { readonly act: 'send'; readonly step: number; readonly context: SendContext };

export interface LeadView {
  readonly drafted: LeadDrafts;
  /** `undefined` for one who is gone, and for one of whom the ledger says enough (`needsLead`). */
  readonly lead: Lead | undefined;
  readonly sends: readonly Send[];
  readonly delaysDays: readonly number[];
  readonly firstDueAt: Date;
  readonly now: Date;
  readonly dueAtSendHour: DueAt;
  readonly contextOf: (lead: Lead, step: number, dueAt: Date) => SendContext;
}

/** OutreachAgent: the next act for one lead, from the ledger and the guards alone. */
export function nextAct(view: LeadView): NextAct {
  const { lead, now } = view;
  const state = journeyState(view.sends, view.delaysDays, view.firstDueAt, now);
  if (state.kind === 'ended') return { act: 'none', because: state.reason };
  if (state.kind === 'settling') {
    return state.until <= now
      ? { act: 'settle-unknown', send: state.send }
      : { act: 'look-again', at: state.until, because: 'SETTLING' };
  }
  if (!lead) {
    return state.dueAt > now
      ? { act: 'look-again', at: state.dueAt, because: 'NOT_DUE' }
      : { act: 'block', code: 'LEAD_GONE', step: state.step };
  }
  // In most rounds most leads are not due, and no message needs to be built to know that.
  const dueAt = view.dueAtSendHour(lead, state.step, state.dueAt);
  if (dueAt > now) return { act: 'look-again', at: dueAt, because: 'NOT_DUE' };
  const context = view.contextOf(lead, state.step, dueAt);
  const obstacle = firstObstacle(context);
  const to = obstacle?.code === contactLease.code ? heldByAnother(lead, context.key, now) : undefined;
  if (to) {
    return {
      act: 'look-again',
      at: new Date(to.until),
      because: contactLease.code,
      lost: { step: state.step, to },
    };
  }
  if (!obstacle) return { act: 'send', step: state.step, context };
  const { code, verdict } = obstacle;
  if (verdict.verdict !== 'wait') return { act: 'block', code, step: state.step };
  const at = afterQuietHours(context, verdict.until);
  // The hour of a first step counts from the day on which it may go.
  const hour = state.step === 1 ? view.dueAtSendHour(lead, 1, at) : at;
  return { act: 'look-again', at: hour, because: code };
}

/**
 * Whether the lead's record says more of the next act than the ledger. In most rounds it does for few: the others have had
 * their last message, or wait for the day of the next one. Only an hour of that day depends on where somebody lives.
 */
export function needsLead(
  { sends, delaysDays, firstDueAt, now }: Pick<LeadView, 'sends' | 'delaysDays' | 'firstDueAt' | 'now'>,
  { sendHours }: Pick<Cohort, 'sendHours'>,
): boolean {
  const state = journeyState(sends, delaysDays, firstDueAt, now);
  if (state.kind !== 'next') return false;
  return state.dueAt <= now || typeof sendHours?.[state.step - 1] === 'number';
}

/** What waits for the next day, whose budgets are new at midnight UTC, need not look in the lead's night. */
export function afterQuietHours(context: SendContext, at: Date): Date {
  const verdict = sendWindow.check({ ...context, now: at });
  return verdict.verdict === 'wait' ? verdict.until : at;
}
