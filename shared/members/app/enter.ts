import type { Clock } from '../../kernel/clock.ts';
import type { Role } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import { newEvent, type RexEvent } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { memberEvents } from '../contract/events.ts';
import { isKey } from '../domain/api-key.ts';
import { changed, type Membership, withMembers } from '../domain/membership.ts';
import type { ApiKeyStore, InvitationStore, MembershipStore } from './ports/members.ts';

export interface MemberDeps {
  readonly memberships: MembershipStore;
  readonly teamInvitations: InvitationStore;
  readonly apiKeys: ApiKeyStore;
  readonly clock: Clock;
}

/** Who asks, as the authorizer has found them, and in which request. */
export interface Asking {
  readonly workspace: string;
  readonly role: Role;
  readonly subject: string;
  readonly email?: string | undefined;
  readonly correlationId: string;
}

/**
 * The membership of who asks. Those whom the sign-in brought have none until they are first seen here; it follows the claims of
 * their token until a member changes it.
 * @throws RexError FORBIDDEN for an API key: who is a member is decided by people
 */
export function enter(deps: MemberDeps, asking: Asking): Promise<Membership> {
  if (isKey(asking.subject))
    throw new RexError('FORBIDDEN', 'An API key may not do this: only a person may.');
  return retryOnConflict(async () => {
    const { workspace, subject, email } = asking;
    const known = await deps.memberships.get(workspace, subject);
    if (known?.state === 'gone') throw new RexError('NOT_FOUND', 'There is nothing here.');
    // The authorizer may still know the role of before: where members decide about it, the record does.
    const role = known?.from === 'member' ? known.role : asking.role;
    if (known && known.role === role && known.email === email) return known;
    const now = deps.clock.now();
    const at = { state: 'active', from: 'sign-in', since: now.toISOString() } as const;
    const member: Membership = known
      ? changed(known, { role, email })
      : { workspace, subject, version: 1, role, email, ...at };
    const team = await deps.memberships.team(workspace);
    await deps.memberships.save(
      withMembers(team, [member]),
      known ? [] : [memberEvent('member.joined', member, asking, now)],
    );
    return member;
  });
}

export const memberEvent = (
  name: 'member.joined' | 'member.left',
  { workspace, subject, version, role }: Membership,
  asking: Pick<Asking, 'subject' | 'correlationId'>,
  now: Date,
): RexEvent =>
  newEvent(
    memberEvents,
    name,
    {
      workspace,
      about: subject,
      sequence: version,
      correlationId: asking.correlationId,
      actor: { kind: 'user', id: asking.subject },
      data: { subject, role },
    },
    now,
  );
