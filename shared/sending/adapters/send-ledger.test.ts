import { describe, expect, it } from 'vitest';
import { MemoryDatabase, maySeeThePast } from '../../../test/memory/database.ts';
import { portsOver } from '../../../test/memory/ports.ts';
import { openMemory, tableOver } from '../../../test/memory/tables.ts';
import { DynamoStoredData } from '../../gdpr/adapters/stored-data.ts';
import { eraseItem } from '../../gdpr/app/erase-item.ts';
import type { Person } from '../../gdpr/domain/erasure.ts';
import { scrubberOf } from '../../gdpr/domain/scrub.ts';
import { addMs, DAY, MINUTE } from '../../kernel/clock.ts';
import { isConflict } from '../../platform/adapters/dynamodb/table.ts';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import { emptyLedger, nameOf } from '../domain/cohort-ledger.ts';
import type { Feedback, Send } from '../domain/send.ts';
import { sendsPartition } from './keys.ts';
import { DynamoSendLedger } from './send-ledger.ts';

const REF = { workspace: 'acme', missionId: `m_${'9'.repeat(26)}`, cohort: 'utc-0001' };
const PARTITION = sendsPartition(REF.workspace, REF.missionId, REF.cohort);
const NOON = new Date('2026-03-05T12:00:00.000Z');
const leadId = (n: number): string => `l_${String(n).padStart(20, '0')}`;
const addressOf = (n: number): string => `p${n}@people.example`;

const claimOf = (n: number, at = NOON): Send => ({
  ...REF,
  leadId: leadId(n),
  step: 1,
  variant: 'A',
  state: 'claimed',
  channel: 'email',
  subject: `Hello ${addressOf(n)}`,
  contentHash: 'h',
  approvalId: 'a',
  domain: 'mail.acme.example',
  claimedAt: at.toISOString(),
});
const sent = (at = NOON): Feedback => ({ kind: 'sent', at: at.toISOString(), providerMessageId: 'p' });
const bounced = (n: number, at = NOON): Feedback => ({
  kind: 'bounced',
  at: at.toISOString(),
  permanent: true,
  diagnostic: `550 5.1.1 <${addressOf(n)}>: user unknown`,
});

const personOf = (n: number): Person => ({
  leadId: leadId(n),
  pseudonym: `l_x${String(n).padStart(19, '0')}`,
  texts: [addressOf(n)],
  values: [],
});

/** One scan of an erasure over the ledger. */
async function scan(tables: ReturnType<typeof openMemory>, n: number): Promise<void> {
  const person = personOf(n);
  const data = new DynamoStoredData(tables);
  const none = () => Promise.reject(new Error('There are no files here.'));
  const deps = {
    ...portsOver(tables, { now: () => NOON }),
    data,
    mails: { list: none, size: none, read: none, delete: none },
  };
  for (const item of await data.partition('records', PARTITION))
    await eraseItem(deps, { table: 'records', item, person, scrubber: scrubberOf(person) });
}

/** Two were sent a message, as one process has written and another has read it. */
async function remembered(clock = { now: () => NOON }) {
  const tables = openMemory();
  const writer = new DynamoSendLedger(tables.records, clock);
  const { ledger, claimed } = await writer.claim(emptyLedger(REF), [claimOf(1), claimOf(2)], 1);
  const of = await writer.settle(
    ledger,
    claimed.map((ref) => ({ ref, feedback: sent() })),
  );
  const reader = new DynamoSendLedger(tables.records, clock);
  await reader.read(REF);
  return { tables, writer, reader, ledger: of };
}

