import type { DisputeOf, Effect, Option } from '../contract/schemas.ts';
import { scoreOf } from './score.ts';

/** Where each party is; null: nowhere. */
type Placement = readonly (number | null)[];
type Places = DisputeOf<'places'>;

/** So many parties and places are looked at whole: 6 to the 6th are 46,656 placements. */
export const MOST_PLACED = 6;

/**
 * Which mission sends from which domain. Those who share a domain share what it may send. All placements are looked at, so what
 * is called the largest is that.
 */
export function placeMissions(dispute: Places): Option[] {
  const { now } = dispute;
  const moves = (placement: Placement): number => placement.filter((place, n) => place !== now[n]).length;
  const satisfied = (placement: Placement): number[] =>
    utilities(dispute, placement).map((utility, n) => part(dispute, n, utility));
  const all = placements(dispute);
  return [
    optionOf(dispute, {
      key: 'nash_welfare',
      method: 'The largest product of what each can send (maximum Nash welfare; Caragiannis et al. 2016)',
      placement: best(all, (placement) => {
        const positive = satisfied(placement).filter((each) => each > 0);
        const logs = positive.reduce((sum, each) => sum + Math.log(each), 0);
        return [positive.length, logs, -moves(placement)];
      }),
    }),
    optionOf(dispute, {
      key: 'leximin',
      method: 'The most for the one with the least, then for the next (leximin; Sen 1970)',
      placement: best(all, (placement) => [
        ...satisfied(placement).toSorted((a, b) => a - b),
        -moves(placement),
      ]),
    }),
    optionOf(dispute, { key: 'as_it_is', method: 'Nobody moves', placement: now }),
  ];
}

function optionOf(
  dispute: Places,
  {
    key,
    method,
    placement,
  }: { readonly key: string; readonly method: string; readonly placement: Placement },
): Option {
  const { missions, places, values, now } = dispute;
  const nameOf = (place: number | null | undefined): string | null =>
    typeof place === 'number' ? (places[place]?.name ?? null) : null;
  const gets = utilities(dispute, placement);
  const had = utilities(dispute, now);
  const { satisfactions, ...score } = scoreOf(
    values.map((_, party) =>
      placement.map((place) =>
        place === null ? 0 : part(dispute, party, sends(dispute, party, place, crowdOf(placement, place))),
      ),
    ),
  );
  return {
    key,
    method,
    shares: missions.map(({ id }, n) => ({
      party: id,
      share: `${nameOf(placement[n]) ?? 'no domain'}, ${Math.floor(gets[n] ?? 0)} e-mails a day`,
      satisfaction: satisfactions[n] ?? 0,
      givesUp:
        (had[n] ?? 0) > (gets[n] ?? 0)
          ? `${Math.ceil((had[n] ?? 0) - (gets[n] ?? 0))} of ${Math.floor(had[n] ?? 0)} e-mails a day`
          : null,
    })),
    ...score,
    effects: missions.flatMap(({ id, domain: before }, n): Effect[] => {
      const domain = nameOf(placement[n]);
      return domain === null || domain === before ? [] : [{ do: 'assign', missionId: id, domain, before }];
    }),
    todo: missions.flatMap(({ id }, n) =>
      (gets[n] ?? 0) > 0 ? [] : [`${id} can send from no domain like this: add one, or resume one.`],
    ),
  };
}

/** What one can send in a day from a place with so many of the parties. */
const sends = ({ places, values }: Places, party: number, place: number, crowd: number): number =>
  (values[party]?.[place] ?? 0) / (crowd + (places[place]?.others ?? 0));

/** What each can send in a day. */
const utilities = (dispute: Places, placement: Placement): number[] =>
  placement.map((place, n) => (place === null ? 0 : sends(dispute, n, place, crowdOf(placement, place))));

/** Of what it could send from its best domain, if no other party were there. */
const part = (dispute: Places, party: number, utility: number): number => {
  const most = Math.max(0, ...dispute.places.map((_, place) => sends(dispute, party, place, 1)));
  return most === 0 ? 0 : utility / most;
};

/** Every placement that the rooms allow. Nobody is left out where there is room for all. */
function placements({ places, values }: Places): Placement[] {
  const isEnough = places.reduce((sum, { room }) => sum + (room ?? values.length), 0) >= values.length;
  let all: Placement[] = [[]];
  for (const _ of values) {
    all = all.flatMap((placed) => {
      const free = places.flatMap(({ room }, place) =>
        room === null || crowdOf(placed, place) < room ? [place] : [],
      );
      return [...free, ...(isEnough ? [] : [null])].map((place) => [...placed, place]);
    });
  }
  return all.filter((placed) => placed.length === values.length);
}

const crowdOf = (placement: Placement, place: number): number =>
  placement.filter((each) => each === place).length;

/** The first with the largest score, by its first number, then by the next. */
function best(all: readonly Placement[], scoreOfOne: (placement: Placement) => readonly number[]): Placement {
  let found: { placement: Placement; score: readonly number[] } | undefined;
  for (const placement of all) {
    const score = scoreOfOne(placement);
    if (!found || isMore(score, found.score)) found = { placement, score };
  }
  return found?.placement ?? [];
}

function isMore(a: readonly number[], b: readonly number[]): boolean {
  for (const [n, each] of a.entries()) {
    const difference = each - (b[n] ?? 0);
    if (Math.abs(difference) > 1e-12) return difference > 0;
  }
  return false;
}
