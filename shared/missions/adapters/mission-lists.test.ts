import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { sampleMission } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { missionKey } from './keys.ts';
import type { DynamoMissionStore } from './mission-store.ts';

const idOf = (n: number): string => `m_${String(n).padStart(26, '0')}`;
const YOUNGER = 1_200;

describe('missions of a state', () => {
  let aws: TestAws;
  let missions: DynamoMissionStore;
  beforeAll(async () => {
    aws = await startTestAws();
    ({ missions } = stores(aws));
    for (const [n, state] of (['EXECUTING', 'FAILED', 'QUEUED', 'EXECUTING'] as const).entries())
      await missions.create(sampleMission({ id: idOf(n), state }), {});
    for (let from = 10; from < YOUNGER; from += 25) {
      const items = Array.from({ length: 25 }, (_, i) =>
        sampleMission({ id: idOf(from + i), state: 'COMPLETED' }),
      );
      const puts = items.map((mission) => ({
        PutRequest: { Item: { ...missionKey('acme', mission.id), ...mission } },
      }));
      await aws.records.client.send(new BatchWriteCommand({ RequestItems: { [aws.records.name]: puts } }));
    }
  });
  afterAll(() => aws.stop());

  it('are found however many missions were created later', async () => {
    expect((await missions.inState('acme', 'EXECUTING')).map(({ id }) => id)).toEqual([idOf(3), idOf(0)]);
    expect(await missions.inState('acme', 'QUEUED')).toHaveLength(1);
    expect(await missions.inState('other', 'EXECUTING')).toEqual([]);
    const first = await missions.list('acme', { state: 'EXECUTING', limit: 1 });
    expect(first.missions.map(({ id }) => id)).toEqual([idOf(3)]);
    const second = await missions.list('acme', { state: 'EXECUTING', limit: 1, cursor: first.cursor ?? '' });
    expect(second.missions.map(({ id }) => id)).toEqual([idOf(0)]);
  });

  it('without a list of their own are looked for among a hundred at a time, however many there are', async () => {
    await missions.create(sampleMission({ id: idOf(5), state: 'CANCELLED' }), {});
    const none = await missions.list('acme', { state: 'CANCELLED', limit: 20 });
    expect(none).toEqual({ missions: [], cursor: idOf(YOUNGER + 10 - 100) });

    const found: string[] = [];
    let calls = 0;
    for (let cursor: string | null | undefined; cursor !== null; calls++) {
      const page = await missions.list('acme', { state: 'CANCELLED', limit: 20, cursor });
      found.push(...page.missions.map(({ id }) => id));
      cursor = page.cursor;
    }
    expect(found).toEqual([idOf(5)]);
    expect(calls).toBe(13);
  });

  it('leave the list when their state changes', async () => {
    const mission = await missions.get('acme', idOf(3));
    if (!mission) throw new Error('gone');
    await missions.save({ ...mission, state: 'COLLECTING' });
    expect((await missions.inState('acme', 'EXECUTING')).map(({ id }) => id)).toEqual([idOf(0)]);
    expect((await missions.inState('acme', 'COLLECTING')).map(({ id }) => id)).toEqual([idOf(3)]);
  });
});