describe('a process that remembers a ledger', () => {
  it.each(['read', 'latest', 'get', 'ofCohort'] as const)(
    'finds nobody by %s who was erased',
    async (how) => {
      const { tables, reader } = await remembered();
      await scan(tables, 1);
      const found = {
        read: async () => [...(await reader.read(REF)).sends],
        latest: async () => [...(await reader.latest(REF, [claimOf(1)])).sends],
        get: () => reader.get(claimOf(1)),
        ofCohort: () => reader.ofCohort(REF),
      };
      const text = JSON.stringify((await found[how]()) ?? 'nobody');
      expect(text).not.toContain(leadId(1));
      expect(text).not.toContain(addressOf(1));
      expect((await reader.read(REF)).sends).toHaveLength(2);
    },
  );

  it('tells nothing of who was erased meanwhile', async () => {
    const { tables, reader } = await remembered();
    const before = await reader.latest(REF, [claimOf(1)]);
    await scan(tables, 1);
    const told = reader.tell(before, [{ ref: claimOf(1), feedback: bounced(1) }]);
    await expect(told).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(JSON.stringify(tables.database.everything('records'))).not.toContain(addressOf(1));
  });

  it('settles by its place what it was sending to who was erased meanwhile', async () => {
    const { tables, writer, reader } = await remembered();
    const { ledger } = await writer.claim(await writer.read(REF), [claimOf(3)], 1);
    await scan(tables, 3);
    // Its next place is taken: it looks again.
    await reader.settle(await reader.read(REF), [{ ref: claimOf(2), feedback: sent() }]);
    await writer.settle(ledger, [{ ref: claimOf(3), feedback: sent() }]);
    const { sends } = await new DynamoSendLedger(tables.records).read(REF);
    expect(sends.get(nameOf({ leadId: personOf(3).pseudonym, step: 1 }))?.state).toBe('sent');
    expect(JSON.stringify(tables.database.everything('records'))).not.toContain(leadId(3).slice(2));
  });

  it('reads all of it again where its list was begun before an erasure came to its end', async () => {
    const { tables } = await remembered();
    const reader = new DynamoSendLedger(tables.records);
    const all = tables.records.all.bind(tables.records);
    let lists = 0;
    // The page was read before, and tells of it: they are not read at one moment.
    tables.records.all = async (partition, schema, options) => {
      const before = await all(partition, schema, options);
      lists += 1;
      if (lists > 1) return before;
      await scan(tables, 1);
      const after = await all(partition, schema, options);
      return [...before, ...after.slice(0, after.length - before.length)];
    };
    expect(JSON.stringify([...(await reader.read(REF)).sends])).not.toContain(leadId(1));
    await reader.read(REF);
    expect(lists).toBe(2);
  });

  it('reads all again after a day', async () => {
    let now = NOON;
    const { tables, reader } = await remembered({ now: () => now });
    const data = new DynamoStoredData(tables);
    // As a version of Rex that says nothing of it does.
    for (const before of await data.partition('records', PARTITION))
      await data.change('records', [{ before, after: { ...before, approvalId: 'b' } }]);
    const approvalOf = async () => (await reader.get(claimOf(1)))?.approvalId;
    now = addMs(now, DAY - 1);
    expect(await approvalOf()).toBe('a');
    now = addMs(now, 1);
    expect(await approvalOf()).toBe('b');
  });

  it.each(['released', 'unknown'] as const)(
    'learns what became of a message that it remembers as %s before more is told of it',
    async (kind) => {
      const { writer, reader } = await remembered();
      const { ledger } = await writer.claim(await writer.read(REF), [claimOf(3)], 1);
      await reader.read(REF);
      const at = NOON.toISOString();
      await writer.settle(ledger, [{ ref: claimOf(3), feedback: { kind, at, reason: 'busy' } }]);
      const of = async () =>
        (await reader.latest(REF, [claimOf(3)], 'eventual')).sends.get(nameOf(claimOf(3)));
      expect((await of())?.state).toBe(kind);
      if (kind === 'unknown') return;
      const later = addMs(NOON, MINUTE);
      const again = await writer.claim(await writer.read(REF), [claimOf(3, later)], 2);
      await writer.settle(again.ledger, [{ ref: claimOf(3), feedback: sent(later) }]);
      expect(await of()).toMatchObject({ state: 'sent', claimedAt: later.toISOString() });
    },
  );
});

