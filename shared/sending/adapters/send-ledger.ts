import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { countItems } from '../../engagement/adapters/hour-counters.ts';
import type { SomeCounts } from '../../engagement/domain/hour-counts.ts';
import { type Clock, DAY, systemClock } from '../../kernel/clock.ts';
import { isConflict, packed, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { SendLedger } from '../app/ports/sending.ts';
import {
  type CohortLedger,
  type CohortRef,
  claimEntry,
  ENTRY_KINDS,
  type EntryKind,
  emptyLedger,
  factsEntry,
  freeOf,
  type LedgerEntry,
  ledgerEntrySchema,
  type MessageFact,
  nameOf,
  type SendRef,
  withEntries,
} from '../domain/cohort-ledger.ts';
import { type Send, sendSchema, wasSent } from '../domain/send.ts';
import { entryPrefix, ledgerEntryKey, sendsPartition } from './keys.ts';

/** Before there were entries, every message was a record of its own. Those stay as they are. */
const itemSchema = z.union([ledgerEntrySchema, sendSchema]);
/** Cohorts that a process remembers, so that only what came since is read again. */
const REMEMBERED = 32;
/** Then all is read again, whatever changed it. */
const REMEMBERED_MS = DAY;
/** Places that are read at once behind the entries that are known. */
type Ahead = Partial<Readonly<Record<EntryKind, number>>>;
/** Mostly nothing was added, which the next places tell. */
const NEXT: Ahead = { worked: 1, told: 1 };
/** When feedback came, five cohorts in six had no more than these. */
const LATELY = { worked: 5, told: 3 } as const satisfies Ahead;

/**
 * The entries of a cohort stand in one partition, and each is put where none is: that guards every write, since whoever
 * decides without knowing the latest entry finds the place taken.
 */
export class DynamoSendLedger implements SendLedger {
  private readonly records: RecordTable;
  private readonly clock: Clock;
  private readonly remembered = new Map<string, { readonly ledger: CohortLedger; readonly until: number }>();

  constructor(records: RecordTable, clock: Clock = systemClock) {
    this.records = records;
    this.clock = clock;
  }

  async read(ref: CohortRef, consistency: 'consistent' | 'eventual' = 'consistent'): Promise<CohortLedger> {
    const known = this.known(ref);
    return known ? this.withFollowing(known, NEXT, consistency) : this.readAll(ref, consistency);
  }

  async latest(
    ref: CohortRef,
    messages: readonly Pick<SendRef, 'leadId' | 'step'>[],
    consistency: 'consistent' | 'eventual' = 'consistent',
  ): Promise<CohortLedger> {
    const known = this.known(ref);
    if (!known) return this.read(ref);
    const sendsOf = ({ sends }: CohortLedger) => messages.map((message) => sends.get(nameOf(message)));
    // Of a message that was sent, whoever works the cohort says no more.
    const ahead = sendsOf(known).every((send) => send && wasSent(send)) ? { told: LATELY.told } : LATELY;
    const next = await this.withFollowing(known, ahead, consistency);
    // Of a message whose claim was overlooked, nothing could be told.
    const hasAll = sendsOf(next).every((send) => send !== undefined);
    return hasAll || consistency === 'consistent' ? next : this.latest(ref, messages);
  }

  async claim(
    ledger: CohortLedger,
    sends: readonly Send[],
    epoch: number,
    facts: readonly MessageFact[] = [],
  ) {
    let known = ledger;
    return retryOnConflict(async () => {
      const [first, ...others] = freeOf(known, sends);
      if (!first) return { ledger: await this.settle(ledger, facts), claimed: [] };
      const claimed: [Send, ...Send[]] = [first, ...others];
      const entry = { ...claimEntry(ledger, claimed, epoch, facts), n: known.entries.worked + 1 };
      try {
        return { ledger: await this.add(known, entry), claimed };
      } catch (error) {
        if (!isConflict(error)) throw error;
        known = await this.read(ledger.ref);
        // The answer to our own write was lost, and the client wrote again.
        if (await this.isStored(known.ref, entry)) return { ledger: known, claimed };
        throw error;
      }
    });
  }

  async settle(ledger: CohortLedger, facts: readonly MessageFact[]): Promise<CohortLedger> {
    if (facts.length === 0) return ledger;
    // Of the ledger in which they were claimed: an erasure meanwhile takes names away, and leaves places.
    const entry = factsEntry(ledger, 'worked', facts);
    let known = ledger;
    return retryOnConflict(async () => {
      try {
        return await this.add(known, { ...entry, n: known.entries.worked + 1 });
      } catch (error) {
        if (isConflict(error)) known = await this.read(ledger.ref);
        throw error;
      }
    });
  }

  async tell(
    ledger: CohortLedger,
    facts: readonly MessageFact[],
    counted?: { readonly at: Date; readonly counts: SomeCounts },
  ): Promise<CohortLedger> {
    if (facts.length === 0) return ledger;
    const { workspace, cohort } = ledger.ref;
    const counts = counted
      ? countItems(this.records, {
          workspace,
          at: counted.at.toISOString(),
          spread: cohort,
          counts: counted.counts,
        })
      : [];
    const entry = factsEntry(ledger, 'told', facts);
    if (counts.length === 0) return this.add(ledger, entry);
    const key = keyOf(ledger.ref, entry);
    await transact(this.records, [this.records.putItem(key, asWritten(entry), 'absent'), ...counts]);
    return this.remember(withEntries(ledger, [entry]));
  }

  async get(ref: SendRef): Promise<Send | undefined> {
    return (await this.read(refOf(ref))).sends.get(nameOf(ref));
  }

  async ofCohort(ref: CohortRef, consistency?: 'consistent' | 'eventual'): Promise<Send[]> {
    const { sends } = await this.read(ref, consistency);
    return [...sends].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, send]) => send);
  }

  /**
   * All entries. They are not read at one moment, so those that an erasure takes a person out of may still be from before it: then they are
   * read once more.
   * @param erased the last entry of an erasure that was known before
   */
  private async readAll(
    ref: CohortRef,
    consistency: 'consistent' | 'eventual',
    erased = 0,
  ): Promise<CohortLedger> {
    const items = await this.records.all(partitionOf(ref), itemSchema, {
      consistent: consistency === 'consistent',
    });
    const isEntry = (item: LedgerEntry | Send): item is LedgerEntry => 'n' in item;
    const alone = items.filter((item): item is Send => !isEntry(item));
    const ledger = withEntries(emptyLedger(ref, alone), items.filter(isEntry));
    if (ledger.erased > erased) return this.readAll(ref, 'consistent', ledger.erased);
    this.remembered.delete(partitionOf(ref));
    return this.remember(ledger);
  }

  private async add(ledger: CohortLedger, entry: LedgerEntry): Promise<CohortLedger> {
    await this.records.put(keyOf(ledger.ref, entry), asWritten(entry), 'absent');
    return this.remember(withEntries(ledger, [entry]));
  }

  private async isStored(ref: CohortRef, entry: LedgerEntry): Promise<boolean> {
    const stored = await this.records.get(keyOf(ref, entry), ledgerEntrySchema);
    return stored !== undefined && isDeepStrictEqual(stored, entry);
  }

  private async withLater(
    known: CohortLedger,
    kinds: readonly EntryKind[],
    consistency: 'consistent' | 'eventual',
  ): Promise<CohortLedger> {
    const later: LedgerEntry[] = [];
    // What was told first: the claims that it tells of are there by then.
    for (const kind of kinds.toReversed()) later.push(...(await this.entriesAfter(known, kind, consistency)));
    const next = withEntries(known, later);
    return next.erased > known.erased
      ? this.readAll(known.ref, 'consistent', next.erased)
      : this.remember(next);
  }

  /** The places are read with whatever else is read at this moment; a list would be a request of its own, and is for those behind. */
  private async withFollowing(
    known: CohortLedger,
    ahead: Ahead,
    consistency: 'consistent' | 'eventual',
  ): Promise<CohortLedger> {
    const kinds = ENTRY_KINDS.filter((kind) => ahead[kind] !== undefined);
    const found = await Promise.all(
      kinds.map((kind) => {
        const places = Array.from({ length: ahead[kind] ?? 0 }, (_, i) => known.entries[kind] + 1 + i);
        const keys = places.map((n) => keyOf(known.ref, { kind, n }));
        return this.records.getMany(keys, ledgerEntrySchema, consistency);
      }),
    );
    const added = found.flat().filter((entry) => entry !== undefined);
    const next = withEntries(known, added);
    if (next.erased > known.erased) return this.readAll(known.ref, 'consistent', next.erased);
    // It tells of a claim that was not looked for, or stands behind a place that was not seen yet.
    const isOverlooked = added.some(({ kind, n }) => n > next.entries[kind]);
    if (isOverlooked) return this.withLater(next, ENTRY_KINDS, 'consistent');
    const unfinished = kinds.filter((_, i) => found[i]?.at(-1) !== undefined);
    return unfinished.length > 0 ? this.withLater(next, unfinished, consistency) : this.remember(next);
  }

  private async entriesAfter(
    ledger: CohortLedger,
    kind: EntryKind,
    consistency: 'consistent' | 'eventual',
  ): Promise<LedgerEntry[]> {
    const partition = partitionOf(ledger.ref);
    const entries: LedgerEntry[] = [];
    let last: string | null = keyOf(ledger.ref, { kind, n: ledger.entries[kind] }).sk;
    while (last !== null) {
      const page: { items: LedgerEntry[]; cursor: string | null } = await this.records.page(
        partition,
        ledgerEntrySchema,
        { prefix: entryPrefix(kind), cursor: last, consistent: consistency === 'consistent' },
      );
      entries.push(...page.items);
      last = page.cursor;
    }
    return entries;
  }

  private readonly now = (): number => this.clock.now().getTime();

  private known(ref: CohortRef): CohortLedger | undefined {
    const { ledger, until = 0 } = this.remembered.get(partitionOf(ref)) ?? {};
    return this.now() < until ? ledger : undefined;
  }

  /** Records of before may have changed when they are read again, so a ledger that has some is not remembered. */
  private remember(ledger: CohortLedger): CohortLedger {
    if (new Set(ledger.places.values()).size < ledger.sends.size) return ledger;
    const partition = partitionOf(ledger.ref);
    const until = this.remembered.get(partition)?.until ?? this.now() + REMEMBERED_MS;
    this.remembered.delete(partition);
    this.remembered.set(partition, { ledger, until });
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined && this.remembered.size > REMEMBERED) this.remembered.delete(oldest);
    return ledger;
  }
}

/** Of a few, packing saves nothing. */
const WORTH_PACKING = 3;
const asWritten = ({ claims = [], facts = [], ...entry }: LedgerEntry): object => ({
  ...entry,
  ...Object.fromEntries(
    Object.entries({ claims, facts })
      .filter(([, list]) => list.length > 0)
      .map(([name, list]) => [name, list.length < WORTH_PACKING ? list : packed(list)]),
  ),
});

const refOf = ({ workspace, missionId, cohort }: CohortRef): CohortRef => ({ workspace, missionId, cohort });

const partitionOf = ({ workspace, missionId, cohort }: CohortRef): string =>
  sendsPartition(workspace, missionId, cohort);

const keyOf = ({ workspace, missionId, cohort }: CohortRef, { kind, n }: Pick<LedgerEntry, 'kind' | 'n'>) =>
  ledgerEntryKey(workspace, missionId, cohort, kind, n);
