import * as z from 'zod';
import { importOfFileKey } from '../../../shared/leads/app/import-file-key.ts';
import { type ImportMessage, importMessageSchema } from '../../../shared/leads/contract/messages.ts';

/** What S3 sends when a file was uploaded: several at once, and keys as in a URL, with + for a space. */
const s3NoticeSchema = z
  .object({
    Records: z.array(
      z.object({ eventName: z.string(), s3: z.object({ object: z.object({ key: z.string() }) }) }),
    ),
  })
  .transform(({ Records }) =>
    Records.filter(({ eventName }) => /^(?:s3:)?ObjectCreated:/.test(eventName)).flatMap(
      ({ s3 }): ImportMessage[] => {
        const ref = importOfFileKey(decodeURIComponent(s3.object.key.replaceAll('+', ' ')));
        return ref ? [{ kind: 'start', ...ref }] : [];
      },
    ),
  );

/** Sent once, when the notification is configured. */
const s3TestSchema = z.object({ Event: z.literal('s3:TestEvent') }).transform((): ImportMessage[] => []);

/** Everything that arrives on the imports queue, as our own messages. */
export const importQueueSchema = z.union([
  importMessageSchema.transform((message): ImportMessage[] => [message]),
  s3NoticeSchema,
  s3TestSchema,
]);