const PEOPLE = 12;
const PROCESSES = 4;
const HISTORIES = 30;
const ACTS = 60;
/** Milliseconds by which a read that need not be consistent is late at most. */
const LATE_MS = 40;

/**
 * Some processes by turns claim, settle, tell and read, of one cohort, and now and then somebody is erased beside them. Whoever remembers
 * must find what is found by who reads all.
 */
async function history(seed: number): Promise<void> {
  const next = seededRandom(seed);
  const random = (below: number): number => Math.floor(next() * below);
  let now = NOON.getTime();
  const database = new MemoryDatabase(() => now);
  const tables = openMemory(database);
  const records = tableOver(async (command) => {
    const isLate = maySeeThePast(command) && random(2) === 0;
    return database.run(command, isLate ? now - random(LATE_MS) : undefined);
  }, 'records');
  const processes = Array.from({ length: PROCESSES }, () => new DynamoSendLedger(records));
  const any = () => processes[random(PROCESSES)] ?? new DynamoSendLedger(records);
  const out = new Set<string>();
  const erased = new Set<number>();
  const at = () => new Date(now);

  const work = async (): Promise<void> => {
    const process = any();
    const people = Array.from({ length: 1 + random(4) }, () => random(PEOPLE)).filter((n) => !erased.has(n));
    const before = await process.read(REF, random(2) === 0 ? 'eventual' : 'consistent');
    const { ledger, claimed } = await process.claim(
      before,
      [...new Set(people)].map((n) => claimOf(n, at())),
      seed,
    );
    for (const send of claimed) {
      expect(out, `history ${seed}`).not.toContain(send.leadId);
      out.add(send.leadId);
    }
    // Or it dies.
    if (random(3) === 0) return;
    const facts = claimed.map((ref) => {
      if (random(3) > 0) return { ref, feedback: sent(at()) };
      const feedback: Feedback = { kind: 'released', at: at().toISOString(), reason: 'busy' };
      return { ref, feedback };
    });
    await process.settle(ledger, facts);
    for (const { ref, feedback } of facts) if (feedback.kind === 'released') out.delete(ref.leadId);
  };
  const tell = async (n: number): Promise<void> => {
    const process = any();
    for (let consistency: 'eventual' | 'consistent' = 'eventual'; ; consistency = 'consistent') {
      const known = await process.latest(REF, [claimOf(n)], consistency);
      const send = known.sends.get(nameOf(claimOf(n)));
      if (!send || send.state === 'released') return;
      try {
        await process.tell(known, [{ ref: send, feedback: bounced(n, at()) }]);
        return;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
  };
  const erase = async (n: number): Promise<void> => {
    erased.add(n);
    // Others write at this moment, which the second scan is for.
    await Promise.all([scan(tables, n), tell(n)]);
    now += LATE_MS;
    await scan(tables, n);
    now += LATE_MS;
  };
  const look = async (): Promise<void> => {
    const [warm, cold] = await Promise.all([any().read(REF), new DynamoSendLedger(records).read(REF)]);
    expect(warm, `history ${seed}`).toEqual(cold);
    const text = JSON.stringify([[...warm.sends], database.everything('records')]);
    for (const n of erased) {
      expect(text, `history ${seed}`).not.toContain(leadId(n).slice(2));
      expect(text, `history ${seed}`).not.toContain(addressOf(n));
    }
  };

  for (let n = 0; n < ACTS; n++) {
    now += 1 + random(20);
    const kind = random(100);
    const person = random(PEOPLE);
    const act = kind < 35 ? work() : kind < 75 ? tell(person) : kind < 78 ? erase(person) : look();
    await act.catch((error: unknown) => {
      if (!isConflict(error)) throw error;
    });
  }
  await look();
}

it('is the same for who remembers it and for who does not, and for neither is anybody in it who was erased', async () => {
  for (let seed = 1; seed <= HISTORIES; seed++) await history(seed);
});
