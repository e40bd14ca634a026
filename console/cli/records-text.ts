import type { z } from 'zod';
import type {
  domainRecordsSchema,
  senderRulesSchema,
} from '../../shared/provisioning/contract/provisioning.ts';
import { moment } from './terminal/moment.ts';
import { renderTable } from './terminal/table.ts';

const STATES = {
  none: 'has not been set up: rex domains provision',
  running: 'is being set up',
  ready: 'is set up, and SES has verified it',
  incomplete: 'is not set up',
} as const;

/** The records of a domain: first how far it is, then each record, then what is to be done about those that need it. */
export function recordsText(view: z.output<typeof domainRecordsSchema>): string {
  const { domain, state, problem, hostedZone, checkedAt, records } = view;
  const open = records.filter(({ state: of }) => of === 'missing' || of === 'conflict');
  const where = hostedZone === null ? '' : ` Rex writes them into the hosted zone ${hostedZone}.`;
  const table = renderTable(records, [
    { title: 'Record', cell: ({ id }) => id },
    { title: 'State', cell: (record) => (record.writtenByRex ? `${record.state}, by Rex` : record.state) },
    { title: 'Type', cell: ({ type }) => type },
    { title: 'Name', cell: ({ name }) => name },
    { title: 'Value', cell: ({ value }) => value },
  ]);
  const notes = records.flatMap(({ id, note }) => (note === null ? [] : [`${id}: ${note}`]));
  const todo =
    open.length > 0 && hostedZone === null
      ? [
          '',
          'Set what is missing in the DNS of the domain (names are complete: leave out what your registrar adds).',
        ]
      : [];
  return [
    `${domain} ${STATES[state]}.${problem === null ? '' : ` ${problem}`}${where}`,
    `The DNS was asked ${checkedAt === null ? 'never' : moment(checkedAt)}.`,
    '',
    table,
    ...(notes.length > 0 ? ['', ...notes] : []),
    ...todo,
  ].join('\n');
}

/** The rules with pass or fail, and what to do about those that fail. */
export function rulesText(view: z.output<typeof senderRulesSchema>): string {
  const { domain, perDay, bulkFrom, bulk, rules } = view;
  const table = renderTable(rules, [
    { title: 'Result', cell: ({ result }) => result },
    { title: 'Rule', cell: ({ title }) => title },
    { title: 'Asked by', cell: ({ providers }) => providers.join(', ') },
    { title: 'Why', cell: ({ reason }) => reason },
  ]);
  const todo = rules.flatMap(({ title, todo: what }) => (what === null ? [] : [`${title}: ${what}`]));
  const volume = bulk
    ? `${domain} may send ${perDay} e-mails a day, which makes it a bulk sender (from ${bulkFrom}): missions wait until no rule fails.`
    : `${domain} may send ${perDay} e-mails a day, fewer than a bulk sender (from ${bulkFrom}): no mission waits for a rule.`;
  return [volume, '', table, ...(todo.length > 0 ? ['', ...todo] : [])].join('\n');
}
