import * as z from 'zod';

/** A text that contains JSON, such as a message of SNS. */
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

/** A message of SES through SNS; undefined for the test message that SES sends to a new topic, which needs no action. */
export const sesEnvelope = <S extends z.ZodType>(schema: S) => z.union([snsEnvelope(schema), greeting]);

const greeting = z
  .object({
    // The first is sent for a configuration set, the second for the notifications of an identity.
    Message: z.string().regex(/^Successfully validated SNS topic|"AmazonSnsSubscriptionSucceeded"/),
  })
  .transform(() => undefined);
