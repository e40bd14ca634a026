import { RexError } from '../../kernel/errors.ts';
import { GLOBAL_LIST } from '../domain/suppression-list.ts';

export interface ListCaller {
  /** The workspace of the caller. */
  readonly workspace: string;
  readonly scope: 'workspace' | 'global';
}

/**
 * The list that a caller means.
 * @throws RexError NOT_FOUND when it is the global one and the caller is not of the operators' workspace
 */
export function listOf(
  { operatorsWorkspace }: { readonly operatorsWorkspace: string },
  { workspace, scope }: ListCaller,
): string {
  if (scope === 'workspace') return workspace;
  if (workspace !== operatorsWorkspace) throw new RexError('NOT_FOUND', 'There is nothing here.');
  return GLOBAL_LIST;
}
