import type { Clock } from '../../kernel/clock.ts';
import { chunksOf, mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { ImportRef } from '../contract/file-key.ts';
import type { ImportNote } from '../contract/routes.ts';
import { NoteBook } from '../domain/import-notes.ts';
import { type ImportRecord, indexPageOf, type LookAlikes } from '../domain/import-record.ts';
import type { Lead } from '../domain/lead.ts';
import { type Comparable, findLookAlikes } from '../domain/look-alikes.ts';
import { findLeads } from './find-leads.ts';
import { importEnded } from './lead-events.ts';
import type { ImportStore } from './ports/imports.ts';
import type { LeadStore } from './ports/leads.ts';

const GROUPS_PER_PAGE = 100;
/** Most leads that are compared, the first ones: a person has to go through the suggestions. */
const MAX_COMPARED = 100_000;
const PAGES_IN_FLIGHT = 4;
const RESULTS_AT_ONCE = 50;

const SENTENCES: Readonly<Record<string, (within: string) => string>> = {
  shared_phone: (phone) => `have the phone number ${phone} in common`,
  similar_name: (company) => `have similar names at ${company}`,
  same_person: () => 'are likely one person: names, address or birth date agree',
};

export interface FinishDeps {
  readonly imports: ImportStore;
  readonly leads: LeadStore;
  readonly clock: Clock;
}

/**
 * Completes an import whose chunks are all done: finds the leads that look alike, for a person to check, and writes the event.
 * A repeat is harmless; an early call does nothing.
 * @throws RexError NOT_FOUND
 */
export async function finishImport(deps: FinishDeps, { workspace, importId }: ImportRef): Promise<void> {
  const record = await deps.imports.get(workspace, importId);
  if (!record) throw new RexError('NOT_FOUND', `There is no import ${importId}.`);
  if (!isReady(record)) return;
  const notes = await notesOf(deps.imports, record);
  const groups = record.kind === 'leads' ? await lookAlikesOf(deps.leads, record) : [];
  const pages = chunksOf(groups, GROUPS_PER_PAGE).map((page) => ({ version: 1, groups: page }));
  await deps.imports.putLookAlikes(workspace, importId, pages);
  await retryOnConflict(async () => {
    const latest = await deps.imports.get(workspace, importId);
    if (!latest || !isReady(latest)) return;
    const now = deps.clock.now();
    const completed: ImportRecord = {
      ...latest,
      state: 'COMPLETED',
      counts: { ...latest.counts, flagged: groups.length },
      notes,
      dueAt: undefined,
      finishedAt: now.toISOString(),
    };
    await deps.imports.save(completed, [importEnded(completed, now)]);
  });
}

const isReady = ({ state, chunks, done }: ImportRecord): boolean =>
  state === 'RUNNING' && chunks !== undefined && done >= chunks;

async function notesOf(
  imports: ImportStore,
  { workspace, id, chunks = 0 }: ImportRecord,
): Promise<ImportNote[]> {
  const notes = new NoteBook();
  const all = Array.from({ length: chunks }, (_, chunk) => chunk);
  for (const some of chunksOf(all, RESULTS_AT_ONCE)) {
    for (const result of await imports.chunkResults(workspace, id, some)) notes.addAll(result?.notes ?? []);
  }
  return notes.list();
}

async function lookAlikesOf(leads: LeadStore, record: ImportRecord): Promise<LookAlikes['groups']> {
  const people = await peopleOf(leads, record);
  return findLookAlikes(people).map(({ kind, within, identities, size }) => ({
    kind,
    leads: identities.map((identity) => leadIdOf(record.workspace, identity)),
    reason: `${size} leads ${SENTENCES[kind]?.(within) ?? kind}.`,
  }));
}

async function peopleOf(
  leads: LeadStore,
  { workspace, id, chunks = 0 }: ImportRecord,
): Promise<Comparable[]> {
  const people: Comparable[] = [];
  const pages = Array.from({ length: chunks }, (_, chunk) => indexPageOf(id, chunk));
  for (const group of chunksOf(pages, PAGES_IN_FLIGHT)) {
    const found = await mapConcurrent(group, PAGES_IN_FLIGHT, async (page) => {
      const listed = await leads.getIndexPage(workspace, page);
      return listed ? findLeads(leads, workspace, listed.leads) : [];
    });
    for (const lead of found.flat()) if (lead) people.push(comparable(lead));
    if (people.length >= MAX_COMPARED) break;
  }
  return people.slice(0, MAX_COMPARED);
}

/** Only the fields that are compared, so that many leads fit into memory. */
const comparable = ({ profile }: Lead): Comparable => ({
  identity: profile.identity,
  firstName: profile.firstName,
  lastName: profile.lastName,
  company: profile.company,
  phone: profile.phone,
  street: profile.street,
  city: profile.city,
  postcode: profile.postcode,
  birthDate: profile.birthDate,
});
