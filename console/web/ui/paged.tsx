import type { ReactNode } from 'react';
import type { ApiError } from '../api/client.ts';
import { Button } from './button.tsx';
import { Loading, Problem } from './notice.tsx';

interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly error: ApiError | null;
  readonly isLoading: boolean;
  readonly retry: () => void;
}

interface PagedProps<Row> {
  readonly pages: Pages<Row>;
  /** Stands where there is no row. */
  readonly empty: ReactNode;
  readonly lines?: number;
  readonly children: ReactNode;
}

/**
 * A list when its first rows are there, and meanwhile that it loads, why it does not, or that there is nothing. Rows that
 * were read stay when they cannot be read anew, and the reason is told above them.
 */
export function Paged<Row>({ pages, empty, lines = 8, children }: PagedProps<Row>) {
  const problem = pages.error === null ? null : <Problem error={pages.error} retry={pages.retry} />;
  if (pages.rows.length > 0) {
    return (
      <>
        {problem}
        {children}
      </>
    );
  }
  if (problem !== null) return problem;
  return pages.isLoading ? <Loading lines={lines} /> : empty;
}

interface ShowMoreProps {
  readonly pages: { readonly hasMore: boolean; readonly isFetchingMore: boolean; readonly more: () => void };
}

/** For lists that are no table, which asks for more by itself. */
export function ShowMore({ pages: { hasMore, isFetchingMore, more } }: ShowMoreProps) {
  if (!hasMore) return null;
  return (
    <div>
      <Button busy={isFetchingMore} onClick={more}>
        Show more
      </Button>
    </div>
  );
}
