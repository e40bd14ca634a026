import { isObject } from './pattern-operators.ts';

/** Which element of which list a value stands in; lists by the order in which they were met. */
export type Place = ReadonlyMap<number, number>;

interface FieldValue {
  readonly value: unknown;
  readonly place: Place;
}

export type Fields = ReadonlyMap<string, readonly FieldValue[]>;

/** The values of an event that are neither object nor list, by their path with dots. An empty list has none. */
export function fieldsOf(event: unknown): Fields {
  const fields = new Map<string, FieldValue[]>();
  let lists = 0;
  const walk = (value: unknown, path: string, place: Place): void => {
    if (Array.isArray(value)) {
      const list = lists++;
      for (const [index, each] of value.entries()) walk(each, path, new Map([...place, [list, index]]));
    } else if (isObject(value)) {
      for (const [name, each] of Object.entries(value))
        walk(each, path === '' ? name : `${path}.${name}`, place);
    } else {
      const known = fields.get(path);
      if (known === undefined) fields.set(path, [{ value, place }]);
      else known.push({ value, place });
    }
  };
  walk(event, '', new Map());
  return fields;
}

/** Whether both stand in the same element of every list that both stand in. */
export function consistent(a: Place, b: Place): boolean {
  for (const [list, index] of b) if ((a.get(list) ?? index) !== index) return false;
  return true;
}
