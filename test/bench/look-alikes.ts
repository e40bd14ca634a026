import { judgeLookAlikes, KNOWN_PEOPLE, peopleAreThere } from '../support/lead-lists.ts';
import type { Table } from './table.ts';

/** How many of the people who are in a list twice are shown to a person, and how many of those shown are right. */
export function benchLookAlikes(): readonly Table[] {
  const rows = peopleAreThere()
    ? Object.entries(KNOWN_PEOPLE).map(([list, read]) => {
        const known = read();
        const { pairs, precision, recall, f1, seconds } = judgeLookAlikes(known);
        return [
          list,
          String(known.people.length),
          String(pairs),
          precision.toFixed(3),
          recall.toFixed(3),
          f1.toFixed(3),
          `${seconds.toFixed(1)} s`,
        ];
      })
    : [];
  return [
    {
      title: 'Look-alikes: pairs of one person within the groups that are shown',
      columns: ['list', 'people', 'true pairs', 'precision', 'recall', 'F1', 'time'],
      rows,
      notes: [
        'Nothing was fitted to these lists: m and the share of pairs are estimated on each without its labels.',
      ],
    },
  ];
}
