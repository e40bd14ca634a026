import type { Role } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import { newEvent, type RexEvent } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { memberEvents } from '../contract/events.ts';
import {
  assertMayChange,
  assertOwned,
  changed,
  gone,
  type Membership,
  withMembers,
} from '../domain/membership.ts';
import { type Asking, enter, type MemberDeps, memberEvent } from './enter.ts';
import { revokeKeysOf } from './manage-keys.ts';

interface OfMember {
  readonly asking: Asking;
  readonly subject: string;
}

/** Those who are members now, the eldest first. */
export async function listMembers(deps: MemberDeps, workspace: string): Promise<Membership[]> {
  const all = await deps.memberships.list(workspace);
  return all.filter(({ state }) => state === 'active').toSorted((a, b) => (a.since < b.since ? -1 : 1));
}

/** @throws RexError NOT_FOUND, FORBIDDEN, CONFLICT for the last owner */
export const changeRole = (
  deps: MemberDeps,
  { asking, subject, role }: OfMember & { readonly role: Role },
): Promise<Membership> =>
  change(deps, { asking, subject }, (member, own) => {
    assertMayChange(own.role, member.role, role);
    return { next: [withRole(member, role)], told: [[member, role]] };
  });

/** The caller becomes an admin in the same write. @throws RexError NOT_FOUND, FORBIDDEN, CONFLICT for themselves */
export const transferOwnership = (deps: MemberDeps, of: OfMember): Promise<Membership> =>
  change(deps, of, (member, own) => {
    assertMayChange(own.role, 'owner');
    if (member.subject === own.subject)
      throw new RexError('CONFLICT', 'The ownership is handed to somebody else.');
    return {
      next: [withRole(member, 'owner'), withRole(own, 'admin')],
      told: [
        [member, 'owner'],
        [own, 'admin'],
      ],
    };
  });

/**
 * Also for oneself. Their token lets them in no more, and the API keys that they made are revoked first, so that a death in
 * between leaves nothing open that a repeat would not find.
 * @throws RexError NOT_FOUND, FORBIDDEN, CONFLICT for the last owner
 */
export async function removeMember(deps: MemberDeps, { asking, subject }: OfMember): Promise<void> {
  await change(deps, { asking, subject }, async (member, own) => {
    if (subject !== asking.subject) assertMayChange(own.role, member.role);
    assertOwned(withMembers(await deps.memberships.team(asking.workspace), [gone(member)]));
    await revokeKeysOf(deps, asking, subject);
    return { next: [gone(member)], told: [] };
  });
}

interface Change {
  readonly next: readonly Membership[];
  /** Who got which role. */
  readonly told: readonly (readonly [Membership, Role])[];
}

async function change(
  deps: MemberDeps,
  { asking, subject }: OfMember,
  decide: (member: Membership, own: Membership) => Change | Promise<Change>,
): Promise<Membership> {
  const { workspace } = asking;
  await enter(deps, asking);
  return retryOnConflict(async () => {
    const [team, own, member] = await Promise.all([
      deps.memberships.team(workspace),
      deps.memberships.get(workspace, asking.subject),
      deps.memberships.get(workspace, subject),
    ]);
    if (own?.state !== 'active' || member?.state !== 'active')
      throw new RexError('NOT_FOUND', `There is no member ${subject}.`);
    const { next, told } = await decide(member, own);
    const done = withMembers(team, next);
    assertOwned(done);
    const now = deps.clock.now();
    const left = next.filter(({ state }) => state === 'gone');
    await deps.memberships.save(done, [
      ...left.map((each) => memberEvent('member.left', each, asking, now)),
      ...told.map(([before, role]) => roleEvent(before, role, asking, now)),
    ]);
    return next[0] ?? member;
  });
}

const withRole = (member: Membership, role: Role): Membership => changed(member, { role, from: 'member' });

const roleEvent = (before: Membership, role: Role, asking: Asking, now: Date): RexEvent =>
  newEvent(
    memberEvents,
    'member.role-changed',
    {
      workspace: before.workspace,
      about: before.subject,
      sequence: before.version + 1,
      correlationId: asking.correlationId,
      actor: { kind: 'user', id: asking.subject },
      data: { subject: before.subject, role, before: before.role },
    },
    now,
  );
