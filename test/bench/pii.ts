import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { compromiseReader } from '../../shared/adapters/compromise/name-reader.ts';
import { detectPii } from '../../shared/domain/privacy/detect.ts';
import type { PiiType } from '../../shared/domain/privacy/finding.ts';
import type { Table } from './table.ts';

const DATA = new URL('../../../shared/data/injection_pii/pii/', import.meta.url);
const samplesSchema = z.array(
  z.object({
    full_text: z.string(),
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
 * found when at least half of its characters were redacted, whatever as; a finding counts as right when at least half
 * of it lies within spans: what matters here is what leaves, not what it is called.
 */
export function benchPii(): Table[] {
  const samples = samplesSchema.parse(
    JSON.parse(readFileSync(new URL('presidio_research_synth_dataset_v2.json', DATA), 'utf8')),
  );
  const byType = new Map<string, Tally>();
  const tally = (type: string): Tally => {
    const known = byType.get(type) ?? { spans: 0, covered: 0, found: 0, right: 0 };
    byType.set(type, known);
    return known;
  };
  const started = performance.now();
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
      if (share(marked, start, end) >= 0.5) into.covered += 1;
    }
    for (const { type, start, end } of findings) {
      const into = tally(type);
      into.found += 1;
      if (share(truth, start, end) >= 0.5) into.right += 1;
    }
  }
  const milliseconds = (performance.now() - started) / samples.length;
  const rows = [...byType].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sum = (pick: (each: Tally) => number, only = rows): number =>
    only.reduce((total, [, each]) => total + pick(each), 0);
  const looked = rows.filter(([type]) => !type.startsWith('('));
  const line = (name: string, each: Tally): string[] => [
    name,
    String(each.spans),
    rate(each.covered, each.spans),
    String(each.found),
    rate(each.right, each.found),
  ];
  const totals = (only: typeof rows): Tally => ({
    spans: sum((t) => t.spans, only),
    covered: sum((t) => t.covered, only),
    found: sum((t) => t.found, only),
    right: sum((t) => t.right, only),
  });
  return [
    {
      title: `Personal data found in ${samples.length} texts (presidio-research synth v2)`,
      columns: ['type', 'spans', 'recall', 'findings', 'precision'],
      rows: [
        ...rows.map(([type, each]) => line(type, each)),
        line('all that is looked for', totals(looked)),
        line('all that the data marks', totals(rows)),
        ['default Presidio, published', '', '0.603', '', '0.685'],
      ],
      notes: [
        'In brackets: what the data marks and Rex leaves alone, because it names nobody.',
        `${milliseconds.toFixed(1)} ms a text.`,
      ],
    },
  ];
}

const rate = (part: number, whole: number): string => (whole === 0 ? '' : (part / whole).toFixed(3));

function mask(length: number, parts: readonly { start: number; end: number }[]): Uint8Array {
  const marks = new Uint8Array(length);
  for (const { start, end } of parts) marks.fill(1, start, end);
  return marks;
}

const share = (marks: Uint8Array, start: number, end: number): number =>
  marks.subarray(start, end).reduce((total, mark) => total + mark, 0) / Math.max(1, end - start);
