import * as z from 'zod';

/** JSON inside of JSON. */
export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: 'custom', message: 'is not JSON', input: text });
    return z.NEVER;
  }
});

/** A message that SNS delivered to the queue: its content is JSON inside of JSON. */
export const snsEnvelope = <S extends z.ZodType>(schema: S) =>
  z
    .object({ Message: jsonText })
    .transform((envelope) => envelope.Message)
    .pipe(schema);

/** What SES tells through SNS; undefined for that with which it greets a new topic, which asks for nothing. */
export const sesEnvelope = <S extends z.ZodType>(schema: S) => z.union([snsEnvelope(schema), greeting]);

const greeting = z
  .object({
    // Of a configuration set, and of an identity's notifications.
    Message: z.string().regex(/^Successfully validated SNS topic|"AmazonSnsSubscriptionSucceeded"/),
  })
  .transform(() => undefined);
