import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import type { Reply } from '../../leads/domain/inbound-message.ts';
import { REPLY_CLASSES, type ReplyClass } from '../../mail/contract/reply-class.ts';

/** What a person said of a text: the same words in this workspace are of this class from then on. */
export const classCorrectionSchema = z.object({
  workspace: workspaceIdSchema,
  /** Of the text, see `textKeyOf`. */
  key: z.string(),
  class: keepUnknown(z.enum(REPLY_CLASSES)),
  by: z.string(),
  at: instantSchema,
  /** The public id of the reply that was corrected. */
  reply: z.string(),
});
export type ClassCorrection = z.infer<typeof classCorrectionSchema>;

type Reading = NonNullable<Reply['reading']>;

/** A reading as a person corrects it. What was read for another class does not go with it. */
export const correctedReading = (
  known: Reading | undefined,
  { class: corrected, by, at }: { readonly class: ReplyClass; readonly by: string; readonly at: string },
): Reading => ({
  ...(known?.language === undefined ? {} : { language: known.language }),
  ...(known?.class === corrected ? known : {}),
  class: corrected,
  certainty: 'certain',
  by: 'person',
  corrected: { by, at },
});
