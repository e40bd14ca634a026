import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { sampleApproval, sampleLead, sampleMission, sampleProfile } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { approvalKey } from '../../approvals/adapters/keys.ts';
import { approvalDigest, draftsDigest } from '../../approvals/domain/approval.ts';
import { contentKey, draftsKey } from '../../drafting/adapters/keys.ts';
import { systemClock } from '../../kernel/clock.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { missionKey } from '../../missions/adapters/keys.ts';
import { packed } from '../../platform/adapters/dynamodb/table.ts';
import { sendsPartition } from '../../sending/adapters/keys.ts';
import { areBound } from '../../sending/app/send-context.ts';
import { DynamoStoredData } from '../adapters/stored-data.ts';
import type { Person } from '../domain/erasure.ts';
import { personOf } from '../domain/person-of.ts';
import { scrubberOf } from '../domain/scrub.ts';
import { eraseItem } from './erase-item.ts';
import type { StoredItem, TableName } from './ports/person-data.ts';

const MISSION = `m_${'0'.repeat(26)}`;
const WS = 'acme';

let aws: TestAws;
let data: DynamoStoredData;
beforeAll(async () => {
  aws = await startTestAws();
  data = new DynamoStoredData(aws);
});
afterAll(() => aws.stop());

function person(firstName: string, lastName: string, pseudonym: string): Person {
  const address = `${firstName}@shop.example`.toLowerCase();
  const profile = sampleProfile({ identity: address, address, firstName, lastName });
  return personOf(sampleLead({ workspace: WS, id: leadIdOf(WS, address), profile }), pseudonym);
}
const ANN = person('Ann', 'Archer', 'l_aaaaaaaaaaaaaaaaaaaa');
const BOB = person('Bob', 'Baker', 'l_bbbbbbbbbbbbbbbbbbbb');
const CAROL = leadIdOf(WS, 'carol@shop.example');

async function put(table: TableName, item: StoredItem): Promise<void> {
  await aws[table].client.send(new PutCommand({ TableName: aws[table].name, Item: { ...item } }));
}

/** What an erasure does with an item of a page that it scanned before. */
const erase = (table: TableName, item: StoredItem, of: Person, store = data) =>
  eraseItem(
    {
      ...stores(aws),
      data: store,
      mails: { list: none, size: none, read: none, delete: none },
      clock: systemClock,
    },
    { table, item, person: of, scrubber: scrubberOf(of) },
  );
const none = (): never => {
  throw new Error('There are no files here.');
};

const entries = [
  { lead: ANN.leadId, subject: 'Hello Ann', reason: 'Ann Archer' },
  { lead: BOB.leadId, subject: 'Hello Bob', reason: 'Bob Baker' },
  { lead: CAROL, subject: 'Hello Carol', reason: 'Carol' },
];
const leads = [ANN.leadId, BOB.leadId, CAROL];

