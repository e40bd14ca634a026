/** When a message was opened, clicked and answered, as far as it was. */
interface Answered {
  readonly openedAt?: string | undefined;
  readonly clickedAt?: string | undefined;
  readonly repliedAt?: string | undefined;
}

/**
 * What a lead did with the messages that it was sent before. When it did so is left out: the score would fall below that
 * of a lead that never did anything, and whoever answered a mission could not be written to by the next one.
 */
export interface PastEngagement {
  readonly opens: number;
  readonly clicks: number;
  readonly replies: number;
}

export const NO_ENGAGEMENT: PastEngagement = { opens: 0, clicks: 0, replies: 0 };

/** Messages opened, clicked and answered up to an instant; what a machine did does not count. */
export function pastEngagement(sends: readonly Answered[], upTo: Date): PastEngagement {
  const until = upTo.toISOString();
  const count = (field: 'openedAt' | 'clickedAt' | 'repliedAt'): number =>
    sends.filter(({ [field]: at }) => at !== undefined && at <= until).length;
  return { opens: count('openedAt'), clicks: count('clickedAt'), replies: count('repliedAt') };
}
