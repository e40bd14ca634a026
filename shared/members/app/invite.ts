import { addMs, DAY } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { newEvent, type RexEvent } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { memberEvents } from '../contract/events.ts';
import { type Invitation, stateOf } from '../domain/invitation.ts';
import { changed, type Membership, withMembers } from '../domain/membership.ts';
import { isSecretOf, newSecret, readSecretName } from '../domain/secrets.ts';
import { type Asking, enter, type MemberDeps, memberEvent } from './enter.ts';

const GOOD_FOR_DAYS = 7;
const SHOWN_FOR_DAYS = 90;
const MOST_PENDING = 100;

/** Returns the token, which is not shown again. @throws RexError CONFLICT for a member or too many, FORBIDDEN */
export async function invite(
  deps: MemberDeps,
  { asking, email, role }: { readonly asking: Asking } & Pick<Invitation, 'email' | 'role'>,
): Promise<Invitation & { readonly token: string }> {
  await enter(deps, asking);
  const { workspace, subject } = asking;
  const now = deps.clock.now();
  const [members, known] = await Promise.all([
    deps.memberships.list(workspace),
    deps.teamInvitations.list(workspace),
  ]);
  if (members.some((each) => each.state === 'active' && isSame(each.email, email)))
    throw new RexError('CONFLICT', 'There is a member with this address.');
  if (known.filter((each) => stateOf(each, now) === 'pending').length >= MOST_PENDING)
    throw new RexError(
      'CONFLICT',
      `At most ${MOST_PENDING} invitations are open at a time: revoke one first.`,
    );
  const id = newId('in', now);
  const { secret, hash } = newSecret('rxi', workspace, id);
  const invitation: Invitation = {
    workspace,
    id,
    version: 1,
    email,
    role,
    hash,
    state: 'pending',
    invitedBy: subject,
    createdAt: now.toISOString(),
    expiresAt: addMs(now, GOOD_FOR_DAYS * DAY).toISOString(),
  };
  await deps.teamInvitations.save(invitation, [
    invitationEvent('invitation.created', invitation, asking, now),
  ]);
  return { ...invitation, token: secret };
}

/** Of the last 90 days, newest first. */
export async function listInvitations(deps: MemberDeps, workspace: string): Promise<Invitation[]> {
  const since = addMs(deps.clock.now(), -SHOWN_FOR_DAYS * DAY).toISOString();
  return (await deps.teamInvitations.list(workspace)).filter(({ createdAt }) => createdAt >= since);
}

/** To revoke what is revoked changes nothing. @throws RexError NOT_FOUND; CONFLICT for one that was accepted */
export async function revokeInvitation(
  deps: MemberDeps,
  { asking, id }: { readonly asking: Asking; readonly id: string },
): Promise<Invitation> {
  await enter(deps, asking);
  return retryOnConflict(async () => {
    const invitation = await deps.teamInvitations.get(asking.workspace, id);
    if (!invitation) throw new RexError('NOT_FOUND', `There is no invitation ${id}.`);
    if (invitation.state === 'accepted')
      throw new RexError('CONFLICT', 'It was accepted already: remove the member instead.');
    if (invitation.state === 'revoked') return invitation;
    const now = deps.clock.now();
    const next: Invitation = { ...invitation, version: invitation.version + 1, state: 'revoked' };
    await deps.teamInvitations.save(next, [invitationEvent('invitation.revoked', next, asking, now)]);
    return next;
  });
}

export interface Accept {
  readonly subject: string;
  readonly email?: string | undefined;
  readonly token: string;
  readonly correlationId: string;
}

/**
 * Makes the person whom it was sent to a member, in the write that uses it up. A repeat by the same person changes nothing.
 * @throws RexError NOT_FOUND for a token that opens nothing, CONFLICT for one that is used, revoked or expired, FORBIDDEN for
 * another address than the invited one
 */
export function accept(
  deps: MemberDeps,
  { subject, email, token, correlationId }: Accept,
): Promise<Membership> {
  return retryOnConflict(async () => {
    const name = readSecretName('rxi', token);
    const invitation = name && (await deps.teamInvitations.get(name.workspace, name.id));
    if (!invitation || !isSecretOf(invitation.hash, token))
      throw new RexError('NOT_FOUND', 'This invitation opens nothing. Ask for a new one.');
    if (!isSame(email, invitation.email))
      throw new RexError(
        'FORBIDDEN',
        'The invitation is for another address than the one you signed in with.',
      );
    const { workspace, role, invitedBy } = invitation;
    const known = await deps.memberships.get(workspace, subject);
    const now = deps.clock.now();
    const state = stateOf(invitation, now);
    if (known?.state === 'active' && (state === 'accepted' || state === 'pending') && known.from === 'member')
      return known;
    if (state !== 'pending')
      throw new RexError('CONFLICT', `This invitation is ${state}. Ask for a new one.`);
    const at = {
      email,
      role,
      state: 'active',
      from: 'member',
      since: now.toISOString(),
      addedBy: invitedBy,
    } as const;
    const member: Membership = known ? changed(known, at) : { workspace, subject, version: 1, ...at };
    await deps.memberships.save(
      withMembers(await deps.memberships.team(workspace), [member]),
      [memberEvent('member.joined', member, { subject, correlationId }, now)],
      { invitation: { ...invitation, version: invitation.version + 1, state: 'accepted' } },
    );
    return member;
  });
}

/** Providers treat the case of addresses as the same, and people type it as they like. */
const isSame = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

const invitationEvent = (
  name: 'invitation.created' | 'invitation.revoked',
  { workspace, id, version, role }: Invitation,
  { subject, correlationId }: Asking,
  now: Date,
): RexEvent =>
  newEvent(
    memberEvents,
    name,
    {
      workspace,
      about: id,
      sequence: version,
      correlationId,
      actor: { kind: 'user', id: subject },
      data: { invitationId: id, role },
    },
    now,
  );