describe('two erasures that meet in one item', () => {
  it.each<[string, TableName, StoredItem]>([
    ['entries of the ledger', 'records', { pk: sendsPartition(WS, MISSION, 'c'), sk: 'WORKED#01', entries }],
    [
      'packed entries of the ledger',
      'records',
      { pk: sendsPartition(WS, MISSION, 'c'), sk: 'WORKED#02', claims: packed(entries) },
    ],
    ['a page of the lead index', 'records', { pk: `W#${WS}#ROSTER`, sk: 'p1', leads }],
    ['entries in two attributes', 'records', { pk: `W#${WS}#FEED`, sk: '1', event: { entries }, leads }],
    ['a record with a version', 'records', { pk: `W#${WS}#ALERT#a`, sk: 'ALERT', version: 3, entries }],
    ['an event', 'events', { pk: `W#${WS}#MISSION#m`, sk: 'e1', version: 1, data: { entries } }],
  ])('leave neither person there: %s', async (_, table, item) => {
    await put(table, item);
    const scanned = (await data.get(table, item))!;
    await erase(table, scanned, ANN);
    await erase(table, scanned, BOB);
    const left = (await data.get(table, item))!;
    expect(JSON.stringify(left)).not.toMatch(/Ann|Bob/);
    expect(JSON.stringify(left)).not.toContain(ANN.leadId);
    expect(JSON.stringify(left)).not.toContain(BOB.leadId);
    expect(JSON.stringify(left)).toContain(CAROL);
    // An event is of one version for ever; a record says that it has changed.
    expect(left['version']).toBe(table === 'events' ? 1 : item['version'] && 5);
  });

  it('keep what somebody else writes beside it meanwhile, and take a name away that comes', async () => {
    const item = { pk: `W#${WS}#HOURS`, sk: 'h', by: ANN.leadId, sent: 1 };
    await put('records', item);
    const scanned = (await data.get('records', item))!;
    await put('records', { ...item, sent: 2, clicked: 1 });
    await erase('records', scanned, ANN);
    expect(await data.get('records', item)).toEqual({ ...item, by: ANN.pseudonym, sent: 2, clicked: 1 });
    await put('records', { ...item, by: `${ANN.leadId} ${BOB.leadId}` });
    await erase('records', scanned, ANN);
    expect((await data.get('records', item))?.['by']).toBe(`${ANN.pseudonym} ${BOB.leadId}`);
  });

  it('bring nothing back that was deleted meanwhile', async () => {
    const item = { pk: `W#${WS}#FEED`, sk: '9', event: { entries } };
    await erase('records', item, ANN);
    expect(await data.get('records', item)).toBeUndefined();
  });

  describe('in the drafts of a cohort', () => {
    const drafts = {
      cohort: 'utc-0001',
      version: 1,
      leads: leads.map((leadId) => ({ leadId, variant: 'a', messages: [`${'h'.repeat(42)}1`] })),
    };
    const key = draftsKey(WS, MISSION, drafts.cohort);
    const cohorts = { [drafts.cohort]: draftsDigest(drafts) };
    const approval = sampleApproval({
      workspace: WS,
      state: 'approved',
      cohorts,
      digest: approvalDigest(cohorts),
    });

    async function approved(): Promise<StoredItem> {
      const mission = sampleMission({ workspace: WS, id: MISSION, approvalId: approval.id });
      await put('records', { ...mission, ...missionKey(WS, MISSION) });
      await put('records', { ...approval, ...approvalKey(WS, approval.id) });
      await put('records', { ...drafts, ...key });
      return (await data.get('records', key))!;
    }
    async function expectBound(): Promise<void> {
      const now = await stores(aws).approvals.get(WS, approval.id);
      if (now?.subject !== 'messages') throw new Error('There is no approval.');
      const [left] = await stores(aws).cohorts.listDrafts(WS, MISSION);
      expect(left?.leads.map(({ leadId }) => leadId)).toEqual([ANN.pseudonym, BOB.pseudonym, CAROL]);
      expect(areBound(now, left!)).toBe(true);
      expect(now.digest).toBe(approvalDigest(now.cohorts));
      expect(now.state).toBe('approved');
    }

    it('leave the others their approval', async () => {
      const scanned = await approved();
      await erase('records', scanned, ANN);
      await erase('records', scanned, BOB);
      await expectBound();
    });

    it('leave it also when one comes between what the other reads and writes', async () => {
      const scanned = await approved();
      let others = 1;
      const late = new DynamoStoredData(aws);
      const meanwhile: DynamoStoredData = Object.assign(Object.create(late), {
        change: async (...args: Parameters<typeof late.change>) => {
          if (others-- > 0) await erase('records', scanned, BOB);
          return late.change(...args);
        },
      });
      await erase('records', scanned, ANN, meanwhile);
      await expectBound();
    });

    it('write the approval anew with content that names one of them', async () => {
      await approved();
      const content = { ...contentKey(WS, MISSION), templates: [{ text: 'Ann Archer likes it' }] };
      await put('records', content);
      const before = await stores(aws).approvals.get(WS, approval.id);
      await erase('records', content, ANN);
      expect((await data.get('records', content))?.['templates']).toEqual([{ text: '[erased] likes it' }]);
      expect(await stores(aws).approvals.get(WS, approval.id)).toEqual({
        ...before,
        version: (before?.version ?? 0) + 1,
      });
    });

    it('take a name out of content whose approval is gone', async () => {
      const gone = { ...sampleMission({ workspace: WS, id: MISSION, approvalId: 'a_gone' }) };
      await put('records', { ...gone, ...missionKey(WS, MISSION) });
      const content = { ...contentKey(WS, MISSION), templates: [{ text: 'Ann Archer likes it' }] };
      await put('records', content);
      await erase('records', content, ANN);
      expect((await data.get('records', content))?.['templates']).toEqual([{ text: '[erased] likes it' }]);
    });

    it('approve nothing that the approval did not bind', async () => {
      const scanned = await approved();
      const changed = { ...drafts, leads: drafts.leads.map((each) => ({ ...each, variant: 'b' })) };
      await put('records', { ...changed, ...key });
      await erase('records', { ...scanned, ...changed }, ANN);
      const [left] = await stores(aws).cohorts.listDrafts(WS, MISSION);
      const now = await stores(aws).approvals.get(WS, approval.id);
      expect(now?.subject === 'messages' && areBound(now, left!)).toBe(false);
    });
  });
});
