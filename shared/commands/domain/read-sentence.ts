import { missionTypeSchema } from '../../missions/contract/mission.ts';
import type { Command } from '../contract/commands.ts';
import { CLAUSES, type Clause, FILLERS, PHRASES, type Phrase } from './grammar.ts';
import { READINGS, stateOf } from './values.ts';

/** The result of reading a sentence by the grammar. */
export interface Heard {
  /** Undefined when the sentence begins with no known phrase. */
  readonly command: Command | undefined;
  /** Words that no phrase and no clause matched, in their order. */
  readonly leftOver: readonly string[];
  /** Fields for which the sentence gives two values. */
  readonly contradicted: readonly string[];
  /** Other commands whose phrases match the beginning of the sentence equally well. */
  readonly rivals: readonly Command['name'][];
}

const POLITE =
  /^(?:(?:please|rex|hey|hi|hello|now|then|ok|okay|so|can you|could you|would you|i want to|i want you to|i would like to|we want to|let us|let's)[, ]+)*/i;

/** Reads a sentence by the grammar alone. The same sentence always has the same result. */
export function readSentence(text: string): Heard {
  const sentence = normalised(text);
  const start = POLITE.exec(sentence)?.[0].length ?? 0;
  const begun = PHRASES.flatMap((phrase) => {
    const match = matchAt(phrase, sentence, start);
    return match ? [{ phrase, match }] : [];
  }).toSorted((a, b) => b.match[0].length - a.match[0].length);
  const [best] = begun;
  if (!best) return { command: undefined, leftOver: wordsOf(sentence), contradicted: [], rivals: [] };
  const { phrase, match } = best;
  const longest = match[0].length;
  const rivals = begun
    .filter((each) => each.match[0].length === longest && each.phrase.command !== phrase.command)
    .map((each) => each.phrase.command);
  const slots = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined);
  const said = {
    ...phrase.input,
    ...Object.fromEntries(slots.map(([field, value]) => [field, wordOf(field, value)])),
  };
  const rest = blanked(sentence, match.index, longest);
  const { values, contradicted, left } = readClauses(rest, clausesFor(phrase));
  return {
    command: { name: phrase.command, input: withFields(said, values) },
    leftOver: wordsOf(left),
    contradicted,
    rivals,
  };
}

/** Clauses that may follow a phrase: those of its type of mission. */
export const clausesFor = ({ command, input }: Pick<Phrase, 'command' | 'input'>): Clause[] => {
  const type = missionTypeSchema.safeParse(input['type']).data;
  if (command !== 'create-mission' || !type) return [];
  return CLAUSES.filter(({ types }) => types === 'any' || types.includes(type));
};

function matchAt({ template }: Phrase, sentence: string, start: number): RegExpExecArray | undefined {
  const sticky = new RegExp(template.pattern.source, 'iy');
  sticky.lastIndex = start;
  return sticky.exec(sentence) ?? undefined;
}

/** The longest clauses come first, so that a part of one is not taken for another. */
function readClauses(sentence: string, clauses: readonly Clause[]) {
  const found = clauses
    .flatMap((clause) => [...sentence.matchAll(clause.template.pattern)].map((match) => ({ clause, match })))
    .toSorted((a, b) => b.match[0].length - a.match[0].length);
  const values = new Map<string, unknown>();
  const contradicted = new Set<string>();
  let left = sentence;
  for (const { clause, match } of found) {
    const { index } = match;
    const taken = left.slice(index, index + match[0].length) !== match[0];
    const value = READINGS[clause.reading].read(match.groups?.['value'] ?? '');
    if (taken || value === undefined) continue;
    const known = values.get(clause.field);
    if (known !== undefined && known !== value) contradicted.add(clause.field);
    values.set(clause.field, value);
    left = blanked(left, index, match[0].length);
  }
  return { values, contradicted: [...contradicted], left };
}

/** Slots of phrases hold ids and names as they are. */
const wordOf = (field: string, value: string): string => (field === 'state' ? stateOf(value) : value);

function withFields(
  input: Readonly<Record<string, unknown>>,
  values: ReadonlyMap<string, unknown>,
): Record<string, unknown> {
  const all: Record<string, unknown> = { ...input };
  for (const [path, value] of values) {
    const [field = '', inner] = path.split('.');
    all[field] = inner === undefined ? value : { ...(all[field] as object | undefined), [inner]: value };
  }
  return all;
}

/** Punctuation between clauses is space; inside of numbers, names, ids and quotes it stays. */
const normalised = (text: string): string =>
  text
    .replaceAll(/[“”„]/g, '"')
    .replaceAll('’', "'")
    .split(/("[^"]*")/)
    .map((part) =>
      part.startsWith('"')
        ? part
        : part
            .replaceAll('%', ' per cent')
            .replaceAll(/[,;:!?.]+(?=\s|$)/g, ' ')
            .replaceAll(/\s+/g, ' ')
            .toLowerCase(),
    )
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();

const blanked = (text: string, at: number, length: number): string =>
  `${text.slice(0, at)}${'\u0000'.repeat(length)}${text.slice(at + length)}`;

const wordsOf = (text: string): string[] =>
  (text.replaceAll('\u0000', ' ').match(/"[^"]*"|\S+/g) ?? []).filter((word) => !FILLERS.has(word));
