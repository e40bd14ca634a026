import * as z from 'zod';
import { type Channel, channelSchema } from '../../channels/contract/channels.ts';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { CONVERSATION_STATES, type ConversationChange } from '../contract/conversation.ts';

/**
 * All that was said with one lead, on every channel. It begins when the person writes, or when a member opens it. The messages
 * themselves are kept where they were sent and received; this says only who cares for them, and how far that has come.
 */
export const conversationSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  version: z.number().int().min(1),
  /** Counts what a member goes by who decides about it: who cares for it, its state, what the person wrote. */
  edition: z.number().int().min(1).optional(),
  state: readUnknownAs(z.enum(CONVERSATION_STATES), 'open'),
  openedAt: instantSchema,
  /** When the person wrote last, or a member answered or opened it. Lists are in this order. */
  lastAt: instantSchema,
  /** The subject of the member who cares for it. */
  assignee: z.string().optional(),
  snoozedUntil: instantSchema.optional(),
  labels: z.array(z.string()).default([]),
  /** The class of the latest message. */
  class: z.string().optional(),
  /** The channels by which the person wrote, the latest first. */
  channels: z.array(channelSchema).default([]),
  /** The missions to which the person wrote, the latest first. */
  missions: z.array(z.string()).default([]),
  /** The beginning of the latest message. */
  preview: z.object({ at: instantSchema, channel: channelSchema, text: z.string() }).optional(),
  /** Ids of the latest messages, so that one that comes twice changes nothing. */
  heard: z.array(z.string()).default([]),
});
export type Conversation = z.infer<typeof conversationSchema>;

export const conversationIdOf = (leadId: string): string => `c_${leadId.slice(2)}`;
export const leadOfConversation = (id: string): string => `l_${id.slice(2)}`;

/** Each has a place in an index, and a transaction has room for no more. */
export const MAX_LABELS = 20;
const MISSIONS_KEPT = 10;
const HEARD_KEPT = 50;
const PREVIEW = 200;

export interface HeardMessage {
  readonly id: string;
  readonly receivedAt: string;
  readonly channel: Channel;
  readonly subject: string;
  readonly text: string;
  readonly missionId?: string | undefined;
  readonly class?: string | undefined;
}

export const newConversation = (workspace: string, leadId: string, at: string): Conversation => ({
  workspace,
  leadId,
  version: 0,
  edition: 1,
  state: 'open',
  openedAt: at,
  lastAt: at,
  labels: [],
  channels: [],
  missions: [],
  heard: [],
});

/**
 * The conversation after a message of the person, or the same one when it has heard it before. What needs a person opens it,
 * and whatever a person writes ends a snooze.
 */
export function hear(known: Conversation, message: HeardMessage, needsAPerson: boolean): Conversation {
  if (known.heard.includes(message.id)) return known;
  const { receivedAt: at, channel, missionId } = message;
  const isLatest = known.preview === undefined || at >= known.preview.at;
  const begins = known.version === 0;
  const stays = begins ? 'done' : known.state === 'snoozed' ? 'open' : known.state;
  return {
    ...known,
    edition: begins ? 1 : editionOf(known) + 1,
    state: needsAPerson ? 'open' : stays,
    snoozedUntil: undefined,
    lastAt: at > known.lastAt || begins ? at : known.lastAt,
    heard: [message.id, ...known.heard].slice(0, HEARD_KEPT),
    channels: first(channel, known.channels),
    missions:
      missionId === undefined ? known.missions : first(missionId, known.missions).slice(0, MISSIONS_KEPT),
    ...(isLatest
      ? {
          class: message.class,
          preview: { at, channel, text: (message.text || message.subject).slice(0, PREVIEW) },
        }
      : {}),
  };
}

const first = <T>(item: T, others: readonly T[]): T[] => [item, ...others.filter((each) => each !== item)];

/** What a member does, or time. */
export type Act =
  | { readonly act: 'assign'; readonly to: string | undefined }
  | { readonly act: 'snooze'; readonly until: string }
  | { readonly act: 'label'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly act: 'finish' | 'reopen' | 'return' }
  | { readonly act: 'answer'; readonly at: string }
  | { readonly act: 'class'; readonly messageId: string; readonly class: string };

/** The conversation after an act; the same one (by identity) when it is so already. */
export function applyAct(known: Conversation, act: Act): Conversation {
  switch (act.act) {
    case 'assign':
      return known.assignee === act.to ? known : edited(known, { assignee: act.to });
    case 'snooze':
      return known.state === 'snoozed' && known.snoozedUntil === act.until
        ? known
        : edited(known, { state: 'snoozed', snoozedUntil: act.until });
    case 'label': {
      const kept = known.labels.filter((label) => !act.remove.includes(label));
      const labels = [...new Set([...kept, ...act.add])].toSorted();
      return labels.join('\n') === known.labels.join('\n') ? known : noted(known, { labels });
    }
    case 'finish':
      return moved(known, 'done');
    case 'reopen':
      return moved(known, 'open');
    case 'return':
      return known.state === 'snoozed' ? moved(known, 'open') : known;
    case 'answer':
      return act.at > known.lastAt ? noted(known, { lastAt: act.at }) : known;
    case 'class':
      return known.heard[0] !== act.messageId || known.class === act.class
        ? known
        : noted(known, { class: act.class });
  }
}

const moved = (known: Conversation, state: Conversation['state']): Conversation =>
  known.state === state ? known : edited(known, { state, snoozedUntil: undefined });

const edited = (known: Conversation, change: Partial<Conversation>): Conversation => ({
  ...known,
  ...change,
  edition: editionOf(known) + 1,
});

const noted = (known: Conversation, change: Partial<Conversation>): Conversation => ({
  ...known,
  ...change,
  edition: editionOf(known),
});

/**
 * What members know as its version. Labels, a corrected class and an answer that goes out are another version of the record, and
 * nothing that the decision of somebody else could contradict.
 */
export const editionOf = ({ edition, version }: Conversation): number => edition ?? version;

/** How an event names what an act did. */
export const changeOf = (act: Act): ConversationChange =>
  act.act === 'assign' ? (act.to === undefined ? 'unassigned' : 'assigned') : CHANGES[act.act];

const CHANGES: Readonly<Record<Exclude<Act['act'], 'assign'>, ConversationChange>> = {
  snooze: 'snoozed',
  label: 'labelled',
  finish: 'done',
  reopen: 'reopened',
  return: 'returned',
  answer: 'answered',
  class: 'classed',
};
