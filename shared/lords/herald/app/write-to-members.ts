import type { z } from 'zod';
import { addMs, DAY } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { CHANNELS } from '../../../notifications/contract/notifications.ts';
import { type Member, waysOfMessage } from '../../../notifications/domain/member.ts';
import type { Asked, AskedOf } from '../../../seats/app/carry-out.ts';
import { type Due, isDue } from '../../../seats/app/review-due.ts';
import { refusal } from '../../../seats/domain/refusal.ts';
import { type Draft, type Made, turned } from '../../../seats/domain/work.ts';
import {
  type approveInputSchema,
  type Broadcast,
  HERALD_CHANNELS,
  type Notification,
  type notifyInputSchema,
  type Recipient,
  type Words,
} from '../contract/schemas.ts';
import { herald } from '../contract/seat.ts';
import type { HeraldDeps } from './deps.ts';
import { settingsOf, wordsOf } from './write-template.ts';

/** Nobody answered: that is a no. */
const WAITS_MS = 3 * DAY;

export async function sendNotification(
  deps: HeraldDeps,
  { workspace, input, now }: Asked<z.output<typeof notifyInputSchema>>,
): Promise<Made> {
  const all = await deps.members.list(workspace);
  const strangers = input.to.flatMap((member, n) =>
    all.some(({ subject }) => subject === member)
      ? []
      : [{ path: `body.to.${n}`, message: `${member} has no subscription, so they are told nothing` }],
  );
  if (strangers.length > 0) throw refusal(strangers);
  const members = all.filter(({ subject }) => input.to.includes(subject));
  const { sources, ...words } = await written(deps, workspace, input);
  return {
    work: {
      kind: 'notification',
      // The title is told on the channel of the seat, which everybody may hear; the words are for those whom it names.
      title: `To ${members.length} ${members.length === 1 ? 'member' : 'members'} (${words.severity})`,
      result: { ...words, to: recipientsOf(members, input) },
      sources: [
        ...sources,
        ...members.map(
          ({ subject }) => ({ kind: 'person', id: subject, says: 'Has a subscription.' }) as const,
        ),
      ],
      dueAt: now.toISOString(),
    },
  };
}

export async function sendBroadcast(
  deps: HeraldDeps,
  { workspace, input, cause, now }: Asked<Words>,
): Promise<Made> {
  const members = await deps.members.list(workspace);
  if (members.length === 0)
    throw new RexError(
      'CONFLICT',
      'Nobody has a subscription, so nobody would be told. Each member says what they want to be told by register-subscriber, or under Notifications.',
    );
  const { sources, ...words } = await written(deps, workspace, input);
  // Of thousands of members a record holds no more than who they are.
  const to = members.map(({ subject }) => subject);
  const broadcast: Broadcast = {
    ...words,
    to,
    counts: countsOf(recipientsOf(members, input)),
    digest: digestOf({ ...words, to }),
    approvedBy: null,
  };
  const says = `Wrote it for all who had a subscription then: ${to.length}.`;
  return {
    work: {
      kind: 'broadcast',
      title: words.title,
      result: broadcast,
      sources: [...sources, { kind: 'person', id: cause.actor.id, says }],
      dueAt: addMs(now, WAITS_MS).toISOString(),
    },
  };
}

/** @throws RexError VALIDATION_FAILED where another digest is approved than that of the broadcast; CONFLICT once it has expired */
export async function approveBroadcast(
  _: HeraldDeps,
  { work, input, cause, now }: AskedOf<z.output<typeof approveInputSchema>>,
): Promise<Made> {
  const broadcast = work.result as Broadcast;
  const queued = turned(herald, work, 'queued');
  // The hourly round may not have come yet.
  if (isDue(work, now))
    throw new RexError('CONFLICT', `${work.id} has expired: it waited until ${work.dueAt}. Send it anew.`);
  if (input.digest !== broadcast.digest)
    throw refusal([{ path: 'body.digest', message: 'is not that of this broadcast: read it again' }]);
  return {
    work: {
      ...queued,
      result: { ...broadcast, approvedBy: cause.actor.id },
      sources: [...work.sources, { kind: 'person', id: cause.actor.id, says: 'Approved exactly this.' }],
      dueAt: now.toISOString(),
    },
  };
}

/** Has the notifications tell it: a notice is made of it and the member, so a repeat tells nobody again. */
export async function reviewWritten(
  { notifications }: Pick<HeraldDeps, 'notifications'>,
  { workspace, work, now }: Due,
): Promise<Made> {
  const { dueAt: _, ...rest } = work;
  if (work.state === 'awaiting') return { work: { ...turned(herald, rest, 'expired') } };
  const { title, text, severity, channels } = work.result as Notification | Broadcast;
  const to = membersOf(work.result as Notification | Broadcast);
  await notifications.send([
    {
      kind: 'write',
      workspace,
      about: work.id,
      at: work.createdAt,
      severity,
      title,
      message: text,
      to,
      channels: CHANNELS.filter((channel) => channels.includes(channel)),
    },
  ]);
  return {
    work: {
      ...turned(herald, rest, 'told'),
      outcome: {
        at: now.toISOString(),
        held: null,
        says: `${to.length} members are told; the log says what arrived.`,
        measures: { members: to.length },
      },
    },
  };
}

const membersOf = ({ to }: Pick<Notification | Broadcast, 'to'>): string[] =>
  to.map((each) => (typeof each === 'string' ? each : each.member));

async function written(
  deps: HeraldDeps,
  workspace: string,
  words: Words,
): Promise<Omit<Notification, 'to'> & Pick<Draft, 'sources'>> {
  const { severity, channels, templateId = null } = words;
  const [{ title, text }] = await Promise.all([wordsOf(deps, workspace, words), settingsOf(deps, workspace)]);
  return {
    title,
    text,
    templateId,
    severity,
    channels: [...new Set(channels)],
    sources: templateId === null ? [] : [{ kind: 'work', id: templateId, says: 'The template.' }],
  };
}

function recipientsOf(members: readonly Member[], { severity, channels }: Words): Recipient[] {
  const outside = CHANNELS.filter((channel) => channels.includes(channel));
  return members.map((member) => ({
    member: member.subject,
    ways: [{ channel: 'in_app', when: 'now' }, ...waysOfMessage(member, { severity, channels: outside })],
  }));
}

const countsOf = (to: readonly Recipient[]): Broadcast['counts'] =>
  Object.fromEntries(
    HERALD_CHANNELS.map((channel) => [
      channel,
      to.filter(({ ways }) => ways.some((way) => way.channel === channel)).length,
    ]),
  );

const digestOf = ({
  title,
  text,
  severity,
  channels,
  to,
}: Omit<Broadcast, 'digest' | 'counts' | 'approvedBy'>): string =>
  sha256(JSON.stringify([title, text, severity, channels, to]));
