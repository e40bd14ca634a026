import type { Key } from './keys.ts';
import { writeEach } from './statements.ts';
import { itemOf, type RecordTable } from './table.ts';

/**
 * Puts records that must not be there yet, each guarded by itself, for the price of single puts in a 25th of the requests.
 * Tells, in their order, which were put; where it is false, something is there. One that was put by a try whose answer was lost
 * is among the latter.
 * @throws RexError INTERNAL when DynamoDB refuses one for another reason, or for too long
 */
export async function insertMany(table: RecordTable, items: readonly (Key & object)[]): Promise<boolean[]> {
  const became = await writeEach(
    table.client,
    items.map((item) => statementOf(table.name, itemOf(item, item))),
  );
  return became.map((each) => {
    if (each !== undefined && each !== 'guard') throw each;
    return each === undefined;
  });
}

function statementOf(table: string, item: Readonly<Record<string, unknown>>) {
  const present = Object.entries(item).filter(([, value]) => value !== undefined);
  const fields = present.map(([name]) => `'${name}': ?`);
  return {
    Statement: `INSERT INTO "${table}" VALUE {${fields.join(', ')}}`,
    Parameters: present.map(([, value]) => value),
  };
}
