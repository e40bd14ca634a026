import * as z from 'zod';
import { instantSchema, plainText, roleSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';

export const subjectSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'a subject is 1 to 200 visible ASCII characters')
  .describe('The person, as the sign-in names them (`sub`)');
export const invitationIdSchema = z
  .string()
  .regex(/^in_[0-9a-z]{26}$/, 'the id of an invitation looks like in_ and 26 characters');
export const apiKeyIdSchema = z
  .string()
  .regex(/^ak_[0-9a-z]{26}$/, 'the id of an API key looks like ak_ and 26 characters');

/** What a key may be: only people own a workspace. */
export const KEY_ROLES = ['admin', 'operator', 'approver', 'viewer'] as const;
export const INVITATION_STATES = ['pending', 'accepted', 'revoked', 'expired'] as const;

const nameSchema = plainText({ min: 1, max: 100 });
const emailSchema = z.email().max(254);

const membershipSchema = z
  .object({
    workspace: workspaceIdSchema,
    role: roleSchema,
    organisation: z
      .string()
      .nullable()
      .describe('The name of the organisation that the workspace belongs to'),
  })
  .meta({ id: 'WorkspaceOfPerson' });

export const meSchema = z
  .object({
    subject: z.string(),
    email: z.string().nullable(),
    workspace: workspaceIdSchema.nullable().describe('The one that this request is about'),
    role: roleSchema.nullable(),
    workspaces: z.array(membershipSchema),
  })
  .meta({ id: 'Me' });

export const memberSchema = z
  .object({
    subject: z.string(),
    email: z.string().nullable(),
    role: roleSchema,
    since: instantSchema,
    addedBy: z.string().nullable().describe('Who invited them; null for those whom the sign-in brought'),
  })
  .meta({ id: 'Member' });

export const changeMemberBodySchema = z.strictObject({ role: roleSchema });

/** Names the workspace once more: who belongs to several leaves none by a slip. */
export const leaveBodySchema = z.strictObject({ workspace: workspaceIdSchema });

export const inviteBodySchema = z.strictObject({
  email: emailSchema,
  role: roleSchema.exclude(['owner']).describe('An owner is made by a transfer'),
});
/** `claimed`: the provider is being called. `unknown`: it gave no answer, so the mail may have arrived. */
export const INVITATION_MAIL_STATES = ['claimed', 'sent', 'failed', 'unknown'] as const;

export const invitationSchema = z
  .object({
    id: invitationIdSchema,
    email: z.string(),
    role: roleSchema,
    state: z.enum(INVITATION_STATES),
    invitedBy: z.string(),
    createdAt: instantSchema,
    expiresAt: instantSchema,
    mail: z
      .object({ state: z.enum(INVITATION_MAIL_STATES), at: instantSchema, reason: z.string().nullable() })
      .nullable()
      .describe('What became of the mail with the link. When it failed, hand the token over yourself'),
  })
  .meta({ id: 'Invitation' });
const invitationTokenSchema = z
  .string()
  .regex(/^rxi_[a-z][a-z0-9]{1,15}_[0-9a-z]{26}_[\w-]{43}$/, 'must be the token of an invitation');
export const newInvitationSchema = invitationSchema
  .extend({ token: z.string().describe('For `POST /api/invitations/accept`; not shown again') })
  .meta({ id: 'NewInvitation' });
export const acceptBodySchema = z.strictObject({ token: invitationTokenSchema });

export const createKeyBodySchema = z.strictObject({
  name: nameSchema,
  role: z.enum(KEY_ROLES),
  expiresInDays: z.number().int().min(1).max(3650).optional(),
});
export const apiKeySchema = z
  .object({
    id: apiKeyIdSchema,
    name: z.string(),
    role: roleSchema,
    createdBy: z.string(),
    createdAt: instantSchema,
    expiresAt: instantSchema.nullable(),
    lastUsedAt: instantSchema.nullable().describe('To the hour'),
    revokedAt: instantSchema.nullable(),
  })
  .meta({ id: 'ApiKey' });
export const newKeySchema = apiKeySchema
  .extend({ key: z.string().describe('To be sent as `Authorization: Bearer ...`; not shown again') })
  .meta({ id: 'NewApiKey' });

export const organisationBodySchema = z.strictObject({ name: nameSchema });
export const createWorkspaceBodySchema = z.strictObject({ id: workspaceIdSchema });
export const organisationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    workspaces: z.array(workspaceIdSchema),
  })
  .meta({ id: 'Organisation' });
