import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { approvalIdSchema, instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { equalInConstantTime } from '../../kernel/hash.ts';

/** Who may decide what by a link in an e-mail: one approval, over one digest, by one member, for a time. */
export interface DecisionLink {
  readonly workspace: string;
  readonly approvalId: string;
  readonly digest: string;
  /** The member to whom it was sent, in whose name it decides. */
  readonly subject: string;
  readonly expiresAt: string;
}

const linkSchema = z.tuple([
  workspaceIdSchema,
  approvalIdSchema,
  z.string().min(1),
  z.string().min(1),
  instantSchema,
]);

export function decisionToken(secret: string, link: DecisionLink): string {
  const { workspace, approvalId, digest, subject, expiresAt } = link;
  const payload = Buffer.from(JSON.stringify([workspace, approvalId, digest, subject, expiresAt])).toString(
    'base64url',
  );
  return `${payload}.${sign(secret, payload)}`;
}

/** Undefined for whatever is not ours as we made it. It may have expired. */
export function readDecisionToken(secret: string, token: string): DecisionLink | undefined {
  const [payload = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0 || !equalInConstantTime(signature, sign(secret, payload))) return undefined;
  const { data } = linkSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  if (!data) return undefined;
  const [workspace, approvalId, digest, subject, expiresAt] = data;
  return { workspace, approvalId, digest, subject, expiresAt };
}

/** The purpose is part of it: no other token that this secret signs can be taken for one of these. */
const sign = (secret: string, payload: string): string =>
  createHmac('sha256', secret).update(`decision-link\n${payload}`).digest('base64url');
