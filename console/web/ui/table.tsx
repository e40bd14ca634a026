import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import styles from './table.module.css';
import { leastWidth, templateOf, useFitting } from './table-width.ts';

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** As `grid-template-columns` has it: `2fr`, `8rem`. */
  readonly width?: string;
  readonly align?: 'end';
  /** Left out where there is no room for it beside those before it. */
  readonly wide?: boolean;
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Where a row leads. Enter and a click open it; the first cell should hold a link to it as well. */
  readonly hrefOf?: (row: Row) => string;
  readonly isCurrent?: (row: Row) => boolean;
  /** Asked for when the end is near. */
  readonly more?: () => void;
  readonly hasMore?: boolean;
  readonly height?: string;
}

/** How many rows a list asks for at a time: as many as an operator sees, so that the first are there soon. */
export const ROWS_A_PAGE = 30;
/** Below it all rows are drawn, and the page scrolls: searching in the page finds them. */
const ALL_DRAWN = 60;

/** Pixels. Many rows where there is a mouse, and room for a finger where there is none. */
const FINE = 30;
const COARSE = 44;
const rowHeight = (): number => (matchMedia('(pointer: coarse)').matches ? COARSE : FINE);

/** Rows of one kind. Long lists draw only what is in sight; the arrow keys go from row to row. */
export function Table<Row>(props: TableProps<Row>) {
  const {
    label,
    columns: all,
    rows,
    keyOf,
    hrefOf,
    isCurrent,
    more,
    hasMore = false,
    height = 'max(24rem, calc(100dvh - 13rem))',
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const columns = useFitting(scroller, all);
  const isVirtual = rows.length > ALL_DRAWN || (hasMore && rows.length >= ROWS_A_PAGE);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    overscan: 12,
    enabled: isVirtual,
  });
  const drawn = isVirtual ? virtualizer.getVirtualItems() : rows.map((_, index) => ({ index, start: 0 }));
  const last = drawn.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && isVirtual && last >= rows.length - 15) more?.();
  }, [hasMore, isVirtual, last, rows.length, more]);

  const variables = {
    '--columns': templateOf(columns),
    '--least': `${leastWidth(columns)}rem`,
  } as object;
  const open = (row: Row, event: MouseEvent<HTMLElement> | KeyboardEvent<HTMLElement>) => {
    if (hrefOf === undefined || (event.target as Element).closest('a, button, input, label, summary')) return;
    if (getSelection()?.toString()) return;
    void navigate({ href: hrefOf(row) });
  };
  const onKeyDown = (row: Row) => (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter') open(row, event);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const sibling =
      step > 0 ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
    if (sibling instanceof HTMLElement && sibling.tabIndex === 0) {
      event.preventDefault();
      sibling.focus();
    }
  };
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ ...variables, ...(isVirtual ? { maxHeight: height } : {}) }}
      // What scrolls must be scrolled by keys too.
      {...(isVirtual ? { tabIndex: 0, role: 'region', 'aria-label': label } : {})}
    >
      <div
        role="table"
        className={styles.table}
        aria-label={label}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
      >
        <div role="rowgroup" className={styles.headGroup}>
          <div role="row" className={styles.headRow} aria-rowindex={1}>
            {columns.map(({ header, align }) => (
              <span key={header} role="columnheader" className={align === 'end' ? styles.end : ''}>
                {header}
              </span>
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          className={styles.body}
          style={isVirtual ? { height: virtualizer.getTotalSize() } : undefined}
        >
          {drawn.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div
                key={keyOf(row)}
                role="row"
                aria-rowindex={index + 2}
                aria-current={isCurrent?.(row) ? 'true' : undefined}
                className={`${styles.row} ${hrefOf === undefined ? '' : styles.opens}`}
                style={
                  isVirtual
                    ? { position: 'absolute', insetInline: 0, transform: `translateY(${start}px)` }
                    : undefined
                }
                tabIndex={hrefOf === undefined ? undefined : 0}
                onClick={(event) => open(row, event)}
                onKeyDown={onKeyDown(row)}
              >
                {columns.map(({ header, cell, align }) => (
                  <span
                    key={header}
                    role="cell"
                    className={`${styles.cell} ${align === 'end' ? styles.end : ''}`}
                  >
                    {cell(row)}
                  </span>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {hasMore && !isVirtual ? (
        <button type="button" className={styles.more} onClick={more}>
          Show more
        </button>
      ) : null}
    </div>
  );
}
