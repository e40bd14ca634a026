import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';

/** In rem: what a column that takes its share keeps for a few words, and what a share of one needs for comfort. */
const LEAST_SHARE = 5;
const GOOD_SHARE = 6;
/** A column of a fixed width gives up a quarter of it before the table scrolls sideways. */
const GIVES_UP_TO = 0.75;
const GAP = 0.75;
const SIDES = 2;

/** A column; its width is as `grid-template-columns` has it: `2fr`, `8rem`. */
interface Width {
  readonly width?: string;
}
const isShare = (width: string): boolean => width.endsWith('fr');

export const templateOf = (columns: readonly Width[]): string =>
  columns
    .map(({ width = '1fr' }) =>
      isShare(width)
        ? `minmax(${LEAST_SHARE}rem, ${width})`
        : `minmax(calc(${GIVES_UP_TO} * ${width}), ${width})`,
    )
    .join(' ');

/** How wide a table is, in rem, whose columns that take a share have so much of it, and the others what they give up to. */
const widthOf = (columns: readonly Width[], share: (of: number) => number): number =>
  columns.reduce((sum, { width = '1fr' }) => {
    const own = Number.parseFloat(width);
    return sum + GAP + (isShare(width) ? share(own) : GIVES_UP_TO * own);
  }, SIDES - GAP);

export const leastWidth = (columns: readonly Width[]): number => widthOf(columns, () => LEAST_SHARE);
const goodWidth = (columns: readonly Width[]): number =>
  widthOf(columns, (share) => Math.max(LEAST_SHARE, GOOD_SHARE * share));

interface Column extends Width {
  readonly wide?: boolean;
}

/** The columns for which there is room: all that are not `wide`, and of the others, in their order, as many as have comfort. */
export function fitting<C extends Column>(columns: readonly C[], rems: number): readonly C[] {
  let shown = columns.filter(({ wide }) => !wide);
  for (const column of columns) {
    const more = columns.filter((each) => each === column || shown.includes(each));
    if (goodWidth(more) <= rems) shown = more;
  }
  return shown;
}

/** The columns for which an element has room, as its width changes. */
export function useFitting<C extends Column>(
  element: RefObject<HTMLElement | null>,
  columns: readonly C[],
): readonly C[] {
  const [rems, setRems] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const { current } = element;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const look = () => setRems(Math.floor(current.clientWidth / rem));
    look();
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return useMemo(() => fitting(columns, rems), [columns, rems]);
}
