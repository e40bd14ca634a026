import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { compromiseReader } from '../../shared/leads/adapters/compromise/name-reader.ts';
import { detectPii } from '../../shared/privacy/domain/detect.ts';
import type { PiiType } from '../../shared/privacy/domain/finding.ts';
import type { Table } from './table.ts';

const DATA = new URL('../../../shared/data/injection_pii/pii/', import.meta.url);
const samplesSchema = z.array(
  z.object({
    full_text: z.string(),
    template_id: z.number(),
    spans: z.array(
      z.object({ entity_type: z.string(), start_position: z.number(), end_position: z.number() }),
    ),
  }),
);

/** What the data calls it, and what it is here. Titles, ages, nationalities and times name nobody and are left alone. */
const TYPES: Readonly<Record<string, PiiType>> = {
  PERSON: 'PERSON',
  STREET_ADDRESS: 'ADDRESS',
  ZIP_CODE: 'ADDRESS',
  GPE: 'PLACE',
  ORGANIZATION: 'ORGANIZATION',
  PHONE_NUMBER: 'PHONE',
  EMAIL_ADDRESS: 'EMAIL',
  CREDIT_CARD: 'CARD',
  IBAN_CODE: 'IBAN',
  US_SSN: 'NATIONAL_ID',
  US_DRIVER_LICENSE: 'NATIONAL_ID',
  IP_ADDRESS: 'IP',
  DOMAIN_NAME: 'URL',
  DATE_TIME: 'DATE',
};

interface Tally {
  spans: number;
  covered: number;
  found: number;
  right: number;
}

/**
 * How much personal data the redactor finds, on the data that Presidio publishes its figures for. A span counts as
 * found only when every letter and digit of it was replaced, whatever as: half an address is a miss. A finding counts
 * as right when at least half of it lies within spans. Half of the templates that the texts were made of, drawn by the
 * hash of their number, are set aside: nothing is developed on them.
 */
export function benchPii(): Table[] {
  const samples = samplesSchema.parse(
    JSON.parse(readFileSync(new URL('presidio_research_synth_dataset_v2.json', DATA), 'utf8')),
  );
  const held = samples.filter(({ template_id: id }) => isSetAside(id));
  const open = samples.filter(({ template_id: id }) => !isSetAside(id));
  const lowered = (all: readonly Sample[]): Sample[] =>
    all.map((sample) => ({ ...sample, full_text: inLowerCase(sample.full_text) }));
  return [
    byTypeTable('set aside', held),
    byTypeTable('developed on', open),
    {
      title: 'The same texts, also with all capitals taken away',
      columns: ['texts', 'spans', 'recall', 'findings', 'precision', 'ms a text'],
      rows: [
        totalsRow('set aside', held),
        totalsRow('developed on', open),
        totalsRow('set aside, in lower case', lowered(held)),
        totalsRow('developed on, in lower case', lowered(open)),
        ['default Presidio, published', '', '0.603', '', '0.685', ''],
      ],
      notes: ['A span is found when all of it is replaced; Presidio counts by an evaluator of its own.'],
    },
  ];
}

type Sample = z.infer<typeof samplesSchema>[number];

const isSetAside = (template: number): boolean =>
  (createHash('sha256').update(String(template)).digest()[0] ?? 0) % 2 === 0;

/** Of the same length, so that the spans stay where they are. */
const inLowerCase = (text: string): string =>
  text.replace(/\p{Lu}/gu, (letter) => {
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  });

function byTypeTable(part: string, samples: readonly Sample[]): Table {
  const byType = [...tallies(samples)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const line = (name: string, each: Tally): string[] => [
    name,
    String(each.spans),
    rate(each.covered, each.spans),
    String(each.found),
    rate(each.right, each.found),
  ];
  return {
    title: `Personal data in ${samples.length} texts, ${part} (presidio-research synth v2)`,
    columns: ['type', 'spans', 'recall', 'findings', 'precision'],
    rows: [...byType.map(([type, each]) => line(type, each)), line('all that is looked for', totals(byType))],
    notes: ['In brackets: what the data marks and Rex leaves alone, because it names nobody.'],
  };
}

function totalsRow(name: string, samples: readonly Sample[]): string[] {
  const started = performance.now();
  const all = totals([...tallies(samples)]);
  const each = (performance.now() - started) / samples.length;
  return [
    name,
    String(all.spans),
    rate(all.covered, all.spans),
    String(all.found),
    rate(all.right, all.found),
    each.toFixed(1),
  ];
}

function totals(byType: readonly (readonly [string, Tally])[]): Tally {
  const sum = (pick: (each: Tally) => number): number =>
    byType.reduce((total, [type, each]) => total + (type.startsWith('(') ? 0 : pick(each)), 0);
  return {
    spans: sum(({ spans }) => spans),
    covered: sum(({ covered }) => covered),
    found: sum(({ found }) => found),
    right: sum(({ right }) => right),
  };
}

function tallies(samples: readonly Sample[]): Map<string, Tally> {
  const byType = new Map<string, Tally>();
  const tally = (type: string): Tally => {
    const known = byType.get(type) ?? { spans: 0, covered: 0, found: 0, right: 0 };
    byType.set(type, known);
    return known;
  };
  for (const { full_text: text, spans } of samples) {
    const findings = detectPii(text, compromiseReader);
    const marked = mask(text.length, findings);
    const truth = mask(
      text.length,
      spans.map(({ start_position: start, end_position: end }) => ({ start, end })),
    );
    for (const { entity_type: type, start_position: start, end_position: end } of spans) {
      const into = tally(TYPES[type] ?? `(${type})`);
      into.spans += 1;
      if (isWholly(text, marked, { start, end })) into.covered += 1;
    }
    for (const { type, start, end } of findings) {
      const into = tally(type);
      into.found += 1;
      if (share(truth, start, end) >= 0.5) into.right += 1;
    }
  }
  return byType;
}

/** Whether every letter and digit of a part is marked. */
const isWholly = (text: string, marks: Uint8Array, { start, end }: { start: number; end: number }): boolean =>
  [...text.slice(start, end)].every(
    (char, at, chars) =>
      !/[\p{L}\p{N}]/u.test(char) || marks[start + chars.slice(0, at).join('').length] === 1,
  );

const rate = (part: number, whole: number): string => (whole === 0 ? '' : (part / whole).toFixed(3));

function mask(length: number, parts: readonly { start: number; end: number }[]): Uint8Array {
  const marks = new Uint8Array(length);
  for (const { start, end } of parts) marks.fill(1, start, end);
  return marks;
}

const share = (marks: Uint8Array, start: number, end: number): number =>
  marks.subarray(start, end).reduce((total, mark) => total + mark, 0) / Math.max(1, end - start);
