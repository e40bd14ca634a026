import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mapLeadColumns, mapOrderColumns } from './columns.ts';
import { parseCsv, parseCsvPart } from './csv.ts';
import { splitCsv } from './csv-split.ts';
import { decodeAs, decodeText } from './decode.ts';
import { leadProfileSchema, type ParsedLead } from './lead-profile.ts';
import { type ParsedLeadRow, parseLeadRow } from './lead-row.ts';
import { mergeLeads } from './merge.ts';
import { parseOrderRow } from './order-row.ts';

const DATA = new URL('../../../../shared/data/leads/', import.meta.url);

describe.skipIf(!existsSync(DATA))('a file of messy leads', () => {
  const truth = () => JSON.parse(readFileSync(new URL('truth.json', DATA), 'utf8'));

  const leadRows = (): ParsedLeadRow[] => {
    const { header, rows } = parseCsv(decodeText(readFileSync(new URL('leads.csv', DATA))).text);
    const columns = mapLeadColumns(header);
    return rows.flatMap((row) => (row.ok ? [parseLeadRow(row.cells, columns)] : []));
  };

  const mergedLeads = (rows: readonly ParsedLeadRow[]): Map<string, ParsedLead> => {
    const people = new Map<string, ParsedLead>();
    for (const row of rows) {
      if (!row.ok) continue;
      const known = people.get(row.lead.identity);
      people.set(row.lead.identity, known ? mergeLeads(known, row.lead) : row.lead);
    }
    return people;
  };

  it('gives the counts of truth.json', () => {
    const rows = leadRows();
    const leads = rows.flatMap((row) => (row.ok ? [row.lead] : []));
    const people = mergedLeads(rows);
    const rejected = (code: string) => rows.filter((row) => !row.ok && row.code === code).length;
    expect({
      rows: rows.length,
      unique_valid: people.size,
      duplicates: leads.length - people.size,
      invalid_email: rejected('INVALID_EMAIL'),
      missing_email: rejected('MISSING_EMAIL'),
      opted_out: rows.filter((row) => (row.ok ? row.lead.consent : row.consent) === 'opted_out').length,
      role_address: leads.filter((lead) => lead.roleAddress).length,
      formula_cells: leads.filter((lead) => lead.flags.includes('formulaCell')).length,
      injected_text: leads.filter((lead) => lead.flags.includes('instructionLike')).length,
    }).toEqual(truth());
    for (const lead of people.values()) leadProfileSchema.parse(lead);
  });

  it('keeps every lead id of merged people, and the fuller name', () => {
    const people = mergedLeads(leadRows());
    expect(people.get('elif.silva.00004@gmail.example')).toMatchObject({
      firstName: 'Elif',
      externalIds: ['C00004', 'D00004'],
      address: 'elif.silva.00004@gmail.example',
    });
    const ids = [...people.values()].flatMap((lead) => lead.externalIds);
    expect(ids).toHaveLength(2395);
  });

  it('gives the same rows from parts as from the whole file', async () => {
    const bytes = readFileSync(new URL('leads.csv', DATA));
    const split = await splitCsv([bytes.subarray(0, 70_000), bytes.subarray(70_000)], 500);
    expect(split).toMatchObject({ encoding: 'utf-8', delimiter: ',' });
    expect(split.parts).toHaveLength(5);
    const columns = split.header.length;
    const parts = split.parts.flatMap(({ start, end, firstRow }) =>
      parseCsvPart(decodeAs(bytes.subarray(start, end), split.encoding), {
        delimiter: split.delimiter,
        columns,
        firstRow,
      }),
    );
    expect(parts).toEqual(parseCsv(decodeText(bytes).text).rows);
  });

  it('reads every order', () => {
    const { header, rows } = parseCsv(decodeText(readFileSync(new URL('orders.csv', DATA))).text);
    const columns = mapOrderColumns(header);
    const orders = rows.map((row) => (row.ok ? parseOrderRow(row.cells, columns) : row));
    expect(orders).toHaveLength(6919);
    expect(orders.every(({ ok }) => ok)).toBe(true);
  });
});
