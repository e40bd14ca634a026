import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../store.ts';
import { dynamoUnits } from './dynamodb-units.ts';
import { createMeter } from './meter.ts';

const newStore = () => openStore(join(mkdtempSync(join(tmpdir(), 'meter-')), 'runtime.db'));

describe('the meter', () => {
  it('prices the counted usage, with SES apart and without fixed costs', () => {
    const meter = createMeter(newStore());
    meter.count('ses.messages', 1000);
    meter.count('lambda.requests', 1_000_000);
    meter.count('sqs.idlePolls', 1_000_000);
    const { services, lines, sesUsd, otherUsd } = meter.snapshot();
    expect(sesUsd).toBeCloseTo(0.1, 9);
    expect(otherUsd).toBeCloseTo(0.2, 9);
    expect(services['SQS']).toEqual({ idlePolls: 1_000_000, usd: 0 });
    expect(lines).toContainEqual({
      service: 'Lambda',
      what: 'requests',
      units: 1_000_000,
      unitUsd: 0.2e-6,
      usd: expect.closeTo(0.2, 9),
    });
    expect(lines.filter(({ apart }) => apart !== undefined)).toMatchObject([
      { what: 'idlePolls', units: 1_000_000 },
    ]);
  });

  it('continues from saved counts', () => {
    const store = newStore();
    const first = createMeter(store);
    first.count('sns.publishes', 3);
    first.save();
    expect(createMeter(store).snapshot().services['SNS']?.['publishes']).toBe(3);
  });

  it.each([
    ['PutItem', '{"ConsumedCapacity":{"TableName":"t","CapacityUnits":2.0}}', 'writeUnits', 2],
    ['GetItem', '{"Item":{"a":{"S":"}"}},"ConsumedCapacity":{"CapacityUnits":0.5}}', 'readUnits', 0.5],
    [
      'TransactWriteItems',
      '{"ConsumedCapacity":[{"CapacityUnits":4},{"CapacityUnits":2}],"x":1}',
      'writeUnits',
      6,
    ],
    [
      'PutItem',
      '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}',
      'writeUnits',
      1,
    ],
    [
      'BatchExecuteStatement',
      '{"Responses":[{"Error":{"Code":"ConditionalCheckFailed"}},{"Error":{"Code":"DuplicateItem"}}]}',
      'writeUnits',
      2,
    ],
    [
      'BatchExecuteStatement',
      '{"Responses":[{"Error":{"Code":"DuplicateItem"}},{}],"ConsumedCapacity":[{"CapacityUnits":3}]}',
      'writeUnits',
      3,
    ],
  ])('reads the units of %s from %s', (operation, answer, count, units) => {
    const meter = createMeter(newStore());
    dynamoUnits(operation, Buffer.from('{}'), Buffer.from(answer), meter);
    expect(meter.snapshot().services['DynamoDB']?.[count]).toBe(units);
  });

  it('counts each partition that a statement names as a query, whatever the engine says', () => {
    const meter = createMeter(newStore());
    const asked = { Statement: 'SELECT pk FROM "t"."work" WHERE workShard IN [?, ?, ?] AND workDueAt <= ?' };
    const answer = '{"Items":[],"ConsumedCapacity":{"CapacityUnits":0.5}}';
    dynamoUnits('ExecuteStatement', Buffer.from(JSON.stringify(asked)), Buffer.from(answer), meter);
    expect(meter.snapshot().services['DynamoDB']?.['readUnits']).toBe(1.5);
  });
});
