import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { LabelledLead } from '../../shared/icp/domain/fit-model.ts';
import { icpFactsOf } from '../../shared/icp/domain/icp-facts.ts';
import {
  type ColumnOverrides,
  keptColumns,
  type LeadField,
  mapLeadColumns,
} from '../../shared/leads/domain/columns.ts';
import { parseCsv } from '../../shared/leads/domain/csv.ts';
import { parseLeadRow } from '../../shared/leads/domain/lead-row.ts';
import { seededRandom } from '../../shared/statistics/domain/seeded-random.ts';

const DATA = new URL('../../../shared/data/crm_leads/', import.meta.url);

export interface CrmList {
  readonly name: string;
  readonly file: string;
  readonly mapping: ColumnOverrides<LeadField>;
  /** Columns that SOURCE.md says leak. */
  readonly leaking: readonly string[];
  /** AUC of SOURCE.md: logistic regression, one-hot, 70/30, without the leaking columns. */
  readonly stated: number;
  readonly statedWithLeaks: number;
}

export const CRM_LISTS: readonly CrmList[] = [
  {
    name: 'X Education',
    file: 'x_education_leads.csv.gz',
    mapping: { industry: 'Specialization', jobTitle: 'What is your current occupation' },
    leaking: [
      'Tags',
      'Lead Quality',
      'Lead Profile',
      'Asymmetrique Activity Index',
      'Asymmetrique Profile Index',
      'Asymmetrique Activity Score',
      'Asymmetrique Profile Score',
      'Last Activity',
      'Last Notable Activity',
    ],
    stated: 0.853,
    statedWithLeaks: 0.978,
  },
  {
    name: 'UCI bank',
    file: 'uci_bank-full.csv.gz',
    mapping: { outcome: 'y' },
    leaking: ['duration'],
    stated: 0.762,
    statedWithLeaks: 0.91,
  },
];

export const crmListsAreThere = (): boolean => CRM_LISTS.every(({ file }) => existsSync(new URL(file, DATA)));

/** The rows of a list as an import takes them, each with an address that it does not have, in a seeded order. */
export function readCrmList({ file, mapping }: CrmList, seed: number, limit = Infinity): LabelledLead[] {
  const { header, rows } = parseCsv(gunzipSync(readFileSync(new URL(file, DATA))).toString('utf8'));
  const withAddress = [...header, 'email'];
  const columns = mapLeadColumns(withAddress, mapping);
  const kept = keptColumns(withAddress, columns, '*').filter(
    ({ name }) => !/^(prospect id|lead number)$/i.test(name),
  );
  const past = { orders: 0, replied: false, suppressed: false };
  const random = seededRandom(seed);
  const leads: LabelledLead[] = [];
  for (const { row, i } of rows.map((row, i) => ({ row, i, at: random() })).toSorted((a, b) => a.at - b.at)) {
    if (leads.length === limit) break;
    if (!row.ok) continue;
    const cells = [...header.map((_, at) => row.cells[at] ?? ''), `lead${i}@mail.example`];
    const parsed = parseLeadRow(cells, columns, kept);
    if (!parsed.ok || parsed.lead.outcome === undefined) continue;
    const facts = icpFactsOf(parsed.lead, past, new Date('2020-01-01'));
    leads.push({ facts, positive: parsed.lead.outcome });
  }
  return leads;
}
