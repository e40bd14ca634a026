import type { z } from 'zod';
import type { Role } from '../../../kernel/contract/common.ts';
import { ADMINS } from '../../../kernel/contract/route.ts';
import { RexError } from '../../../kernel/errors.ts';
import { removeMember, subscribe } from '../../../notifications/app/subscribe.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Due } from '../../../seats/app/review-due.ts';
import { refusal } from '../../../seats/domain/refusal.ts';
import { type Draft, type Made, turned, type Work } from '../../../seats/domain/work.ts';
import type { Subscription, SubscriptionChange, unsubscribeInputSchema } from '../contract/schemas.ts';
import { herald } from '../contract/seat.ts';
import type { HeraldDeps } from './deps.ts';

interface Person {
  readonly role: Role;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/** What a member wants to be told. Address and role are those of their membership, never what a request says. */
export async function registerSubscriber(
  deps: HeraldDeps,
  { workspace, input, cause, now }: Asked<Subscription>,
): Promise<Made> {
  const { email, phone } = await personOf(deps, workspace, cause.actor.id);
  const { channels } = input;
  if (channels.email && email === undefined)
    throw refusal([
      { path: 'body.channels.email', message: 'needs an e-mail address, and none of yours is known' },
    ]);
  if (channels.sms && phone === undefined)
    throw refusal([
      {
        path: 'body.channels.sms',
        message: 'needs a number: give it with PUT /api/notifications/subscription',
      },
    ]);
  return { work: changeOf({ member: cause.actor.id, change: 'register' }, now) };
}

/** @throws RexError CONFLICT where somebody who is no admin now ends the subscription of another one */
export async function unregisterSubscriber(
  deps: HeraldDeps,
  { workspace, input, cause, now }: Asked<z.output<typeof unsubscribeInputSchema>>,
): Promise<Made> {
  const { member = cause.actor.id } = input;
  if (member !== cause.actor.id) {
    // A subscription keeps the role of the day on which it was made: it gives no right.
    const membership = await deps.memberships.get(workspace, cause.actor.id);
    const role = membership?.state === 'active' ? membership.role : undefined;
    if (role === undefined || !ADMINS.includes(role))
      throw new RexError(
        'CONFLICT',
        `Only admins end the subscription of somebody else; you are ${role ?? 'no active member'}.`,
      );
  }
  if (!(await deps.members.get(workspace, member)))
    throw new RexError('NOT_FOUND', `${member} has no subscription.`);
  return { work: changeOf({ member, change: 'unregister' }, now) };
}

const changeOf = (result: SubscriptionChange, now: Date): Draft => ({
  kind: 'subscription',
  title: `${result.change} ${result.member}`,
  result,
  sources: [{ kind: 'person', id: result.member, says: 'Their subscription.' }],
  dueAt: now.toISOString(),
});

/** Changes the one subscription that there is. The same again leaves it as it is; a newer wish stands. */
export async function reviewSubscription(deps: HeraldDeps, { workspace, work, now }: Due): Promise<Made> {
  const { member, change } = work.result as SubscriptionChange;
  const { dueAt: _, ...done } = turned(herald, work, 'done');
  const newer = await newerOf(deps, work);
  if (newer) {
    const says = `${newer.id} is newer: nothing was changed by this one.`;
    return { work: { ...done, outcome: { at: now.toISOString(), held: null, says, measures: {} } } };
  }
  if (change === 'register') {
    const { phone, role, email } = await personOf(deps, workspace, member);
    const wanted = work.input as Subscription;
    await subscribe(deps, { workspace, subject: member, role, email }, { ...wanted, phone });
  } else if (await deps.members.get(workspace, member)) {
    await removeMember(deps, workspace, member);
  }
  return { work: done };
}

const PAGE = 50;

/** A wish of the same member that was written after this one. */
async function newerOf({ works }: Pick<HeraldDeps, 'works'>, of: Work): Promise<Work | undefined> {
  const { member } = of.result as SubscriptionChange;
  const prefix = `${herald.kinds.subscription.prefix}_`;
  let cursor: string | undefined;
  do {
    const page = await works.page(of.workspace, { limit: PAGE, cursor, prefix });
    // Newest first: behind this one all are older.
    const newer = page.items.filter(({ id }) => id > of.id);
    const found = newer.find(({ result }) => (result as SubscriptionChange).member === member);
    if (found) return found;
    cursor = newer.length < page.items.length ? undefined : (page.cursor ?? undefined);
  } while (cursor !== undefined);
  return undefined;
}

/** @throws RexError CONFLICT for somebody of whom neither membership nor subscription is known */
async function personOf(
  { members, memberships }: Pick<HeraldDeps, 'members' | 'memberships'>,
  workspace: string,
  subject: string,
): Promise<Person> {
  const [membership, known] = await Promise.all([
    memberships.get(workspace, subject),
    members.get(workspace, subject),
  ]);
  const person = membership?.state === 'active' ? membership : known;
  if (!person)
    throw new RexError(
      'CONFLICT',
      'Your membership is not recorded here: subscribe once with PUT /api/notifications/subscription.',
    );
  return { role: person.role, email: person.email ?? known?.email, phone: known?.phone };
}
