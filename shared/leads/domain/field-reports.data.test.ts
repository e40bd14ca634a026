import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseCalendarDate } from './calendar-date.ts';
import { ColumnSurvey } from './column-survey.ts';
import { mapLeadColumns, mapOrderColumns } from './columns.ts';
import { parseCountry } from './country.ts';
import { type CsvTable, parseCsv } from './csv.ts';
import { parseEmailAddress } from './email-address.ts';
import type { ParsedLead } from './lead-profile.ts';
import { parseLeadRow } from './lead-row.ts';
import { mergeLeads } from './merge.ts';
import { parseMoney } from './money.ts';
import { parseOrderRow } from './order-row.ts';
import { parsePhone } from './phone.ts';
import { parseTimeZone } from './time-zone.ts';

const DATA = new URL('../../../../shared/data/field-reports/', import.meta.url);
const isThere = existsSync(DATA);

const caseSchema = z.object({
  parser: z.string(),
  cell: z.string().default(''),
  country: z.string().optional(),
  want: z.union([z.string(), z.number(), z.boolean(), z.null()]),
});
type Case = z.infer<typeof caseSchema>;

const PARSERS: Readonly<Record<string, (given: Case) => string | number | boolean | undefined>> = {
  phone: ({ cell, country }) => parsePhone(cell, country),
  date: ({ cell }) => parseCalendarDate(cell),
  money: ({ cell }) => parseMoney(cell)?.cents,
  timeZone: ({ cell }) => parseTimeZone(cell),
  country: ({ cell }) => parseCountry(cell),
  mailable: ({ cell }) => {
    const parsed = parseEmailAddress(cell);
    return parsed.ok && !parsed.email.neverMail;
  },
};

const cases = (): Case[] =>
  isThere
    ? readFileSync(new URL('fields.jsonl', DATA), 'utf8')
        .trim()
        .split('\n')
        .map((line) => caseSchema.parse(JSON.parse(line)))
        .filter(({ parser }) => parser in PARSERS)
    : [];

const table = (file: string): CsvTable => parseCsv(readFileSync(new URL(`csv/${file}`, DATA), 'utf8'));
const cellsOf = ({ rows }: CsvTable): (readonly string[])[] =>
  rows.map((row) => {
    if (!row.ok) throw new Error(row.reason);
    return row.cells;
  });

function leadsOf(file: string): Map<string, ParsedLead> {
  const read = table(file);
  const columns = mapLeadColumns(read.header);
  const people = new Map<string, ParsedLead>();
  for (const cells of cellsOf(read)) {
    const parsed = parseLeadRow(cells, columns);
    if (!parsed.ok) continue;
    const known = people.get(parsed.lead.identity);
    people.set(parsed.lead.identity, known ? mergeLeads(known, parsed.lead) : parsed.lead);
  }
  return people;
}

function ordersOf(file: string) {
  const read = table(file);
  const columns = mapOrderColumns(read.header);
  const survey = ColumnSurvey.ofOrders(columns);
  for (const cells of cellsOf(read)) survey.look(cells);
  const { dayOrders, decimal } = survey.reading();
  return cellsOf(read).map((cells) => parseOrderRow(cells, columns, dayOrders['orderedAt'], decimal));
}

describe.skipIf(!isThere)('cells of real exports', () => {
  it.each(cases())('$parser of $cell is $want', (given) => {
    expect(PARSERS[given.parser]?.(given) ?? null).toBe(given.want);
  });

  it.each(isThere ? cellsOf(table('optouts.csv')) : [])('"%s" %s is %s (%s)', (header, cell, want = '') => {
    const parsed = parseLeadRow(['ada@firm.example', cell], mapLeadColumns(['Email', header]));
    const { consent } = parsed.ok ? parsed.lead : { consent: 'rejected' };
    const word = want.replace(/^not /, '');
    if (word === want) expect(consent).toBe(want);
    else expect(consent).not.toBe(word);
    expect(parsed.notes).toEqual([]);
  });

  it('finds the header below the notes of LinkedIn, and counts rows as a spreadsheet does', () => {
    expect(table('linkedin.csv').rows.map(({ row }) => row)).toEqual([5, 6]);
    expect([...leadsOf('linkedin.csv').values()]).toMatchObject([
      {
        address: 'ada.moor@firm.example',
        company: 'Firm Ltd',
        jobTitle: 'Head of Sales',
        linkedinUrl: 'https://www.linkedin.com/in/ada-moor-example',
        createdAt: '2024-01-05',
      },
    ]);
  });

  it('fills short rows up', () => {
    const people = [...leadsOf('short-rows.csv').values()];
    expect(people.map(({ address, firstName }) => [address, firstName])).toEqual([
      ['ada@firm.example', 'Ada'],
      ['ben@firm.example', 'Ben'],
      ['cleo@firm.example', 'Cleo'],
      ['dan@firm.example', undefined],
      ['eve@firm.example', 'Eve'],
    ]);
  });

  it('does not read a placeholder as a name, and prefers a real name in a merge', () => {
    const names = [...leadsOf('names-first.csv').values()].map((each) => [
      each.firstName,
      each.lastName,
      each.company,
    ]);
    expect(names).toEqual([
      [undefined, undefined, undefined],
      [undefined, 'Moor', undefined],
      [undefined, 'Moor', undefined],
      [undefined, undefined, undefined],
      ['Jo', 'Moor', 'Firm Ltd'],
    ]);
  });

  it('splits whole names', () => {
    const names = [...leadsOf('names-full.csv').values()].map(({ firstName, lastName }) => [
      firstName,
      lastName,
    ]);
    expect(names).toEqual([
      ['Jane', 'Doe'],
      ['John', 'Smith'],
      ['John', 'Smith'],
      ['Ludwig', 'van der Berg'],
      ['Anna', 'Weber'],
      ['Thomas', 'Müller'],
      ['Anna', 'Berg'],
    ]);
  });

  it('reads dates with month names, and infers the order of day and month from unambiguous rows', () => {
    const days = (file: string) => ordersOf(file).map((row) => (row.ok ? row.order.orderedOn : row.code));
    expect(days('orders-months.csv')).toEqual([
      '2024-01-05',
      '2024-01-15',
      '2024-02-05',
      '2024-04-13',
      '2024-05-05',
    ]);
    expect(days('orders-us.csv')).toEqual([
      '2024-01-13',
      '2024-02-28',
      '2024-03-04',
      '2024-03-30',
      '2024-04-05',
    ]);
  });

  it('counts no refunded or voided order as a purchase, and no further line as an order', () => {
    expect(ordersOf('shopify-orders.csv')).toMatchObject([
      { ok: true, order: { orderId: '#1001', orderedOn: '2024-01-05', amountCents: 5500, currency: 'EUR' } },
      { ok: false, code: 'INVALID_AMOUNT', of: { orderId: '#1001' } },
      { ok: false, code: 'NOT_A_PURCHASE', of: { orderId: '#1002' } },
      { ok: false, code: 'NOT_A_PURCHASE', of: { orderId: '#1003' } },
    ]);
  });
});
