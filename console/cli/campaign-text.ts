import type { CampaignResults, CampaignView } from '../../shared/campaigns/contract/campaign.ts';
import type { MoveView } from '../../shared/campaigns/contract/move.ts';
import { renderTable } from './terminal/table.ts';

export const movesText = (moves: readonly MoveView[]): string =>
  moves.length === 0
    ? 'No moves. "rex moves plan" plans one.'
    : renderTable(moves, [
        { title: 'Move', cell: ({ id }) => id },
        { title: 'Title', cell: ({ title }) => title, maxWidth: 36 },
        { title: 'By', cell: ({ by }) => String(by['kind']) },
        { title: 'State', cell: ({ state, late }) => (late ? `${state}, late` : state) },
        { title: 'Why', cell: ({ reason }) => reason },
      ]);

/** A campaign with its moves, what it cost, and how far its goals are. */
export function campaignText(
  campaign: CampaignView,
  results: CampaignResults,
  moves: readonly MoveView[],
): string {
  const { name, state, startsAt, endsAt } = campaign;
  const { budget, cost, goals, parts, totals } = results;
  const dates = [startsAt && `from ${startsAt}`, endsAt && `until ${endsAt}`].filter(Boolean).join(' ');
  const amount = budget.amountUsd === null ? '' : ` of $${budget.amountUsd}`;
  const counted = Object.entries(totals).filter(([, value]) => value !== 0);
  return [
    `${name}: ${state}${dates === '' ? '' : `, ${dates}`}`,
    `Spent: $${cost.totalUsd.toFixed(4)}${amount}`,
    ...budget.caps.map((cap) => `Of ${cap.most} ${cap.name}: ${cap.used} used`),
    ...goals.map(
      ({ metric, target, value, met }) => `Goal ${metric}: ${value} of ${target}${met ? ', met' : ''}`,
    ),
    counted.length === 0
      ? 'Nothing is counted yet.'
      : `Results: ${counted.map(([metric, value]) => `${metric} ${value}`).join(', ')}`,
    '',
    movesText(moves),
    ...(parts.length === 0
      ? []
      : [
          '',
          renderTable(parts, [
            { title: 'Part', cell: ({ id }) => id },
            { title: 'Type', cell: ({ type }) => type },
            { title: 'Name', cell: ({ name: of }) => of, maxWidth: 36 },
            { title: 'State', cell: ({ state: is }) => is },
            { title: 'Cost $', cell: ({ costUsd }) => costUsd.toFixed(4), align: 'right' },
          ]),
        ]),
  ].join('\n');
}
