/** When a message was opened, clicked and answered, if it was. */
interface Answered {
  readonly openedAt?: string | undefined;
  readonly clickedAt?: string | undefined;
  readonly repliedAt?: string | undefined;
}

/**
 * What a lead did with earlier messages. The time of that is left out: otherwise its score could fall below that of a lead that
 * never did anything, and a lead that answered one mission could not be selected by the next.
 */
export interface PastEngagement {
  readonly opens: number;
  readonly clicks: number;
  readonly replies: number;
}

export const NO_ENGAGEMENT: PastEngagement = { opens: 0, clicks: 0, replies: 0 };

/** Counts of messages opened, clicked and answered up to an instant, without actions of machines. */
export function pastEngagement(sends: readonly Answered[], upTo: Date): PastEngagement {
  const until = upTo.toISOString();
  const count = (field: 'openedAt' | 'clickedAt' | 'repliedAt'): number =>
    sends.filter(({ [field]: at }) => at !== undefined && at <= until).length;
  return { opens: count('openedAt'), clicks: count('clickedAt'), replies: count('repliedAt') };
}
