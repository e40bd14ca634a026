import * as z from 'zod';

/** For whoever is told of a stop. */
const STILL_SENDING =
  'Whoever was sending has not reported back yet: a group of up to 8 messages of a cohort (24 by SendGrid) may still be on its way.';

/** Beside the answer to a stop. */
export const stillSendingSchema = z
  .literal(true)
  .optional()
  .describe(
    'Present when whoever was sending has not reported back by the time of the answer: nothing more begins, but a group of up to ' +
      '8 messages of a cohort (24 by SendGrid) may still be on its way. Absent: nothing is',
  );

export type StillSending = { readonly stillSending?: true | undefined };

/** Of a stop, with what has to be said beside it. */
export const stopText = (text: string, { stillSending }: StillSending): string =>
  stillSending ? `${text} ${STILL_SENDING}` : text;

export const stillSending = (isQuiet: boolean): StillSending => (isQuiet ? {} : { stillSending: true });
