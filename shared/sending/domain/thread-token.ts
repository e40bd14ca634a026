import * as z from 'zod';
import { leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { equalInConstantTime } from '../../kernel/hash.ts';
import { shortHash } from '../../kernel/ids.ts';

/**
 * Identifies one thread (a lead in a mission at a step) in the Reply-To address and in the unsubscribe link, where no record
 * can be looked up. It is signed, so that nobody can unsubscribe or answer for somebody else; and in lower case with at most
 * 56 characters, so that it fits into the local part of an address (64 characters, RFC 5321).
 */
export interface Thread {
  readonly workspace: string;
  readonly leadId: string;
  /** The first characters of the hash of the mission id; the record of the lead shows which mission it is. */
  readonly missionHash: string;
  readonly step: number;
}

const MISSION_HASH_LENGTH = 6;
const SIGNATURE_LENGTH = 10;
const TOKEN = /^([a-z][a-z0-9]{1,15})-([0-9a-z]{20})-([0-9a-z]{6})-([1-9])-([0-9a-z]{10})$/;

const threadSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  missionHash: z.string(),
  step: z.coerce.number().int(),
});

export const missionHashOf = (missionId: string): string => shortHash(missionId, MISSION_HASH_LENGTH);

export function threadToken(secret: string, thread: Thread): string {
  const payload = `${thread.workspace}-${thread.leadId.slice(2)}-${thread.missionHash}-${thread.step}`;
  return `${payload}-${sign(secret, payload)}`;
}

/** The thread of a token; undefined when the token is malformed or its signature is wrong. */
export function readThreadToken(secret: string, token: string): Thread | undefined {
  const [, workspace, lead, missionHash, step, signature] = TOKEN.exec(token.toLowerCase()) ?? [];
  if (signature === undefined) return undefined;
  const payload = `${workspace}-${lead}-${missionHash}-${step}`;
  if (!equalInConstantTime(signature, sign(secret, payload))) return undefined;
  return threadSchema.parse({ workspace, leadId: `l_${lead}`, missionHash, step });
}

/** 50 bits of SHA-256 with the secret before and after the payload: no length extension, and too many to guess online. */
const sign = (secret: string, payload: string): string =>
  shortHash(`${secret}\n${payload}\n${secret}`, SIGNATURE_LENGTH);
