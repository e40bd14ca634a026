import type { JsonRoute } from '../../../../shared/kernel/contract/request.ts';
import { SEATS } from '../../../../shared/lords/registry.ts';
import { type Seat, seatRoutes, statusOperation } from '../../../../shared/seats/contract/seat.ts';
import type { SeatStatus } from '../../../../shared/seats/contract/work.ts';
import { useApi } from '../../api/hooks.ts';
import { labelOf } from '../../ui/label-of.ts';

export interface SeatTab {
  readonly id: string;
  readonly label: string;
  /** The kinds whose works it shows. */
  readonly kinds: readonly string[];
}

const routesOf = new Map<string, Record<string, JsonRoute>>();

/** The route of an operation of a seat. */
export function routeOf(seat: Seat, operation: string): JsonRoute {
  const routes = routesOf.get(seat.name) ?? seatRoutes(seat);
  routesOf.set(seat.name, routes);
  const route = routes[operation];
  if (!route) throw new Error(`The ${seat.title} has no ${operation}.`);
  return route;
}

export const seatNamed = (name: string): Seat | undefined => SEATS.find((seat) => seat.name === name);

/** One for each kind of works, or for several that share a name. */
export function tabsOf(seat: Seat): SeatTab[] {
  const tabs = new Map<string, string[]>();
  for (const [kind, { tab = labelOf(kind) }] of Object.entries(seat.kinds))
    tabs.set(tab, [...(tabs.get(tab) ?? []), kind]);
  for (const { tab } of Object.values(seat.looks)) if (tab !== undefined) tabs.set(tab, tabs.get(tab) ?? []);
  return [...tabs].map(([label, kinds]) => ({
    id: label.toLowerCase().replaceAll(' ', '-'),
    label,
    kinds,
  }));
}

/** The tab that shows works of a kind. */
export const tabOf = (seat: Seat, kind: string): SeatTab | undefined =>
  tabsOf(seat).find(({ kinds }) => kinds.includes(kind));

/** The tab that shows the work with an id, by what the ids of its kind begin with. */
export const tabOfWork = (seat: Seat, id: string): SeatTab | undefined =>
  Object.entries(seat.kinds).flatMap(([kind, { prefix }]) =>
    id.startsWith(`${prefix}_`) ? (tabOf(seat, kind) ?? []) : [],
  )[0];

export const useStatus = (seat: Seat) => {
  const query = useApi(routeOf(seat, statusOperation(seat)), {});
  return query as Omit<typeof query, 'data'> & { readonly data: SeatStatus | undefined };
};
