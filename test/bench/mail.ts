import { bounceSeverity } from '../../shared/mail/domain/bounce-severity.ts';
import {
  bounceFigures,
  classifiedBounceFiles,
  expectedBounces,
  fieldReports,
  hasSharedData,
  intentFigures,
  isRead,
  mtaCases,
  replyFigures,
  type Share,
  severityReports,
} from '../support/mail-data.ts';
import type { Table } from './table.ts';

/** How well inbound mail is read, on the data sets beside the project. */
export async function benchMail(): Promise<Table[]> {
  if (!hasSharedData) return [];
  const mails = await classifiedBounceFiles();
  const { recognised, severity, oneHalf, otherHalf } = bounceFigures(mails);
  const vacations = expectedBounces().filter(({ reason }) => reason === 'vacation');
  const mta = await mtaCases();
  const reports = await Promise.all(fieldReports().map(isRead));
  const severities = severityReports().map(
    ({ status, text, want }) => bounceSeverity(status ?? undefined, text).severity === want,
  );
  const { certain, possible, sentences } = intentFigures();
  const rows: [string, Share][] = [
    ['bounce files recognised', recognised],
    ['hard or soft as Sisimai says, all recipients', severity],
    ['  formats of one half', oneHalf],
    ['  formats of the other half', otherHalf],
    ['vacation notes', count(vacations.map(({ file }) => mails.get(file)?.kind === 'out_of_office'))],
    ...[...replyFigures()].map(([source, share]): [string, Share] => [
      `visible text as ${source} expects it`,
      share,
    ]),
    [
      'mails of real servers, responders and clients',
      count(mta.map(({ wanted, found }) => wanted === found)),
    ],
    ['field reports: replies', count(reports)],
    ['field reports: hard or soft', count(severities)],
  ];
  return [
    {
      title: 'Inbound mail',
      columns: ['what', 'right', 'of', 'share'],
      rows: rows.map(([what, { right, all }]) => [
        what,
        String(right),
        String(all),
        (right / all).toFixed(3),
      ]),
      notes: [
        'The halves part the formats by a hash of their names.',
        `Of ${sentences} sentences of ordinary business mail, ${certain.length} are heard as a certain request to be left alone, ${possible.length} as a possible one.`,
      ],
    },
  ];
}

const count = (each: readonly boolean[]): Share => ({ right: each.filter(Boolean).length, all: each.length });
