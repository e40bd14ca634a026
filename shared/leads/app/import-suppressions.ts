import type { Channel } from '../../channels/contract/channels.ts';
import type { SuppressionReason } from '../contract/suppressions.ts';
import { parseSuppressionFile, type SuppressionFile } from '../domain/suppression-file.ts';
import { type AddedSuppressions, type AddSuppressionsDeps, addSuppressions } from './add-suppressions.ts';
import { type ListCaller, listOf } from './suppression-list-of.ts';

export interface ImportSuppressions extends ListCaller {
  /** The text of the file, or of a part of it that begins with its header. */
  readonly content: string;
  readonly firstRow?: number | undefined;
  /** Of rows that give none. */
  readonly reason: SuppressionReason;
  readonly channels?: readonly Channel[] | undefined;
  readonly correlationId: string;
}

/**
 * Imports a suppression list, or a part of one. Rows that are not understood are named, and keep back none of the others.
 * @throws RexError NOT_FOUND when the caller may not change the global list
 */
export async function importSuppressions(
  deps: AddSuppressionsDeps,
  { content, firstRow, ...input }: ImportSuppressions,
): Promise<AddedSuppressions & Pick<SuppressionFile, 'rows' | 'invalid'>> {
  const { rows, entries, invalid } = parseSuppressionFile(listOf(deps, input), content, firstRow);
  const added = await addSuppressions(deps, { ...input, entries, source: 'list' });
  return { rows, ...added, invalid };
}
