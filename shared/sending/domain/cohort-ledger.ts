import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import { currentTable } from '../../engagement/domain/judge-engagements.ts';
import { instantSchema, leadIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { applyFeedback, FEEDBACK_KINDS, type Feedback, type Send } from './send.ts';

/** The cohort of a ledger. */
export interface CohortRef {
  readonly workspace: string;
  readonly missionId: string;
  readonly cohort: string;
}

/** Identifies a message by its place in the ledger. */
export interface SendRef extends CohortRef {
  readonly leadId: string;
  readonly step: number;
}

/**
 * The messages that one sender claimed together, before any of them was sent. Their common fields are written once.
 */
const claimSchema = z.object({
  lead: leadIdSchema,
  step: z.number().int(),
  variant: z.string(),
  hash: z.string(),
  /** Absent when empty, as for channels without a subject. */
  subject: z.string().optional(),
  /** Absent for e-mail. */
  channel: channelSchema.optional(),
  /** Why this channel was chosen, when others were possible. */
  why: z.string().optional(),
  /** Number of segments of an SMS, which the network bills. */
  segments: z.number().int().optional(),
  /** Why the message could not be built; then no provider was called. */
  rejected: z.string().optional(),
});

/** Feedback about one message. `of` identifies it: by its claim, as `<entry>.<place>`, or as `<lead>#<step>`. */
const factSchema = z.object({
  of: z.string(),
  kind: keepUnknown(z.enum(FEEDBACK_KINDS)),
  /** The time, when it differs from that of the entry. */
  at: instantSchema.optional(),
  id: z.string().optional(),
  until: instantSchema.optional(),
  reason: z.string().optional(),
  permanent: z.boolean().optional(),
  /** Of an open or a click of before, instead of its signs: whether it was taken for a machine's. */
  machine: z.boolean().optional(),
  signs: z.array(z.string()).optional(),
  link: z.string().optional(),
  /** Version of the table of weights that judges opens and clicks; absent for the first. */
  by: z.number().int().optional(),
  bySender: z.boolean().optional(),
});
type Fact = z.infer<typeof factSchema>;

/** Writers of entries: the worker of the cohort, and everybody else who records feedback about its messages. */
export const ENTRY_KINDS = ['worked', 'told'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One entry of a cohort's ledger. Entries are added and never changed, except by an erasure, which says so by one of its own. */
export const ledgerEntrySchema = z.object({
  kind: refuseUnknown(z.enum(ENTRY_KINDS)),
  /** Its number among the entries of its kind: 1, 2, 3. */
  n: z.number().int().min(1),
  at: instantSchema,
  claims: z.array(claimSchema).optional(),
  /** Epoch of the lease under which the messages were claimed: only the holder of that lease sends them. */
  epoch: z.number().int().optional(),
  approvalId: z.string().optional(),
  domain: z.string().optional(),
  dryRun: z.boolean().optional(),
  facts: z.array(factSchema).optional(),
  /** An erasure has taken a person out of another entry: whoever has read that before must read all of them again. */
  erased: z.boolean().optional(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/**
 * Everything that is known about the messages of a cohort. It is built from two kinds of entries: those of the worker of the
 * cohort (claims, and answers of the provider), in their order, and those of everybody else, in any order.
 */
export interface CohortLedger {
  readonly ref: CohortRef;
  /** By `<lead>#<step>`, in the order of the claims. */
  readonly sends: ReadonlyMap<string, Send>;
  /** Messages by claim. */
  readonly places: ReadonlyMap<string, string>;
  /** Number of entries of each kind that it includes. */
  readonly entries: Readonly<Record<EntryKind, number>>;
  /** Number of the last entry it includes that tells of an erasure; 0 without one. */
  readonly erased: number;
}

export const nameOf = ({ leadId, step }: Pick<SendRef, 'leadId' | 'step'>): string => `${leadId}#${step}`;

/** @param sends messages that are records of their own, from before there were entries */
export const emptyLedger = (
  { workspace, missionId, cohort }: CohortRef,
  sends: readonly Send[] = [],
): CohortLedger => ({
  // A message names its ledger too, and what it says beside that is not of the others.
  ref: { workspace, missionId, cohort },
  sends: new Map(sends.map((send) => [nameOf(send), send])),
  places: new Map(),
  entries: { worked: 0, told: 0 },
  erased: 0,
});

/**
 * Adds the entries that follow those it includes. Entries after a gap are left out, and those that tell of a claim which it does not
 * know yet: the two rows are not read at one moment.
 */
export function withEntries(ledger: CohortLedger, added: readonly LedgerEntry[]): CohortLedger {
  const worked = following(added, 'worked', ledger.entries.worked);
  const claimed = ledger.entries.worked + worked.length;
  const all = following(added, 'told', ledger.entries.told);
  const early = all.findIndex(({ facts = [] }) => facts.some(({ of }) => claimOf(of) > claimed));
  const told = early < 0 ? all : all.slice(0, early);
  if (worked.length + told.length === 0) return ledger;
  const sends = new Map(ledger.sends);
  const places = new Map(ledger.places);
  for (const entry of [...worked, ...told]) {
    // First: they are about messages of earlier entries.
    addFacts(entry);
    for (const [i, send] of claimsOf(ledger.ref, entry).entries()) {
      sends.set(nameOf(send), claimedAgain(sends.get(nameOf(send)), send));
      places.set(`${entry.n}.${i}`, nameOf(send));
    }
  }
  const entries = {
    worked: ledger.entries.worked + worked.length,
    told: ledger.entries.told + told.length,
  };
  const erased = told.findLast((entry) => entry.erased)?.n ?? ledger.erased;
  return { ...ledger, sends, places, entries, erased };

  function addFacts({ at, facts = [] }: LedgerEntry): void {
    for (const fact of facts) {
      const name = places.get(fact.of) ?? fact.of;
      const send = sends.get(name);
      const feedback = feedbackOf(fact, at);
      if (send && feedback) sends.set(name, applyFeedback(send, feedback));
    }
  }
}

/** The number of the entry that claimed a message; 0 where a fact names the message itself. */
const claimOf = (of: string): number => Number(/^(\d+)\.\d+$/.exec(of)?.[1] ?? 0);

function following(added: readonly LedgerEntry[], kind: EntryKind, known: number): LedgerEntry[] {
  const later = added.filter((entry) => entry.kind === kind && entry.n > known).toSorted((a, b) => a.n - b.n);
  const gap = later.findIndex(({ n }, i) => n !== known + 1 + i);
  return gap < 0 ? later : later.slice(0, gap);
}

/** Those of the given messages that may be claimed, because they were never claimed or were released. */
export const freeOf = (ledger: CohortLedger, sends: readonly Send[]): Send[] =>
  sends.filter((send) => (ledger.sends.get(nameOf(send))?.state ?? 'released') === 'released');

/**
 * The entry of an erasure.
 * @param told number of entries that were told before
 */
export const erasureEntry = (told: number, at: Date): LedgerEntry => ({
  kind: 'told',
  n: told + 1,
  at: at.toISOString(),
  erased: true,
});

/**
 * The entry that claims messages, with their common time, approval, domain and dry run.
 * @param facts about messages that were claimed before
 */
export function claimEntry(
  ledger: CohortLedger,
  sends: readonly [Send, ...Send[]],
  epoch: number,
  facts: readonly MessageFact[] = [],
): LedgerEntry {
  const [{ claimedAt, approvalId, domain }] = sends;
  return {
    kind: 'worked',
    n: ledger.entries.worked + 1,
    at: claimedAt,
    epoch,
    approvalId,
    ...(domain ? { domain } : {}),
    ...(sends.some(({ state }) => state === 'dry_run') ? { dryRun: true } : {}),
    claims: sends.map((send) => ({
      lead: send.leadId,
      step: send.step,
      variant: send.variant,
      hash: send.contentHash,
      ...(send.subject ? { subject: send.subject } : {}),
      ...(send.channel === 'email' ? {} : { channel: send.channel }),
      ...(send.channelReason ? { why: send.channelReason } : {}),
      ...(send.segments === undefined ? {} : { segments: send.segments }),
      ...(send.state === 'rejected' ? { rejected: send.rejectedReason ?? '' } : {}),
    })),
    ...(facts.length > 0 ? { facts: factsOf(ledger, facts, claimedAt) } : {}),
  };
}

export interface MessageFact {
  readonly ref: Pick<SendRef, 'leadId' | 'step'>;
  readonly feedback: Feedback;
}

/** The entry with feedback about messages of the ledger. */
export function factsEntry(
  ledger: CohortLedger,
  kind: EntryKind,
  facts: readonly MessageFact[],
): LedgerEntry {
  const at = facts[0]?.feedback.at ?? '';
  return { kind, n: ledger.entries[kind] + 1, at, facts: factsOf(ledger, facts, at) };
}

/** In an order in which many of them are packed well: what changes least is first. */
function factsOf(ledger: CohortLedger, facts: readonly MessageFact[], ofEntry: string): Fact[] {
  const placeOf = new Map([...ledger.places].map(([place, name]) => [name, place]));
  return facts.map(({ ref, feedback }) => ({
    ...(feedback.at === ofEntry ? {} : { at: feedback.at }),
    ...storedFact(feedback),
    of: placeOf.get(nameOf(ref)) ?? nameOf(ref),
  }));
}

/** Feedback from before the message was released stays valid. */
function claimedAgain(before: Send | undefined, claim: Send): Send {
  const { releasedReason: _, ...learned } = before ?? claim;
  return { ...learned, ...claim };
}

function claimsOf(ref: CohortRef, entry: LedgerEntry): Send[] {
  const { at, approvalId = '', domain = '', dryRun, claims = [] } = entry;
  return claims.map((claim) => ({
    ...ref,
    leadId: claim.lead,
    step: claim.step,
    variant: claim.variant,
    state: claim.rejected !== undefined ? 'rejected' : dryRun ? 'dry_run' : 'claimed',
    channel: claim.channel ?? 'email',
    ...(claim.why ? { channelReason: claim.why } : {}),
    ...(claim.segments === undefined ? {} : { segments: claim.segments }),
    subject: claim.subject ?? '',
    contentHash: claim.hash,
    approvalId,
    domain,
    claimedAt: at,
    ...(claim.rejected === undefined ? {} : { rejectedReason: claim.rejected }),
  }));
}

/** The stored form of each kind, with short names, because a mission has many entries. */
function storedFact(feedback: Feedback): Omit<Fact, 'of' | 'at'> {
  const { kind } = feedback;
  switch (feedback.kind) {
    case 'sent':
    case 'delivered':
      return { kind, ...(feedback.providerMessageId ? { id: feedback.providerMessageId } : {}) };
    case 'assigned':
      return { kind, until: feedback.until };
    case 'rejected':
    case 'released':
    case 'unheard':
    case 'unknown':
      return { kind, reason: feedback.reason };
    case 'bounced':
      return { kind, permanent: feedback.permanent, reason: feedback.diagnostic };
    case 'deferred':
      return { kind, reason: feedback.reason, ...(feedback.bySender ? { bySender: true } : {}) };
    case 'opened':
    case 'clicked':
      return {
        kind,
        signs: [...feedback.signs],
        ...(feedback.link === undefined ? {} : { link: feedback.link }),
        ...storedTable(feedback.judgedBy ?? currentTable()),
      };
    case 'judged':
      return { kind, ...storedTable(feedback.judgedBy) };
    default:
      return { kind };
  }
}

const storedTable = (by: number): Pick<Fact, 'by'> => (by === 1 ? {} : { by });

/** Undefined for a kind of a newer version. */
function feedbackOf({ kind, at: own, ...fact }: Fact, ofEntry: string): Feedback | undefined {
  const at = own ?? ofEntry;
  switch (kind) {
    case 'sent':
    case 'delivered':
      return { kind, at, providerMessageId: fact.id };
    case 'assigned':
      return { kind, at, until: fact.until ?? at };
    case 'rejected':
    case 'released':
    case 'unheard':
    case 'unknown':
      return { kind, at, reason: fact.reason ?? '' };
    case 'bounced':
      return { kind, at, permanent: fact.permanent === true, diagnostic: fact.reason ?? '' };
    case 'deferred':
      return { kind, at, bySender: fact.bySender === true, reason: fact.reason ?? '' };
    case 'opened':
    case 'clicked':
      return {
        kind,
        at,
        signs: fact.signs ?? [fact.machine ? 'told_machine' : 'told_person'],
        link: fact.link,
        judgedBy: fact.by ?? 1,
      };
    case 'judged':
      return { kind, at, judgedBy: fact.by ?? 1 };
    case 'complained':
    case 'replied':
    case 'unsubscribed':
    case 'booked':
    case 'skipped':
      return { kind, at };
    default:
      return undefined;
  }
}
