import { percent, points } from '../format/numbers.ts';
import type { JsonSchema } from '../schema-form/schema.ts';

export type Row = Readonly<Record<string, unknown>>;
type Named<T> = readonly (readonly [name: string, value: T])[];

/** The fields of a record in the order of its schema, which storage does not keep; what the schema does not name comes last. */
export function inOrder(record: Row, schema: JsonSchema): Named<unknown> {
  const order = Object.keys(schema.properties ?? {});
  const placeOf = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(record).toSorted(([one], [other]) => placeOf(one) - placeOf(other));
}

/** A result by how it is shown: single values, and lists. */
export function partsOf(
  output: Row,
  schema: JsonSchema,
): { readonly facts: Named<unknown>; readonly lists: Named<readonly unknown[]> } {
  const fields = inOrder(output, schema);
  return {
    facts: fields.filter(([, value]) => !Array.isArray(value)),
    lists: fields.flatMap(([name, value]) => (Array.isArray(value) ? [[name, value] as const] : [])),
  };
}

/** Whether every row that has a value there has a number. */
export const isNumeric = (rows: readonly Row[], column: string): boolean => {
  const values = rows.map((row) => row[column]).filter((value) => value !== undefined && value !== null);
  return values.length > 0 && values.every((value) => typeof value === 'number');
};

/** A passage is named by its document, the edition of it, and its number in there. */
export const documentOf = (passage: string): string => passage.split('.').slice(0, -2).join('.') || passage;

const isOf = (value: unknown, ...names: readonly string[]): value is Readonly<Record<string, number>> =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Row)[name] === 'number');

/** The least p-value that says more than that it is small. */
const LEAST_P = 0.001;

/** Numbers whose names say in which unit people read them; undefined for any other. */
export function numberOf(name: string, value: unknown): string | undefined {
  if (name === 'rates' && isOf(value, 'a', 'b')) return `A ${percent(value['a'])}, B ${percent(value['b'])}`;
  if (name === 'interval95' && isOf(value, 'low', 'high'))
    return `${points(value['low'] ?? null)} to ${points(value['high'] ?? null)}`;
  if (typeof value !== 'number') return undefined;
  if (name === 'difference') return points(value);
  if (name === 'pValue' && value < LEAST_P) return `less than ${LEAST_P}`;
  return undefined;
}
