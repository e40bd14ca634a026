import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { numberIdOf } from '../../channels/domain/contact-number.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type Actor, newEvent } from '../../kernel/events.ts';
import type { InboundMessage, LeadStore } from '../../leads/app/ports/leads.ts';
import type { HoldReason } from '../../leads/contract/hold.ts';
import { holdFor, replyIdOf } from '../../leads/domain/hold.ts';
import type { Reply } from '../../leads/domain/inbound-message.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import { replyEvents } from '../contract/events.ts';
import { correctedReading } from '../domain/class-correction.ts';
import { textKeyOf } from '../domain/text-key.ts';
import type { Inbox } from './ports/inbox.ts';
import type { ReplyStore } from './ports/replies.ts';

export interface HoldPersonDeps {
  readonly leads: LeadStore;
  readonly replies: ReplyStore;
  readonly numbers: ContactNumberStore;
  readonly inbox: Inbox;
  readonly clock: Clock;
}

export interface HoldPerson {
  readonly workspace: string;
  readonly leadId: string;
  readonly reason: HoldReason;
  readonly message: InboundMessage;
  /** The lead, where it was read before. */
  readonly lead?: Lead;
  /** Leads whom Rex has written to at the number that a text came from. */
  readonly atNumber?: readonly string[];
  /** The meeting that they booked, which ends their sequences. */
  readonly meeting?: NonNullable<Lead['meeting']>;
}

const RECIPIENT: Actor = { kind: 'recipient', id: 'inbound' };

/**
 * Stores an inbound message and holds its author, in one write: from then on no guard and no claim lets an automated message
 * pass, until somebody has decided. Other leads that are known to be the same person, because Rex wrote to them at the same
 * number, are held before. A message that is stored already holds nobody again.
 */
export async function holdPerson(
  deps: HoldPersonDeps,
  { workspace, leadId, reason, message: read, lead: known, atNumber = [], meeting }: HoldPerson,
): Promise<'stored' | 'repeated' | 'unknownLead'> {
  const id = replyIdOf(leadId, read.id);
  const held = { id, reason, channel: read.channel, receivedAt: read.receivedAt };
  const done = await retryFrom(
    known,
    () => deps.leads.get(workspace, leadId),
    async (lead) => {
      const [before, alsoHeld, reading, conversation] = await Promise.all([
        deps.replies.get(workspace, leadId, read.id),
        othersOf(deps, lead, atNumber),
        learnedReading(deps, workspace, read),
        deps.inbox.find(workspace, leadId),
      ]);
      const message = { ...read, reading };
      if (before) return { outcome: 'repeated', message, conversation } as const;
      for (const other of alsoHeld) await holdOther(deps, workspace, other, held);
      const now = deps.clock.now();
      const reply: Reply = { ...message, workspace, leadId, version: 1, hold: { reason, alsoHeld } };
      const told = newEvent(
        replyEvents,
        'lead.held',
        {
          about: leadId,
          sequence: lead.version + 1,
          workspace,
          correlationId: message.id,
          actor: RECIPIENT,
          data: {
            reason,
            channel: message.channel,
            reply: id,
            missionId: message.missionId ?? null,
            class: message.reading?.class ?? null,
            certainty: message.reading?.certainty ?? null,
          },
        },
        now,
      );
      await deps.replies.hold(holdFor(withMeeting(lead, meeting), held), reply, [told]);
      return { outcome: 'stored', message, conversation } as const;
    },
  );
  if (!done) return 'unknownLead';
  // Also after a repeat: the process before may have died in between.
  await done.conversation.received(done.message, true);
  return done.outcome;
}

const withMeeting = (lead: Lead, meeting: Lead['meeting']): Lead =>
  meeting && meeting.bookedAt > (lead.meeting?.bookedAt ?? '') ? { ...lead, meeting } : lead;

/** What a person said of the same words before, in the place of what was read from them. It never changes what holds. */
async function learnedReading(
  { replies }: HoldPersonDeps,
  workspace: string,
  { text, reading }: InboundMessage,
): Promise<InboundMessage['reading']> {
  const key = textKeyOf(text);
  const learned = key === undefined ? undefined : await replies.correctionOf(workspace, key);
  return learned ? correctedReading(reading, learned) : reading;
}

/** Leads whom Rex has texted at the number of this one. */
async function othersOf(
  { numbers }: HoldPersonDeps,
  lead: Lead,
  atNumber: readonly string[],
): Promise<string[]> {
  const { phone } = lead.profile;
  const number = phone ? await numbers.get(lead.workspace, numberIdOf(lead.workspace, phone)) : undefined;
  return [...new Set([...atNumber, ...(number?.leads ?? [])])].filter((id) => id !== lead.id);
}

async function holdOther(
  { leads }: HoldPersonDeps,
  workspace: string,
  leadId: string,
  held: Parameters<typeof holdFor>[1],
): Promise<void> {
  await retryFrom(
    undefined,
    () => leads.get(workspace, leadId),
    async (lead) => {
      const next = holdFor(lead, held);
      if (next !== lead) await leads.save(next);
    },
  );
}
