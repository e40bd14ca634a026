import * as z from 'zod';
import type { Meter } from './meter.ts';

const one = z.object({ CapacityUnits: z.number() });
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const FIELD = '"ConsumedCapacity":';
const CONDITION_FAILED = 'ConditionalCheckFailed';

/**
 * Counts what a DynamoDB call consumed, as the engine reports it (transactions cost double, and the engine says so).
 * A write whose condition failed consumes a unit too, and its answer does not say how many: one is counted.
 */
export function dynamoUnits(operation: string, answer: Buffer, meter: Meter): void {
  const at = answer.indexOf(FIELD);
  if (at < 0) {
    if (answer.includes(CONDITION_FAILED)) meter.count('dynamodb.writeUnits', 1);
    return;
  }
  const units = unitsIn(answer.toString('latin1', at + FIELD.length));
  meter.count(READS.has(operation) ? 'dynamodb.readUnits' : 'dynamodb.writeUnits', units);
}

/** Reads one object or a list of them from the start of the text, whatever follows. */
function unitsIn(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '{' || char === '[') depth++;
    if (char === '}' || char === ']') depth--;
    if (depth === 0 && i > 0) {
      const parsed = z.union([one, z.array(one)]).safeParse(JSON.parse(text.slice(0, i + 1)));
      if (!parsed.success) return 0;
      const list = Array.isArray(parsed.data) ? parsed.data : [parsed.data];
      return list.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
    }
  }
  return 0;
}
