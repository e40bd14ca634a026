import * as z from 'zod';
import { consistent, type Fields, fieldsOf, type Place } from './event-fields.ts';
import { type Condition, isObject, parseCondition } from './pattern-operators.ts';

/** An EventBridge event pattern, also used by the filters of event source mappings. */
export type Pattern = Readonly<Record<string, unknown>>;

/** Conditions by the path of their field (`detail.state`), in the order of the paths: all hold together. */
type Branch = readonly (readonly [path: string, conditions: readonly Condition[]])[];
type Unordered = ReadonlyMap<string, readonly Condition[]>;

/** Refuses what EventBridge refuses when a rule is made, and names the field. */
export const pattern: z.ZodType<Pattern> = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  try {
    branchesOf(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

const compiled = new WeakMap<Pattern, readonly Branch[]>();

/**
 * Whether EventBridge would say that the event matches: as its own engine, event-ruler 2.1.0, decides. Numbers are
 * those of JavaScript: digits beyond the precision of a double are not seen.
 * @throws when the pattern is not valid
 */
export function matchesPattern(wanted: Pattern, event: unknown): boolean {
  const branches = compiled.get(wanted) ?? branchesOf(wanted);
  compiled.set(wanted, branches);
  const fields = fieldsOf(event);
  return branches.some((branch) => matchesFrom(branch, fields, new Map()));
}

/**
 * Takes a value for each field in turn, all out of the same elements of lists of objects. A field is absent when these
 * elements do not have it, as far as they are known by then.
 */
function matchesFrom([next, ...rest]: Branch, fields: Fields, place: Place): boolean {
  if (next === undefined) return true;
  const [path, conditions] = next;
  const found = (fields.get(path) ?? []).filter((each) => consistent(place, each.place));
  if (found.length === 0) {
    return conditions.some(({ matchesAbsence }) => matchesAbsence) && matchesFrom(rest, fields, place);
  }
  return found.some(
    (each) =>
      conditions.some(({ matches }) => matches(each.value)) &&
      matchesFrom(rest, fields, new Map([...place, ...each.place])),
  );
}

/** One branch for each way through the alternatives of `$or`. */
function branchesOf(wanted: Pattern): Branch[] {
  try {
    return inOrder(addObject([], '', wanted, { or: true }));
  } catch (error) {
    // `$or` is the name of a field where it is no list of alternatives.
    try {
      return inOrder(addObject([], '', wanted, { or: false }));
    } catch {
      throw error;
    }
  }
}

const inOrder = (branches: readonly Unordered[]): Branch[] =>
  branches.map((branch) => [...branch].sort(([a], [b]) => (a < b ? -1 : 1)));

interface Reading {
  readonly or: boolean;
}

function addObject(before: Unordered[], path: string, wanted: Pattern, reading: Reading): Unordered[] {
  const entries = Object.entries(wanted);
  if (entries.length === 0) throw new Error(`${at(path)} is empty; name a field.`);
  return entries.reduce((branches, [name, value]) => {
    if (name === '$or' && reading.or) return addAlternatives(branches, path, value, reading);
    const field = path === '' ? name : `${path}.${name}`;
    if (Array.isArray(value)) return addField(branches, field, value);
    if (isObject(value)) return addObject(branches, field, value, reading);
    throw new Error(`${at(field)} must be a list of values or an object.`);
  }, before);
}

/** Names of operators are no names of fields below `$or`: an alternative is not a condition. */
const RESERVED = new Set([
  'exactly',
  'equals-ignore-case',
  'prefix',
  'suffix',
  'anything-but',
  'exists',
  'wildcard',
  'numeric',
  'cidr',
]);

function addAlternatives(before: Unordered[], path: string, value: unknown, reading: Reading): Unordered[] {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isObject)) {
    throw new Error(`${at(path)}: $or must be a list of at least two objects.`);
  }
  return value.flatMap((alternative) => {
    refuseReserved(alternative);
    return addObject(before, path, alternative, reading);
  });
}

function refuseReserved(alternative: Pattern): void {
  for (const [name, value] of Object.entries(alternative)) {
    if (RESERVED.has(name)) throw new Error(`"${name}" cannot be the name of a field below $or.`);
    if (isObject(value)) refuseReserved(value);
  }
}

/** A field that is named again replaces what was wanted of it before. */
function addField(before: Unordered[], field: string, values: readonly unknown[]): Unordered[] {
  if (values.length === 0) throw new Error(`${at(field)} is an empty list, which nothing could match.`);
  const conditions = values.map((value) => {
    try {
      return parseCondition(value);
    } catch (error) {
      throw new Error(`${at(field)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  const branches = before.length === 0 ? [new Map<string, readonly Condition[]>()] : before;
  return branches.map((branch) => new Map([...branch, [field, conditions]]));
}

const at = (path: string): string => (path === '' ? 'The pattern' : `Field ${path} of the pattern`);
