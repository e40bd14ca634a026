import { isDeepStrictEqual } from 'node:util';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { KEEP, keptColumns, type LeadColumns, mapLeadColumns } from '../domain/columns.ts';
import { indexPageOf, originOf } from '../domain/import-record.ts';
import { type Lead, suppress } from '../domain/lead.ts';
import { leadProfileSchema, type ParsedLead } from '../domain/lead-profile.ts';
import { parseLeadRow } from '../domain/lead-row.ts';
import { mergeLeads } from '../domain/merge.ts';
import { entryOf } from '../domain/suppression-list.ts';
import { type ApplySuppressionsDeps, applySuppressions } from './apply-suppressions.ts';
import { type ChunkInput, type ChunkOutcome, Tally } from './chunk-outcome.ts';
import type { LeadStore } from './ports/leads.ts';

const WRITES_IN_FLIGHT = 16;
const PROFILE_FIELDS = leadProfileSchema.keyof().options;

/** All rows of the chunk about one person, merged, so that the person is read and written once. */
interface Person {
  readonly id: string;
  readonly rows: number[];
  profile: ParsedLead;
}

/**
 * Imports the rows of one chunk. Every write either creates a record that must not exist or merges into the existing one, and
 * a lead stores the row that created it, so that a chunk that died half-way and runs again has the same counts.
 */
export async function importLeadRows(deps: ApplySuppressionsDeps, input: ChunkInput): Promise<ChunkOutcome> {
  const { leads, suppressions } = deps;
  const { workspace, id: importId } = input.record;
  const tally = new Tally(input);
  const people = peopleOf(input, tally);
  // A lead that came or changed a moment ago may be missed: then its guard fails, and it is read again. To miss a change is
  // harmless where nothing is written, since a merge only adds.
  const existing = await leads.getMany(
    workspace,
    people.map(({ id }) => id),
  );
  await putNewAliases(leads, workspace, people, existing);
  const made = await createNew(leads, people, existing, input);
  const stored = await mapConcurrent(people, WRITES_IN_FLIGHT, (person, i) =>
    mergeInto(leads, person, made.get(person.id) ?? existing[i], input),
  );
  // After the leads are there: an entry that is added at this moment finds them, or they find it.
  await applySuppressions(deps, workspace, stored, importId);
  const optedOut = stored.filter(({ suppression }) => suppression?.source.startsWith(originPrefix(importId)));
  await suppressions.note(optedOut.map(entryOf));
  for (const [i, person] of people.entries()) countRows(person, stored[i]?.origin ?? '', importId, tally);
  const page = indexPageOf(importId, input.chunk);
  return {
    counts: tally.counts,
    rejections: tally.rejections,
    notes: tally.notes,
    created: stored.filter((lead) => lead.roster === page).map((lead) => lead.id),
  };
}

function peopleOf({ record, format, rows }: ChunkInput, tally: Tally): Person[] {
  const columns = mapLeadColumns(format.header, record.mapping);
  const kept = keptColumns(format.header, columns, record.mapping[KEEP]);
  const people = new Map<string, Person>();
  for (const row of rows) {
    if (!row.ok) {
      tally.reject(row);
      continue;
    }
    const { cells, columns: at } = withDefaultCountry(row.cells, columns, record.defaultCountry);
    const parsed = parseLeadRow(cells, at, kept, format);
    tally.note(row.row, parsed.notes);
    if ((parsed.ok ? parsed.lead.consent : parsed.consent) === 'opted_out') tally.counts.optedOut += 1;
    if (!parsed.ok) {
      if (parsed.code === 'INVALID_EMAIL') tally.counts.invalidEmail += 1;
      if (parsed.code === 'MISSING_EMAIL') tally.counts.missingEmail += 1;
      tally.reject({ row: row.row, code: parsed.code, reason: parsed.reason });
      continue;
    }
    if (parsed.lead.roleAddress) tally.counts.roleAddress += 1;
    const id = leadIdOf(record.workspace, parsed.lead.identity);
    const person = people.get(id);
    if (person) {
      person.rows.push(row.row);
      person.profile = mergeLeads(person.profile, parsed.lead);
    } else people.set(id, { id, rows: [row.row], profile: parsed.lead });
  }
  return [...people.values()];
}

