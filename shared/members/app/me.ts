import type { Role } from '../../kernel/contract/common.ts';
import { isKey } from '../domain/api-key.ts';
import { enter, type MemberDeps } from './enter.ts';

export interface Calling {
  readonly subject: string;
  readonly email?: string | undefined;
  readonly workspace?: string | undefined;
  readonly role?: Role | undefined;
  readonly correlationId: string;
}

/** Who calls, and where they are a member. A person whom the sign-in brought becomes a member by it. */
export async function readMe(deps: MemberDeps, calling: Calling) {
  const { subject, email, workspace, role, correlationId } = calling;
  const isMember = workspace !== undefined && role !== undefined;
  const known = { subject, email: email ?? null, workspace: workspace ?? null, role: role ?? null };
  if (isMember && isKey(subject)) return { ...known, workspaces: [await named(deps, { workspace, role })] };
  if (isMember) await enter(deps, { workspace, role, subject, email, correlationId });
  const seats = await deps.memberships.ofPerson(subject);
  return { ...known, workspaces: await Promise.all(seats.map((seat) => named(deps, seat))) };
}

async function named(
  { memberships }: MemberDeps,
  { workspace, role }: { readonly workspace: string; readonly role: Role },
) {
  const { organisation } = await memberships.team(workspace);
  const found = organisation === undefined ? undefined : await memberships.organisation(organisation);
  return { workspace, role, organisation: found?.name ?? null };
}
