import { HOUR } from '../../../kernel/clock.ts';
import type { Analysis, Case } from '../contract/schemas.ts';
import { orderMissions } from './order-missions.ts';

type Cause = Analysis['causes'][number];
type Waiting = Extract<Case['dispute'], { kind: 'order' }>['waits'][number];

interface Seen {
  readonly waits: readonly Waiting[];
  readonly holders: Analysis['holders'];
  readonly now: Date;
}

const NEAR_MS = 24 * HOUR;

/** Why a conflict is there, as far as records say it. */
export function causesOf(of: Case, seen: Seen): Cause[] {
  return [
    ...amountOf(of),
    ...seen.holders.map(({ resource, holder, since, until }): Cause => {
      const from = since === null ? '' : ` since ${since}`;
      return {
        cause: 'held_by_another',
        says: `${holder} holds ${resource}${from}, until ${until} at first.`,
      };
    }),
    ...outOfOrder(of),
    ...seen.waits.flatMap(({ id, deadline }): Cause[] =>
      deadline !== undefined && Date.parse(deadline) - seen.now.getTime() < NEAR_MS
        ? [{ cause: 'deadline_near', says: `${id} waits, and is due at ${deadline}.` }]
        : [],
    ),
    ...(of.type === 'goal_conflict' ? [{ cause: 'settings_contradict' as const, says: `${of.about}.` }] : []),
  ];
}

function amountOf({ dispute, parties }: Case): Cause[] {
  if (dispute?.kind === 'claims') {
    const claimed = dispute.claims.reduce((sum, each) => sum + each, 0);
    return claimed > dispute.estate
      ? [
          {
            cause: 'more_claimed_than_there_is',
            says: `${claimed} of ${dispute.of} are claimed, and there are ${dispute.estate}.`,
          },
        ]
      : [];
  }
  if (dispute?.kind !== 'choice') return [];
  const wanted = dispute.values.map((row) => row.indexOf(Math.max(...row)));
  return new Set(wanted).size < 2
    ? []
    : [
        {
          cause: 'opinions_differ',
          says: `${parties.map(({ id }, n) => `${id} wants ${dispute.alternatives[wanted[n] ?? 0]?.name}`).join(', ')}.`,
        },
      ];
}

/** Where the queue has one behind another that has waited for a shorter time and is no more urgent. */
function outOfOrder({ dispute }: Case): Cause[] {
  if (dispute?.kind !== 'order') return [];
  const asItIs = orderMissions(dispute).find(({ key }) => key === 'as_it_is');
  return asItIs !== undefined && asItIs.envy > 0
    ? [
        {
          cause: 'out_of_order',
          says: 'The queue has a mission behind one that has waited for a shorter time, with no higher priority and no earlier deadline.',
        },
      ]
    : [];
}
