import type { Channel } from '../../channels/contract/channels.ts';
import type { SuppressionReason } from '../contract/suppressions.ts';
import { addSuppression, joinSuppression } from '../domain/suppression.ts';
import type { SuppressionRow } from '../domain/suppression-file.ts';
import { erasedNamesOf, type SuppressionEntry } from '../domain/suppression-list.ts';
import { type ApplySuppressionsDeps, applySuppressions } from './apply-suppressions.ts';
import { type ListCaller, listOf } from './suppression-list-of.ts';

export interface AddSuppressionsDeps extends ApplySuppressionsDeps {
  /** The workspace whose people may change the global list. */
  readonly operatorsWorkspace: string;
}

export interface AddSuppressions extends ListCaller {
  /** For entries that give none of their own. */
  readonly reason: SuppressionReason;
  readonly channels?: readonly Channel[] | undefined;
  readonly source: string;
  readonly correlationId: string;
  readonly entries: readonly SuppressionRow[];
}

export interface AddedSuppressions {
  readonly added: number;
  /** Entries that the list, or an earlier entry of the same call, covers already. */
  readonly duplicate: number;
  readonly suppressedLeads: number;
}

/**
 * Adds entries to a suppression list, first; then suppresses the leads that have the addresses. Leads that come later, and
 * those that a domain, a hash or the global list names, are found when they come, are chosen or are about to be written to.
 * An address that was erased is suppressed by its keyed hash already, and is not written down again.
 * Again is fine: it adds nothing.
 * @throws RexError NOT_FOUND when the caller may not change the global list
 */
export async function addSuppressions(
  deps: AddSuppressionsDeps,
  input: AddSuppressions,
): Promise<AddedSuppressions> {
  const list = listOf(deps, input);
  const now = deps.clock.now();
  const unique = new Map<string, SuppressionEntry>();
  for (const { target, reason = input.reason, at, channels = input.channels } of input.entries) {
    const latest = now.toISOString();
    const mark = { reason, source: input.source, at: at !== undefined && at < latest ? at : latest };
    const empty: SuppressionEntry = { list, ...target, version: 1 };
    const entry = addSuppression(empty, mark, channels);
    const key = `${target.kind} ${target.name}`;
    const before = unique.get(key);
    unique.set(key, before ? joinSuppression(before, entry) : entry);
  }
  const entries = [...unique.values()];
  const changed = await deps.suppressions.add(await withoutErased(deps, list, entries));
  const added = changed.filter((each) => each).length;
  return {
    added,
    duplicate: input.entries.length - added,
    suppressedLeads: input.scope === 'global' ? 0 : await suppressKnown(deps, input, entries),
  };
}

async function withoutErased(
  { suppressions, erasedNameOf }: Pick<AddSuppressionsDeps, 'suppressions' | 'erasedNameOf'>,
  list: string,
  entries: readonly SuppressionEntry[],
): Promise<readonly SuppressionEntry[]> {
  if (!erasedNameOf || !(await suppressions.kinds([list])).get(list)?.has('erased')) return entries;
  const names = new Map(entries.map((entry) => [entry, erasedNamesOf(entry, erasedNameOf)]));
  const found = await suppressions.find([...names.values()].flat());
  const erased = new Set(found.map(({ name }) => name));
  return entries.filter((entry) => !names.get(entry)?.some(({ name }) => erased.has(name)));
}

/** @returns how many leads were not suppressed before, or on fewer channels */
async function suppressKnown(
  deps: AddSuppressionsDeps,
  { workspace, correlationId }: AddSuppressions,
  entries: readonly SuppressionEntry[],
): Promise<number> {
  const ids = entries.filter(({ kind }) => kind === 'address').map(({ name }) => name);
  const found = await deps.leads.getMany(workspace, ids, 'consistent');
  const leads = found.filter((lead) => lead !== undefined);
  const after = await applySuppressions(deps, workspace, leads, correlationId);
  return after.filter((lead, i) => lead !== leads[i]).length;
}
