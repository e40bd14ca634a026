import { queueRank } from '../../../missions/domain/queue-rank.ts';
import type { DisputeOf, Effect, Option } from '../contract/schemas.ts';

type Waiting = DisputeOf<'order'>['waits'][number];

const HIGHEST_PRIORITY = 100;

const NEVER = '9999';
const deadlineOf = ({ deadline = NEVER }: Waiting): string => deadline;
const by =
  (key: (waiting: Waiting) => string) =>
  (a: Waiting, b: Waiting): number =>
    key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;

/** In which order missions get what becomes free. */
export function orderMissions({ waits }: DisputeOf<'order'>): Option[] {
  const asItIs = waits.toSorted(by(queueRank));
  return [
    optionOf(
      'longest_wait',
      'Whoever has waited longest comes first',
      waits.toSorted(by(({ since }) => since)),
    ),
    ...(waits.some(({ deadline }) => deadline !== undefined)
      ? [
          optionOf(
            'earliest_deadline',
            'The earliest deadline comes first, which makes the largest delay the smallest (Jackson 1955)',
            asItIs.toSorted(by(deadlineOf)),
          ),
        ]
      : []),
    optionOf('as_it_is', 'The queue as it is: priority, and age', asItIs),
  ];
}

function optionOf(key: string, method: string, order: readonly Waiting[]): Option {
  const pairs = (order.length * (order.length - 1)) / 2;
  const envied = order.map(
    (one, place) => order.slice(0, place).filter((ahead) => envies(one, ahead)).length,
  );
  const priorities = prioritiesOf(order);
  return {
    key,
    method,
    shares: order.map(({ id }, place) => ({
      party: id,
      share: `place ${place + 1} of ${order.length}`,
      satisfaction: (order.length - place) / order.length,
      givesUp:
        place === 0
          ? null
          : `its turn to ${order
              .slice(0, place)
              .map((each) => each.id)
              .join(', ')}`,
    })),
    fairness: pairs === 0 ? 1 : 1 - envied.reduce((sum, each) => sum + each, 0) / pairs,
    fairnessBasis:
      'The part of pairs without justified envy: of one that has waited longer, with no lower priority and no later deadline (after Abdulkadiroğlu and Sönmez 2003)',
    envy: order.length < 2 ? 0 : Math.max(...envied) / (order.length - 1),
    effects: order.flatMap(({ id, priority }, n): Effect[] => {
      const to = priorities?.[n];
      return to === undefined || to === priority
        ? []
        : [{ do: 'priority', missionId: id, priority: to, before: priority }];
    }),
    todo: priorities ? [] : ['No priority makes this order: the queue also goes by age. Cancel or wait.'],
  };
}

const envies = (one: Waiting, ahead: Waiting): boolean =>
  one.since < ahead.since && one.priority >= ahead.priority && deadlineOf(one) <= deadlineOf(ahead);

/** The least priorities, none below what it is, by which the queue has this order; undefined where there are none. */
export function prioritiesOf(order: readonly Waiting[]): number[] | undefined {
  const found: number[] = [];
  let next: string | undefined;
  for (const waiting of order.toReversed()) {
    let { priority } = waiting;
    while (next !== undefined && queueRank({ ...waiting, priority }) >= next) {
      priority += 1;
      if (priority > HIGHEST_PRIORITY) return undefined;
    }
    next = queueRank({ ...waiting, priority });
    found.unshift(priority);
  }
  return found;
}
