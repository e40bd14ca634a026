import * as z from 'zod';
import { importIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { importOfFileKey } from './file-key.ts';

const importMessageSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('chunk'),
    workspace: workspaceIdSchema,
    importId: importIdSchema,
    chunk: z.number().int().min(0),
  }),
  z.object({ kind: z.literal('start'), workspace: workspaceIdSchema, importId: importIdSchema }),
  z.object({ kind: z.literal('finish'), workspace: workspaceIdSchema, importId: importIdSchema }),
]);
export type ImportMessage = z.infer<typeof importMessageSchema>;

/** The notification of S3 about uploaded files. It may name several; keys are encoded as in a URL, with + for a space. */
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

/** S3 sends this once, when the notification is configured. */
const s3TestSchema = z.object({ Event: z.literal('s3:TestEvent') }).transform((): ImportMessage[] => []);

export const leadQueues = queues({
  imports: {
    /** Messages of Rex and notifications of S3, both as a list of our own messages. */
    message: z.union([
      importMessageSchema.transform((message): ImportMessage[] => [message]),
      s3NoticeSchema,
      s3TestSchema,
    ]),
    impact: 'An uploaded file is not imported, or only in part.',
    // The plan of the largest file takes most of it; see functions/consumers/imports/README.md.
    workSeconds: 900,
    memoryMb: 1024,
    batchSize: 1,
  },
});
