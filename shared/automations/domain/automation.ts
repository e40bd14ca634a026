import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { automationIdSchema, instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { CONNECTORS, ON_FAILURE } from '../contract/automations.ts';
import { automationEvents } from '../contract/events.ts';

/** A workflow or a crew outside of Rex that can be a step of a mission. */
export const automationRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: automationIdSchema,
  version: z.number().int().min(1),
  name: z.string(),
  connector: refuseUnknown(z.enum(CONNECTORS)),
  url: z.string(),
  workflowId: z.string().optional(),
  /** What `sealToken` made of the token of its API. */
  sealedToken: z.string().optional(),
  deadlineMinutes: z.number().int(),
  onFailure: refuseUnknown(z.enum(ON_FAILURE)),
  inputs: z.record(z.string(), z.string()),
  /** Grows with each new secret, which makes the earlier one invalid. */
  secretEpoch: z.number().int().min(1),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type Automation = z.infer<typeof automationRecordSchema>;

type Named = Pick<Automation, 'workspace' | 'id'>;
type Epoch = Named & Pick<Automation, 'secretEpoch'>;

/** A change of the first lines would change every secret that was given out, or make every stored token unreadable. */
const derive = (deploymentSecret: string, what: string, { workspace, id }: Named, epoch: number | string) =>
  createHmac('sha256', deploymentSecret).update(`automation-${what}\n${workspace}\n${id}\n${epoch}`);

/**
 * The key with which an automation signs its results. It is a text, since n8n's Crypto node takes the key of an HMAC as text
 * and not as bytes. Nothing stores it: it derives from the secret of the deployment.
 */
export const signingKey = (secret: string, of: Epoch): string =>
  derive(secret, 'signature', of, of.secretEpoch).digest('hex');

/** The same as Standard Webhooks writes it. */
export const signingSecret = (secret: string, of: Epoch): string =>
  `whsec_${Buffer.from(signingKey(secret, of)).toString('base64')}`;

/**
 * What Rex sends to start a workflow. n8n stores it in clear with every execution and may answer with it, so it opens
 * nothing else: results are signed by another key.
 */
export const startKey = (secret: string, of: Epoch): string =>
  `rk_${derive(secret, 'start', of, of.secretEpoch).digest('base64url')}`;

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a token (AES-256-GCM) by a key of this automation alone, which derives from the secret of the deployment. */
export function sealToken(secret: string, of: Named, token: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, derive(secret, 'token', of, '').digest(), iv);
  const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws Error when it was sealed for another automation, or changed */
export function openToken(secret: string, of: Named & Pick<Automation, 'sealedToken'>): string | undefined {
  if (of.sealedToken === undefined) return undefined;
  const bytes = Buffer.from(of.sealedToken, 'base64');
  const key = derive(secret, 'token', of, '').digest();
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString();
}

/** An event about an automation as it is after the change. */
export const automationEvent = (
  name: 'automation.added' | 'automation.removed' | 'automation.secret-rotated',
  { workspace, id, version, name: called, connector, url }: Automation,
  cause: Cause,
  now: Date,
): RexEvent =>
  newEvent(
    automationEvents,
    name,
    {
      ...cause,
      workspace,
      about: id,
      sequence: version,
      data: { automationId: id, name: called, connector, host: new URL(url).host },
    },
    now,
  );
