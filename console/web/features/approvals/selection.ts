import { useCallback, useMemo, useState } from 'react';

interface Chosen {
  readonly id: string;
  readonly digest: string;
}

/** As many as one request may decide. */
export const MOST_AT_ONCE = 50;

/**
 * Which approvals are chosen, each with the digest that was on the page when it was chosen. One whose content has changed
 * since, or that is no longer there, falls out: nobody approves what was not looked at.
 */
export function useSelection(rows: readonly Chosen[]) {
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map());
  const chosen = useMemo(
    () =>
      rows.filter(({ id, digest }) => picked.get(id) === digest).map(({ id, digest }) => ({ id, digest })),
    [rows, picked],
  );
  const changed = useMemo(
    () => rows.filter(({ id, digest }) => picked.has(id) && picked.get(id) !== digest).length,
    [rows, picked],
  );
  const toggle = useCallback(({ id, digest }: Chosen) => {
    setPicked((old) => {
      const next = new Map(old);
      if (old.get(id) === digest) next.delete(id);
      else next.set(id, digest);
      return next;
    });
  }, []);
  const all = useCallback(
    (on: boolean) =>
      setPicked(new Map(on ? rows.slice(0, MOST_AT_ONCE).map(({ id, digest }) => [id, digest]) : [])),
    [rows],
  );
  return { chosen, changed, toggle, all, has: (row: Chosen) => picked.get(row.id) === row.digest };
}
