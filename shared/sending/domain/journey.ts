import { addMs, DAY, MINUTE } from '../../kernel/clock.ts';
import { endsSequence, type Send } from './send.ts';

/** A claim without a result after this time has an unknown result: a person decides, and Rex never sends it again. */
export const CLAIM_UNKNOWN_AFTER_MS = 15 * MINUTE;

export type JourneyState =
  | { readonly kind: 'ended'; readonly reason: string }
  /** A message is claimed or assigned to a person, and not settled yet; look again at `until`. */
  | { readonly kind: 'settling'; readonly send: Send; readonly until: Date }
  | { readonly kind: 'next'; readonly step: number; readonly dueAt: Date };

/**
 * The position of one lead in the sequence, computed from its ledger entries alone, so that no second record could contradict
 * them.
 * @param sends the lead's entries in this mission, in any order
 * @param delaysDays days between a step and the one before; index 0 is step 1
 */
export function journeyState(
  sends: readonly Send[],
  delaysDays: readonly number[],
  firstDueAt: Date,
  now: Date,
): JourneyState {
  // Checked before anything that ends the sequence; otherwise an unsettled claim would stay one for ever.
  const claimed = sends.find((send) => send.state === 'claimed');
  if (claimed) {
    const until = addMs(new Date(claimed.claimedAt), CLAIM_UNKNOWN_AFTER_MS);
    return { kind: 'settling', send: claimed, until: until < now ? now : until };
  }
  for (const send of sends) {
    const end = endsSequence(send);
    if (end) return { kind: 'ended', reason: end };
  }
  const latest = sends
    .filter((send) => send.state !== 'released')
    .reduce<Send | undefined>((best, send) => (best && best.step > send.step ? best : send), undefined);
  if (!latest) return { kind: 'next', step: 1, dueAt: firstDueAt };
  if (latest.state === 'assigned') {
    const until = new Date(latest.assignedUntil ?? latest.claimedAt);
    return { kind: 'settling', send: latest, until: until < now ? now : until };
  }
  const delay = delaysDays[latest.step];
  if (delay === undefined) return { kind: 'ended', reason: 'FINISHED' };
  return {
    kind: 'next',
    step: latest.step + 1,
    dueAt: addMs(new Date(latest.sentAt ?? latest.skippedAt ?? latest.claimedAt), delay * DAY),
  };
}