/** A blank country cell, or a file without that column, means the default country of the import. */
function withDefaultCountry(
  cells: readonly string[],
  columns: LeadColumns,
  country: string | undefined,
): { cells: readonly string[]; columns: LeadColumns } {
  const at = columns.country ?? cells.length;
  if (country === undefined || (cells[at] ?? '').trim() !== '') return { cells, columns };
  return { cells: Object.assign([...cells], { [at]: country }), columns: { ...columns, country: at } };
}

/** Written before the leads: so a lead that exists with all its ids has its aliases, whenever the writer died. */
async function putNewAliases(
  leads: LeadStore,
  workspace: string,
  people: readonly Person[],
  existing: readonly (Lead | undefined)[],
): Promise<void> {
  const aliases = new Map<string, string>();
  for (const [i, { id, profile }] of people.entries()) {
    const known = existing[i]?.profile.externalIds ?? [];
    for (const externalId of profile.externalIds) {
      if (!known.includes(externalId)) aliases.set(externalId, id);
    }
  }
  if (aliases.size > 0) await leads.putAliases(workspace, aliases);
}

/** Creates the leads that were not found, and returns those that it created. */
async function createNew(
  leads: LeadStore,
  people: readonly Person[],
  existing: readonly (Lead | undefined)[],
  { record, chunk, now }: ChunkInput,
): Promise<ReadonlyMap<string, Lead>> {
  const missing = people.filter((_, i) => existing[i] === undefined);
  const made = missing.map(({ id, rows, profile }): Lead => {
    const source = sourceOf(record, rows);
    const lead: Lead = {
      workspace: record.workspace,
      id,
      version: 1,
      profile,
      origin: source,
      roster: indexPageOf(record.id, chunk),
      contacted: [],
      journeys: {},
    };
    return withOptOut(lead, source, now);
  });
  const created = await leads.createMany(made);
  return new Map(made.filter((_, i) => created[i]).map((lead) => [lead.id, lead]));
}

/** Merges into the lead that is there; a merge that changes nothing writes nothing. `known`: as it was read or created. */
function mergeInto(
  leads: LeadStore,
  person: Person,
  known: Lead | undefined,
  { record, now }: ChunkInput,
): Promise<Lead> {
  let read = async (): Promise<Lead | undefined> => known ?? leads.get(record.workspace, person.id);
  return retryOnConflict(async () => {
    const found = await read();
    read = () => leads.get(record.workspace, person.id);
    if (!found) throw new RexError('NOT_FOUND', `Lead ${person.id} is there and cannot be read.`);
    const profile = mergeLeads(found.profile, person.profile);
    const changed = sameProfile(profile, found.profile) ? found : { ...found, profile };
    const next = withOptOut(changed, sourceOf(record, person.rows), now);
    return next === found ? found : leads.save(next);
  });
}

const sourceOf = ({ id }: ChunkInput['record'], rows: readonly number[]): string =>
  originOf(id, rows[0] ?? 0);

const withOptOut = (lead: Lead, source: string, now: Date): Lead =>
  lead.profile.consent === 'opted_out' ? suppress(lead, 'import_opt_out', source, now) : lead;

/** A field that is absent and one that is undefined are the same. */
const sameProfile = (a: ParsedLead, b: ParsedLead): boolean =>
  PROFILE_FIELDS.every((field) => isDeepStrictEqual(a[field], b[field]));

function countRows(person: Person, origin: string, importId: string, { counts }: Tally): void {
  const madeByThisImport = origin.startsWith(originPrefix(importId));
  for (const row of person.rows) {
    if (!madeByThisImport) counts.unchanged += 1;
    else if (origin === originOf(importId, row)) counts.imported += 1;
    else counts.duplicates += 1;
  }
}

const originPrefix = (importId: string): string => `${importId}#`;
