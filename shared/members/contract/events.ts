import * as z from 'zod';
import { roleSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { apiKeyIdSchema, invitationIdSchema } from './members.ts';

const TEAM = { version: 1, channel: 'system', aggregate: 'TEAM' } as const;
const member = z.object({ subject: z.string(), role: roleSchema });
const ann = { subject: '7d1f0c1e-2b1b-4c43-9f0e-5f0d0b9f8a11', role: 'operator' } as const;
const invitation = z.object({ invitationId: invitationIdSchema, role: roleSchema });
const invited = { invitationId: 'in_01jd8w5gk3q4v6x8z0a2c4e6g8', role: 'operator' } as const;
const key = z.object({ keyId: apiKeyIdSchema, role: roleSchema });
const issued = { keyId: 'ak_01jd8w5gk3q4v6x8z0a2c4e6g8', role: 'viewer' } as const;

/** None of them has an address: who is told by webhook learns of people only how the sign-in names them. */
export const memberEvents = events({
  'member.joined': {
    ...TEAM,
    summary: 'Somebody became a member of the workspace.',
    data: member,
    example: ann,
  },
  'member.role-changed': {
    ...TEAM,
    summary: 'A member got another role.',
    data: member.extend({ before: roleSchema }),
    example: { ...ann, before: 'viewer' },
  },
  'member.left': {
    ...TEAM,
    summary: 'A member left the workspace, or was removed by another member (see `actor`).',
    data: member,
    example: ann,
  },
  'invitation.created': { ...TEAM, summary: 'Somebody was invited.', data: invitation, example: invited },
  'invitation.revoked': {
    ...TEAM,
    summary: 'An invitation was taken back.',
    data: invitation,
    example: invited,
  },
  'key.created': { ...TEAM, summary: 'An API key was made.', data: key, example: issued },
  'key.revoked': { ...TEAM, summary: 'An API key was revoked.', data: key, example: issued },
  'organisation.workspace-added': {
    ...TEAM,
    summary: 'The workspace was made, in the organisation of another one.',
    data: z.object({ organisation: z.string() }),
    example: { organisation: 'Acme Group' },
  },
});
