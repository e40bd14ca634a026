import * as z from 'zod';
import {
  instantSchema,
  leadIdSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import { channelSchema, NUMBER_CHANNELS, type NumberChannel } from '../contract/channels.ts';
import { channelEvents } from '../contract/events.ts';
import { canonicalNumber } from './canonical-number.ts';

const STOP_REASONS = ['asked', 'unreachable'] as const;
type StopReason = (typeof STOP_REASONS)[number];

const wordSchema = z.object({ at: instantSchema, source: z.string() });

/**
 * A telephone number in one workspace: whether each channel may write to it, and the last message to it, to which an
 * answer refers. It belongs to the number and not to the lead, because two leads may have the same number, and a stop holds
 * for whoever holds the telephone.
 */
export const contactNumberSchema = z.object({
  workspace: workspaceIdSchema,
  /** A hash: the number itself is kept with the lead only. */
  id: z.string(),
  version: z.number().int(),
  last: z
    .object({
      channel: channelSchema,
      missionId: missionIdSchema,
      cohort: z.string(),
      leadId: leadIdSchema,
      step: z.number().int(),
      at: instantSchema,
    })
    .optional(),
  /** The latest leads to whom Rex has written at this number: as far as it knows they are one person. */
  leads: z.array(leadIdSchema).optional(),
  channels: z
    .partialRecord(
      z.enum(NUMBER_CHANNELS),
      z.object({
        /** The latest request to stop; kept when a later start outdates it. */
        asked: wordSchema.optional(),
        /** When the provider reported that the number cannot be reached. Never undone. */
        unreachable: wordSchema.optional(),
        /** The person's own latest request to start. */
        started: wordSchema.optional(),
        answeredAt: instantSchema.optional(),
      }),
    )
    .default({}),
});
export type ContactNumber = z.infer<typeof contactNumberSchema>;

/** @param phone E.164, in any of the spellings that reach one telephone */
export const numberIdOf = (workspace: string, phone: string): string =>
  shortHash(`${workspace} ${canonicalNumber(phone)}`, 24);

export const newContactNumber = (workspace: string, id: string): ContactNumber => ({
  workspace,
  id,
  version: 0,
  channels: {},
});

/** Most leads that are remembered for a number. */
const LEADS_KEPT = 20;

/** The number after one more message to it. */
export const writtenTo = (
  number: ContactNumber,
  last: NonNullable<ContactNumber['last']>,
): ContactNumber => ({
  ...number,
  last,
  leads: [last.leadId, ...(number.leads ?? []).filter((id) => id !== last.leadId)].slice(0, LEADS_KEPT),
});

export interface NumberStop {
  readonly reason: StopReason;
  readonly at: string;
}

/** Why a number must not be written to; a start counts only when it is later than the stop that it withdraws. */
export function stopOf(number: ContactNumber | undefined, channel: NumberChannel): NumberStop | undefined {
  const known = number?.channels[channel];
  if (known?.unreachable) return { reason: 'unreachable', at: known.unreachable.at };
  if (!known?.asked || (known.started && known.started.at > known.asked.at)) return undefined;
  return { reason: 'asked', at: known.asked.at };
}

/** What forbids to write to a number, and nothing else that is known of it. */
export const stopsOf = (number: ContactNumber): ContactNumber['channels'] =>
  Object.fromEntries(
    NUMBER_CHANNELS.flatMap((channel) => {
      const { asked, unreachable } = number.channels[channel] ?? {};
      if (!stopOf(number, channel)) return [];
      return [[channel, { ...(asked && { asked }), ...(unreachable && { unreachable }) }]];
    }),
  );

/** Whether the holder has opted in by this channel itself (START), and has not sent a stop since. */
export const hasStarted = (number: ContactNumber | undefined, channel: NumberChannel): boolean =>
  number?.channels[channel]?.started !== undefined && stopOf(number, channel) === undefined;

export type NumberWord = StopReason | 'started' | 'answered';

/** Keywords may arrive twice and in any order: the latest of each kind counts. The same value when nothing changes. */
export function hearNumber(
  number: ContactNumber,
  channel: NumberChannel,
  word: NumberWord,
  { at, source }: { readonly at: string; readonly source: string },
): ContactNumber {
  const known = number.channels[channel] ?? {};
  const before = word === 'answered' ? known.answeredAt : known[word]?.at;
  if (before !== undefined && before >= at) return number;
  const next = word === 'answered' ? { ...known, answeredAt: at } : { ...known, [word]: { at, source } };
  return { ...number, channels: { ...number.channels, [channel]: next } };
}

/** The event of a change. It says whether the number may be written to, and contains no text of the person. */
export function numberEvents(
  before: ContactNumber,
  after: ContactNumber,
  channel: NumberChannel,
  { at, correlationId }: { readonly at: string; readonly correlationId: string },
): RexEvent[] {
  const [was, is] = [stopOf(before, channel), stopOf(after, channel)];
  if (was?.reason === is?.reason) return [];
  const { id, version, workspace } = before;
  const happening = { about: id, sequence: version + 1, workspace, correlationId, actor: REX };
  const now = new Date(at);
  return is
    ? [newEvent(channelEvents, 'number.stopped', { ...happening, data: { channel, reason: is.reason } }, now)]
    : [newEvent(channelEvents, 'number.started', { ...happening, data: { channel } }, now)];
}
