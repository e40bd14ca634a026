import * as z from 'zod';
import { instantSchema, ROLES, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type INVITATION_STATES, invitationIdSchema } from '../contract/members.ts';

export const invitationRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: invitationIdSchema,
  version: z.number().int().min(1),
  email: z.string(),
  role: readUnknownAs(z.enum(ROLES), 'viewer'),
  /** Of its secret. */
  hash: z.string(),
  state: refuseUnknown(z.enum(['pending', 'accepted', 'revoked'])),
  invitedBy: z.string(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
});
export type Invitation = z.infer<typeof invitationRecordSchema>;

export const stateOf = ({ state, expiresAt }: Invitation, now: Date): (typeof INVITATION_STATES)[number] =>
  state === 'pending' && expiresAt <= now.toISOString() ? 'expired' : state;
