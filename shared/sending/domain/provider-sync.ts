import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';

/** Seconds since 1970. What was created from `since` on and before `until`, and how many of it were read. */
const windowSchema = z.object({
  since: z.number().int().min(0),
  until: z.number().int().min(0).optional(),
  offset: z.number().int().min(0).default(0),
});
export type ListWindow = z.infer<typeof windowSchema>;

/** How far the lists of a workspace and those of its account at SendGrid are the same. */
export const providerSyncSchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int().min(1),
  lists: z
    .object({
      bounces: windowSchema.optional(),
      invalid_emails: windowSchema.optional(),
      spam_reports: windowSchema.optional(),
      unsubscribes: windowSchema.optional(),
      groups: windowSchema.optional(),
    })
    .default({}),
  push: z
    .object({
      /** When the pass over the workspace's list began that is under way, or was the last. */
      begunAt: instantSchema,
      /** Where it goes on; null when it is done. */
      cursor: z.string().nullable(),
      /** When SendGrid was last about to be told of a page; absent where an earlier version told it. */
      toldAt: instantSchema.optional(),
    })
    .optional(),
  /** SendGrid asked not to be called before. */
  notBefore: instantSchema.optional(),
});
export type ProviderSync = z.infer<typeof providerSyncSchema>;
