import * as z from 'zod';
import { HOUR } from '../../kernel/clock.ts';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { apiKeyIdSchema, KEY_ROLES } from '../contract/members.ts';

export const apiKeyRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: apiKeyIdSchema,
  version: z.number().int().min(1),
  name: z.string(),
  role: readUnknownAs(z.enum(KEY_ROLES), 'viewer'),
  /** Of the key itself. */
  hash: z.string(),
  createdBy: z.string(),
  createdAt: instantSchema,
  expiresAt: instantSchema.optional(),
  lastUsedAt: instantSchema.optional(),
  revokedAt: instantSchema.optional(),
});
export type ApiKey = z.infer<typeof apiKeyRecordSchema>;

const SUBJECT = /^key:ak_/;
/** How a key that calls is named: in events, and where a person would be. */
export const subjectOfKey = ({ id }: Pick<ApiKey, 'id'>): string => `key:${id}`;
export const isKey = (subject: string): boolean => SUBJECT.test(subject);

export const isGood = ({ revokedAt, expiresAt }: ApiKey, now: Date): boolean =>
  revokedAt === undefined && (expiresAt === undefined || now.toISOString() < expiresAt);

/** The key as used now; the same object within the hour, so that a busy key costs one write an hour. */
export function used(key: ApiKey, now: Date): ApiKey {
  const since =
    key.lastUsedAt === undefined ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(key.lastUsedAt);
  return since < HOUR ? key : { ...key, version: key.version + 1, lastUsedAt: now.toISOString() };
}
