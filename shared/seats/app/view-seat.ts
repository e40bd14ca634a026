import { kindOf, type Seat } from '../contract/seat.ts';
import type { Card, SeatStatus, WorkView } from '../contract/work.ts';
import { type Work, workView } from '../domain/work.ts';
import type { SeatDeps } from './carry-out.ts';
import type { Viewer } from './look.ts';

/** Of how many of its newest works of each kind a seat tells: works are large, and a status is asked for often. */
const COUNTED = 50;

/** So many works are shown that no list has. */
const UNLISTED = 10;

/** A figure, with the works that it was counted from. */
export type Counted = Omit<Card, 'works'> & { readonly of: readonly Work[] };

/** The four figures above the page of a seat, counted from its newest works. */
export type Cards = (works: readonly Work[], now: Date) => readonly Counted[];

const cardOf = ({ of, ...card }: Counted): Card => ({
  ...card,
  works: of.map(({ kind, id }) => ({ kind, id })),
});

export async function listWorks(
  seat: Seat,
  { works }: Pick<SeatDeps, 'works'>,
  workspace: string,
  {
    kind,
    state,
    ...page
  }: {
    readonly kind: string;
    readonly state?: string | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
): Promise<{ works: WorkView[]; cursor: string | null }> {
  const { prefix } = kindOf(seat, kind);
  const { items, cursor } = await works.page(workspace, { ...page, prefix: `${prefix}_` });
  return {
    works: items.filter((work) => state === undefined || work.state === state).map(workView),
    cursor,
  };
}

/** A work that is for some is none of the others'. */
function mayRead(seat: Seat, { kind, createdBy }: Work, { role, subject }: Viewer): boolean {
  const { readers } = kindOf(seat, kind);
  return readers === undefined || createdBy === subject || readers.some((each) => each === role);
}

export async function seatStatus(
  seat: Seat,
  cards: Cards,
  { works, clock }: SeatDeps,
  workspace: string,
  caller: Viewer,
): Promise<SeatStatus> {
  const pages = await Promise.all(
    Object.values(seat.kinds).map(({ prefix }) =>
      works.page(workspace, { limit: COUNTED, prefix: `${prefix}_` }),
    ),
  );
  const all = pages.flatMap(({ items }) => items);
  const counts = new Map<string, { kind: string; state: string; count: number }>();
  for (const { kind, state } of all) {
    const known = counts.get(`${kind} ${state}`) ?? { kind, state, count: 0 };
    counts.set(`${kind} ${state}`, { ...known, count: known.count + 1 });
  }
  const { name, title, purpose } = seat;
  const listed = new Set(Object.values(seat.lists).map(({ kind }) => kind));
  return {
    seat: name,
    title,
    purpose,
    capabilities: Object.entries(seat.capabilities).map(
      ([capability, { does, method, reads, proposes }]) => ({
        name: capability,
        does,
        method,
        reads: [...reads],
        proposes: [...proposes],
      }),
    ),
    counts: [...counts.values()],
    counted: all.length,
    isWhole: pages.every(({ cursor }) => cursor === null),
    cards: cards(all, clock.now()).map(cardOf),
    unlisted: all
      .filter(({ kind }) => !listed.has(kind))
      .filter((work) => mayRead(seat, work, caller))
      .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
      .slice(0, UNLISTED)
      .map((work) => ({ ...workView(work), kind: work.kind })),
    latestAt:
      all
        .map(({ updatedAt }) => updatedAt)
        .toSorted()
        .at(-1) ?? null,
  };
}
