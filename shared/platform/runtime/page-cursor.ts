import { RexError } from '../../kernel/errors.ts';
import { shortHash } from '../../kernel/ids.ts';

const MARK_LENGTH = 10;

/** What a cursor goes on in: a list of one workspace, with what the list was asked for. */
export interface ListAsked {
  readonly workspace: string;
  readonly operationId: string;
  readonly params: unknown;
  /** By the route's schema. */
  readonly query: unknown;
  readonly body: unknown;
}

/** The answer of a list, whose cursor bears the mark of what was asked. */
export function markCursor(asked: ListAsked, body: unknown): unknown {
  const cursor = cursorIn(body);
  return cursor === undefined ? body : { ...(body as object), cursor: `${cursor}.${markOf(asked)}` };
}

/**
 * What a list is asked for, with the cursor as the list itself gave it out.
 * @throws RexError VALIDATION_FAILED for a cursor of another list or workspace, or of the same list with other filters
 */
export function unmarkCursor(asked: ListAsked): Pick<ListAsked, 'query' | 'body'> {
  const unmark = (value: unknown, root: string): unknown => {
    const cursor = cursorIn(value);
    if (cursor === undefined) return value;
    const at = cursor.length - MARK_LENGTH - 1;
    if (at < 1 || cursor.slice(at) !== `.${markOf(asked)}`) throw foreignCursor(root);
    return { ...(value as object), cursor: cursor.slice(0, at) };
  };
  return { query: unmark(asked.query, 'query'), body: unmark(asked.body, 'body') };
}

const foreignCursor = (root: string): RexError =>
  new RexError(
    'VALIDATION_FAILED',
    'The cursor is not one that this list gave out. Ask again without it, or with the same filters as before.',
    { fields: [{ path: `${root}.cursor`, message: 'is not a cursor of this list' }] },
  );

function cursorIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('cursor' in value)) return undefined;
  return typeof value.cursor === 'string' ? value.cursor : undefined;
}

const markOf = ({ workspace, operationId, params, query, body }: ListAsked): string =>
  shortHash(JSON.stringify([workspace, operationId, params, filtersOf(query), filtersOf(body)]), MARK_LENGTH);

/** All but where the page begins and how long it is. */
const filtersOf = (asked: unknown): unknown =>
  typeof asked === 'object' && asked !== null
    ? Object.entries(asked)
        .filter(([name, value]) => name !== 'cursor' && name !== 'limit' && value !== undefined)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
    : null;
