import type { Meter } from './meter.ts';

const READS = new Set(['GetItem', 'BatchGetItem', 'ExecuteStatement', 'Query', 'Scan', 'TransactGetItems']);
const FIELD = '"ConsumedCapacity":';
const CONDITIONS_FAILED = /ConditionalCheckFailed|DuplicateItem/g;

/**
 * Counts what a DynamoDB call consumed, as the engine reports it (transactions cost double, and the engine says so).
 * A write whose condition failed consumes a unit too, and its answer does not say how many: one is counted. Of a batch of
 * statements the engine says so only where one of them was carried out.
 */
export function dynamoUnits(
  operation: string,
  asked: string | Buffer,
  answer: Buffer,
  meter: Pick<Meter, 'count'>,
): void {
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
const partitionsIn = (asked: string | Buffer): number =>
  (/\bIN \[([?, ]+)\]/.exec(asked.toString())?.[1] ?? '').split('?').length - 1;
const LEAST_OF_A_PARTITION = 0.5;

const [BRACE, BRACE_END, BRACKET, BRACKET_END] = Buffer.from('{}[]');

/** Reads the one object or the list of them that begins there, whatever follows. */
function unitsIn(answer: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < answer.length; at++) {
    const byte = answer[at];
    if (byte === BRACE || byte === BRACKET) depth++;
    else if ((byte === BRACE_END || byte === BRACKET_END) && --depth === 0) {
      const consumed: unknown = JSON.parse(answer.toString('latin1', start, at + 1));
      return [consumed]
        .flat()
        .reduce((sum: number, each) => sum + Number(Object(each).CapacityUnits ?? 0), 0);
    }
  }
  return 0;
}
