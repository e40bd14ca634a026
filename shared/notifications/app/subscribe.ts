import type { z } from 'zod';
import type { Role } from '../../kernel/contract/common.ts';
import { RexError } from '../../kernel/errors.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { subscriptionBodySchema } from '../contract/notifications.ts';
import type { Member } from '../domain/member.ts';
import type { MemberStore } from './ports/notifications.ts';

export interface SubscribeDeps {
  readonly members: MemberStore;
}

/** A member, as their token says. */
export interface Subscriber {
  readonly workspace: string;
  readonly subject: string;
  readonly role: Role;
  readonly email?: string | undefined;
}

/**
 * Stores what a member wants to be told.
 * @throws RexError VALIDATION_FAILED for a channel by which they cannot be reached
 */
export const subscribe = async (
  { members }: SubscribeDeps,
  { workspace, subject, role, email }: Subscriber,
  body: z.output<typeof subscriptionBodySchema>,
): Promise<Member> => {
  if (body.channels.email && email === undefined)
    throw unreachable('email', 'needs an e-mail address, which your token does not have');
  if (body.channels.sms && body.phone === undefined)
    throw unreachable('sms', 'needs a number: say which in "phone"');
  return retryOnConflict(async () => {
    const known = await members.get(workspace, subject);
    const member = {
      workspace,
      subject,
      version: known?.version ?? 1,
      role,
      email,
      phone: body.phone,
      slackUser: known?.slackUser,
      channels: body.channels,
      types: body.types,
      requests: body.requests,
    };
    return members.save(member, known ? 'version' : 'absent');
  });
};

/** A member's role and address as their token says now: whoever lost the role decides nothing by links any more. */
export async function refreshMember(
  { members }: SubscribeDeps,
  { workspace, subject, role, email }: Subscriber,
): Promise<Member> {
  return retryOnConflict(async () => {
    const known = await members.get(workspace, subject);
    if (!known) throw new RexError('NOT_FOUND', 'You have no subscription.');
    if (known.role === role && known.email === (email ?? known.email)) return known;
    return members.save({ ...known, role, email: email ?? known.email }, 'version');
  });
}

/**
 * Which user of Slack decides in the name of a member.
 * @throws RexError NOT_FOUND; CONFLICT when that user is somebody else already
 */
export const mapToSlack = (
  { members }: SubscribeDeps,
  workspace: string,
  subject: string,
  slackUser: string | null,
): Promise<Member> =>
  retryOnConflict(async () => {
    const all = await members.list(workspace);
    const known = all.find((each) => each.subject === subject);
    if (!known) throw noMember(subject);
    const taken = all.find((each) => each.subject !== subject && each.slackUser === slackUser);
    if (slackUser !== null && taken)
      throw new RexError('CONFLICT', `${slackUser} is ${taken.subject} already.`);
    const others = all.filter((each) => each !== known);
    return members.mapToSlack({ ...known, slackUser: slackUser ?? undefined }, others);
  });

/** @throws RexError NOT_FOUND */
export const removeMember = ({ members }: SubscribeDeps, workspace: string, subject: string): Promise<void> =>
  retryOnConflict(async () => {
    const known = await members.get(workspace, subject);
    if (!known) throw noMember(subject);
    await members.remove(known);
  });

const noMember = (subject: string): RexError => new RexError('NOT_FOUND', `${subject} has no subscription.`);

const unreachable = (channel: string, message: string): RexError =>
  new RexError('VALIDATION_FAILED', `${channel} ${message}.`, {
    fields: [{ path: `body.channels.${channel}`, message }],
  });
