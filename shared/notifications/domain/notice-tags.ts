import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { noticeIdSchema } from '../contract/notifications.ts';
import type { Notice } from './notice.ts';

/** Tags of a mail are letters, digits, `_` and `-`; the name that an issuer gives somebody is anything. */
const subjectSchema = z
  .string()
  .regex(/^[\w-]+$/)
  .transform((text) => Buffer.from(text, 'base64url').toString('utf8'));
const tagsSchema = z.object({ workspace: workspaceIdSchema, notice: noticeIdSchema, member: subjectSchema });

type NoticeRef = Pick<Notice, 'workspace' | 'subject' | 'id'>;

/** By which the provider's events about the mail find its notice. */
export const noticeTags = ({ workspace, subject, id }: NoticeRef): Record<string, string> => ({
  workspace,
  notice: id,
  member: Buffer.from(subject, 'utf8').toString('base64url'),
});

/** Undefined for the tags of other mail. */
export function readNoticeTags(tags: Readonly<Record<string, string | undefined>>): NoticeRef | undefined {
  const { data } = tagsSchema.safeParse(tags);
  return data && { workspace: data.workspace, subject: data.member, id: data.notice };
}
