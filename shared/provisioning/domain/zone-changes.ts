import { judgeRecord } from './judge-record.ts';
import type { WantedRecord } from './wanted-records.ts';

/** All records of one name and type. Values as the zone has them: texts in quotes, names perhaps with a dot at the end. */
interface RecordSet {
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly values: readonly string[];
}

export type ZoneRecords =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly set: RecordSet }
  /** An alias, or one set of several that are weighed or located: no plain list of values. */
  | { readonly kind: 'special' };

export interface ZoneChange {
  readonly action: 'create' | 'delete';
  readonly set: RecordSet;
}

const TTL_SECONDS = 300;
/** RFC 1035, section 3.3: a string of a TXT record has at most so many bytes. */
const STRING_BYTES = 255;

/**
 * What is to be changed in a zone so that it has the record: nothing when it has it, or has something of the owner's in its
 * place. What is there stays: a set that has other values is deleted exactly as it was read and created with one value more,
 * so that a change in between fails and overwrites nothing.
 */
export function changesFor(record: WantedRecord, there: ZoneRecords): ZoneChange[] {
  if (there.kind === 'special') return [];
  const { name, type } = record;
  const set = there.kind === 'set' ? there.set : undefined;
  const values = set?.values ?? [];
  if (
    judgeRecord(
      record,
      values.map((value) => plainValue(type, value)),
    ).state !== 'missing'
  )
    return [];
  const value = type === 'TXT' ? quoted(record.value) : record.value;
  const created = { name, type, ttl: set?.ttl ?? TTL_SECONDS, values: [...values, value] };
  return [...(set ? [{ action: 'delete' as const, set }] : []), { action: 'create' as const, set: created }];
}

/** A value of a zone as a resolver would give it. */
export function plainValue(type: string, value: string): string {
  if (type !== 'TXT') return value.replace(/\.$/, '').toLowerCase();
  const strings = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => unescaped(text));
  return strings.length > 0 ? strings.join('') : value;
}

/** `\"` stands for a quote, `\\` for a backslash, and `\040` (octal) for a character that has no place in a zone. */
const unescaped = (text: string): string =>
  text.replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, char: string) =>
    octal === undefined ? char : String.fromCharCode(Number.parseInt(octal, 8)),
  );

/** ASCII, as all of our texts are. */
function quoted(text: string): string {
  const parts = text.match(new RegExp(`.{1,${STRING_BYTES}}`, 'g')) ?? [''];
  return parts.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');
}
