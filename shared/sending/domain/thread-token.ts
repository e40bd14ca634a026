import * as z from 'zod';
import { leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { equalInConstantTime } from '../../kernel/hash.ts';
import { shortHash } from '../../kernel/ids.ts';

/**
 * Names one thread (a lead in a mission at a step) where no record can be looked up: in the Reply-To address and
 * in the unsubscribe link. Signed, so that nobody can unsubscribe or answer for somebody else; lower case and at
 * most 56 characters, so that it survives in the local part of an address (64 characters, RFC 5321).
 */
export interface Thread {
  readonly workspace: string;
  readonly leadId: string;
  /** The first characters of the mission id's hash: the lead's record knows which mission that is. */
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

/** The thread that a token names, or undefined when it is malformed or was not made by us. */
export function readThreadToken(secret: string, token: string): Thread | undefined {
  const [, workspace, lead, missionHash, step, signature] = TOKEN.exec(token.toLowerCase()) ?? [];
  if (signature === undefined) return undefined;
  const payload = `${workspace}-${lead}-${missionHash}-${step}`;
  if (!equalInConstantTime(signature, sign(secret, payload))) return undefined;
  return threadSchema.parse({ workspace, leadId: `l_${lead}`, missionHash, step });
}

/** 50 bits of SHA-256 over the secret on both sides of the payload: no extension, and no guessing online. */
const sign = (secret: string, payload: string): string =>
  shortHash(`${secret}\n${payload}\n${secret}`, SIGNATURE_LENGTH);
