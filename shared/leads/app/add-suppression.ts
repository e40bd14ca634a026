import type { Channel } from '../../channels/contract/channels.ts';
import { RexError } from '../../kernel/errors.ts';
import type { SuppressionReason } from '../contract/suppressions.ts';
import { erasedNamesOf, parseTarget } from '../domain/suppression-list.ts';
import { type AddSuppressionsDeps, addSuppressions } from './add-suppressions.ts';
import { type SuppressionView, suppressionView } from './list-suppressions.ts';
import { type ListCaller, listOf } from './suppression-list-of.ts';

export interface AddSuppression extends ListCaller {
  /** An address, `@example.com`, or a hash. */
  readonly value: string;
  readonly reason: SuppressionReason;
  readonly channels?: readonly Channel[] | undefined;
  readonly source: string;
  readonly correlationId: string;
}

/**
 * Adds one entry to a suppression list. Of an address that was erased, the entry is the one of its keyed hash.
 * @throws RexError VALIDATION_FAILED when the value is nothing that can be suppressed; NOT_FOUND as `addSuppressions`
 */
export async function addSuppression(
  deps: AddSuppressionsDeps,
  { value, ...input }: AddSuppression,
): Promise<{ suppression: SuppressionView; added: boolean }> {
  const list = listOf(deps, input);
  const parsed = parseTarget(list, value);
  if (!parsed.ok) {
    throw new RexError('VALIDATION_FAILED', `That cannot be suppressed. ${parsed.reason}`, {
      fields: [{ path: 'body.value', message: parsed.reason }],
    });
  }
  const { target } = parsed;
  const { added } = await addSuppressions(deps, { ...input, entries: [{ row: 1, target }] });
  const erased = deps.erasedNameOf ? erasedNamesOf({ list, ...target }, deps.erasedNameOf) : [];
  const found = await deps.suppressions.find([{ list, ...target }, ...erased]);
  const entry = found.find(({ kind }) => kind === target.kind) ?? found[0];
  if (!entry) throw new RexError('INTERNAL', 'The suppression was not added.');
  return { suppression: suppressionView(entry), added: added > 0 };
}
