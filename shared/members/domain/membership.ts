import * as z from 'zod';
import { instantSchema, ROLES, type Role, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { ADMINS } from '../../kernel/contract/route.ts';
import { keepUnknown, readUnknownAs, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';

/** One person in one workspace. Of somebody who is gone it stays, without their address: their token is refused by it. */
export const membershipSchema = z.object({
  workspace: workspaceIdSchema,
  subject: z.string().min(1),
  version: z.number().int().min(1),
  email: z.string().optional(),
  role: readUnknownAs(z.enum(ROLES), 'viewer'),
  state: refuseUnknown(z.enum(['active', 'gone'])),
  /** Of `sign-in` the role follows the claims of the token, until a member changes it here. */
  from: keepUnknown(z.enum(['sign-in', 'member'])),
  since: instantSchema,
  addedBy: z.string().optional(),
});
export type Membership = z.infer<typeof membershipSchema>;

/** What holds for all members of a workspace together. Every change of a membership changes it too. */
export const teamSchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int().min(0),
  owners: z.array(z.string()),
  organisation: z.string().optional(),
  /** The workspace was made here, so the claims of a token alone make nobody a member of it. */
  membersOnly: z.boolean().optional(),
});
export type Team = z.infer<typeof teamSchema>;

export interface TeamChange {
  readonly team: Team;
  readonly members: readonly Membership[];
}

export const emptyTeam = (workspace: string): Team => ({ workspace, version: 0, owners: [] });

/** @throws RexError FORBIDDEN when the role may change no member, or not make or unmake an owner */
export function assertMayChange(by: Role, ...roles: readonly Role[]): void {
  if (!ADMINS.includes(by)) throw new RexError('FORBIDDEN', 'Only admins and owners change members.');
  if (roles.includes('owner') && by !== 'owner')
    throw new RexError('FORBIDDEN', 'Only an owner makes or unmakes owners.');
}

/** The team after some of its members became what they are given as. */
export function withMembers(team: Team, members: readonly Membership[]): TeamChange {
  const others = team.owners.filter((each) => members.every(({ subject }) => subject !== each));
  const owners = members.filter(({ role, state }) => role === 'owner' && state === 'active');
  const next = {
    ...team,
    version: team.version + 1,
    owners: [...others, ...owners.map(({ subject }) => subject)],
  };
  return { team: next, members };
}

/** @throws RexError CONFLICT when a change would leave nobody who owns the workspace */
export function assertOwned({ team }: TeamChange): void {
  if (team.owners.length > 0) return;
  throw new RexError(
    'CONFLICT',
    'The last owner stays: transfer the ownership to another member first (`rex members transfer`).',
  );
}

export const changed = (
  member: Membership,
  change: Partial<Pick<Membership, 'role' | 'state' | 'from' | 'email' | 'since' | 'addedBy'>>,
): Membership => ({ ...member, ...change, version: member.version + 1 });

/** What stays of somebody who is gone. */
export function gone({ email: _, ...member }: Membership): Membership {
  return changed(member, { state: 'gone', from: 'member' });
}
