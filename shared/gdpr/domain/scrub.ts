import type { Person } from './erasure.ts';

/** What stands for erased text. */
export const ERASED = '[erased]';
const ID_PREFIX = /^l_/;

/** Fields of an entry about the person that are free text or facts of their life. The entry keeps what counts need. */
const PERSONAL = new Set([
  'subject',
  'text',
  'html',
  'title',
  'message',
  'note',
  'why',
  'purchases',
  'timeZone',
  'profileUrl',
  'body',
  'excerpt',
]);

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

export interface Scrubber {
  /** Whether a text (or JSON) names the person. */
  readonly mentions: (text: string) => boolean;
  /** The text without the person. */
  readonly text: (text: string) => string;
  /** A record without the person: their entries lose what is personal, their id becomes the pseudonym, lists of ids lose it. */
  readonly record: (record: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

export function scrubberOf({ leadId, pseudonym, texts, values }: Person): Scrubber {
  const bareId = leadId.replace(ID_PREFIX, '');
  const bareNew = pseudonym.replace(ID_PREFIX, '');
  const escaped = texts.toSorted((a, b) => b.length - a.length).map(escapePattern);
  // Not within a longer address, name or number: `ann@x.example` is not in `joann@x.example`.
  const pattern =
    escaped.length === 0
      ? undefined
      : new RegExp(
          `(?<![\\p{L}\\p{N}.+-])(?:${escaped.join('|')})(?![\\p{L}\\p{N}-]|\\.[\\p{L}\\p{N}])`,
          'giu',
        );
  const own = new Set(values.map((value) => value.toLowerCase()));

  const text = (raw: string): string =>
    (pattern ? raw.replace(pattern, ERASED) : raw).replaceAll(bareId, bareNew);
  const mentions = (raw: string): boolean =>
    raw.includes(bareId) || (pattern !== undefined && raw.search(pattern) >= 0);
  const isAboutPerson = (value: object): boolean =>
    Object.values(value).some((each) => each === leadId || each === pseudonym);

  function scrub(value: unknown): unknown {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.filter((item) => item !== leadId).map(scrub);
    if (typeof value !== 'object' || value === null) return value;
    const isTheirs = isAboutPerson(value);
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
        if (!isTheirs) return [[text(name), scrub(each)]];
        // Nothing personal is in `null`, and a schema that allows it needs the field.
        if (PERSONAL.has(name))
          return typeof each === 'string' ? [[name, '']] : each === null ? [[name, null]] : [];
        const isOwn = typeof each === 'string' && own.has(each.toLowerCase());
        return [[text(name), isOwn ? ERASED : scrub(each)]];
      }),
    );
  }
  return {
    mentions,
    text,
    record: (record) => Object.fromEntries(Object.entries(record).map(([name, each]) => [name, scrub(each)])),
  };
}

/** Whether a record is of the person alone: its key or its own `leadId` says so. */
export function isOfPerson(
  record: Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string },
  { leadId }: Pick<Person, 'leadId'>,
): boolean {
  const bareId = leadId.replace(ID_PREFIX, '');
  return `${record.pk} ${record.sk}`.includes(bareId) || record['leadId'] === leadId;
}
