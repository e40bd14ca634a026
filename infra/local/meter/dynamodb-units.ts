import * as z from 'zod';
import type { Meter } from './meter.ts';

const units = z.object({ CapacityUnits: z.number() });
const consumed = z.union([units, z.array(units)]);
const READS = new Set(['GetItem', 'BatchGetItem', 'ExecuteStatement', 'Query', 'Scan', 'TransactGetItems']);
const FIELD = '"ConsumedCapacity":';
const CONDITIONS_FAILED = /ConditionalCheckFailed|DuplicateItem/g;

/**
 * Counts what a DynamoDB call consumed, as the engine reports it (transactions cost double, and the engine says so).
 * A write whose condition failed consumes a unit too, and its answer does not say how many: one is counted. Of a batch of
 * statements the engine says so only where one of them was carried out.
 */
export function dynamoUnits(operation: string, asked: Buffer, answer: Buffer, meter: Meter): void {
  const at = answer.indexOf(FIELD);
  if (at < 0) {
    const failed = answer.toString('latin1').match(CONDITIONS_FAILED)?.length ?? 0;
    if (failed > 0) meter.count('dynamodb.writeUnits', operation === 'BatchExecuteStatement' ? failed : 1);
    return;
  }
  const least = operation === 'ExecuteStatement' ? partitionsIn(asked) * LEAST_OF_A_PARTITION : 0;
  const counted = Math.max(least, unitsIn(answer, at + FIELD.length));
  meter.count(READS.has(operation) ? 'dynamodb.readUnits' : 'dynamodb.writeUnits', counted);
}

/** The engine counts a statement as one query; here, to be safe, each partition that it names is one. */
const partitionsIn = (asked: Buffer): number =>
  (/\bIN \[([?, ]+)\]/.exec(asked.toString('latin1'))?.[1] ?? '').split('?').length - 1;
const LEAST_OF_A_PARTITION = 0.5;

const [OPENS, CLOSES] = [Buffer.from('{['), Buffer.from('}]')];

/** Reads the one object or the list of them that begins there, whatever follows. */
function unitsIn(answer: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < answer.length; at++) {
    const byte = answer[at] ?? 0;
    if (OPENS.includes(byte)) depth++;
    else if (CLOSES.includes(byte) && --depth === 0) {
      const parsed = consumed.safeParse(JSON.parse(answer.toString('latin1', start, at + 1)));
      return parsed.success
        ? [parsed.data].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)
        : 0;
    }
  }
  return 0;
}
