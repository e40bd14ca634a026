export type Path = readonly string[];

export interface Change {
  readonly path: Path;
  /** undefined: it was not there, or is taken away. */
  readonly before: unknown;
  readonly after: unknown;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What differs between two values, field by field. A list counts as one field. */
export function changesOf(before: unknown, after: unknown, path: Path = []): readonly Change[] {
  if (isFields(before) && isFields(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      changesOf(before[name], after[name], [...path, name]),
    );
  }
  return isSame(before, after) ? [] : [{ path, before, after }];
}

/** A copy in which the value at a path is another one; undefined takes it away. */
export function withAt(value: unknown, [name, ...rest]: Path, next: unknown): unknown {
  if (name === undefined) return next;
  const fields = isFields(value) ? value : {};
  const { [name]: old, ...others } = fields;
  const field = withAt(old, rest, next);
  // The order of the fields stays as it was.
  if (field === undefined) return others;
  return { ...fields, [name]: field };
}

/** Makes the same changes to another value: what somebody else has changed meanwhile stays. */
export const withChanges = (value: unknown, changes: readonly Change[]): unknown =>
  changes.reduce((made, { path, after }) => withAt(made, path, after), value);

/** A value in a few words. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (Array.isArray(value)) {
    const isPlain = value.every((each) => typeof each !== 'object');
    if (value.length === 0) return 'none';
    return isPlain ? value.join(', ') : JSON.stringify(value);
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
