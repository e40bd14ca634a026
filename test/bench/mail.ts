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
  wantedFigures,
} from '../support/mail-data.ts';
import { outreachReplies, REPLY_SETS, readOutreachReply } from '../support/outreach-replies.ts';
import type { Table } from './table.ts';

/** How well inbound mail is read, on the data sets beside the project. */
export async function benchMail(): Promise<Table[]> {
  if (!hasSharedData) return [];
  const mails = await classifiedBounceFiles();
  const { recognised, severity, recipient, classes, delayed, oneHalf, otherHalf } = bounceFigures(mails);
  const vacations = expectedBounces().filter(({ reason }) => reason === 'vacation');
  const mta = await mtaCases();
  const reports = await Promise.all(fieldReports().map(isRead));
  const severities = severityReports().map(
    ({ status, text, want }) => bounceSeverity(status ?? undefined, text).severity === want,
  );
  const { certain, possible, sentences } = intentFigures();
  const rows: [string, Share][] = [
    ['bounce files recognised', recognised],
    ['class as Sisimai says, all files', classes],
    ['bounces with their recipient', recipient],
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
        `${delayed} of the bounces that are none to Rex say themselves that the message is only delayed.`,
        'The halves part the formats by a hash of their names.',
        `Of ${sentences} sentences of ordinary business mail, ${certain.length} are heard as a certain request to be left alone, ${possible.length} as a possible one.`,
      ],
    },
    await wantedTable(),
  ];
}

/** What replies want: invented ones, and how sentences that answer no outreach are taken. */
async function wantedTable(): Promise<Table> {
  const rows: string[][] = [];
  for (const set of REPLY_SETS) {
    const byLanguage = Map.groupBy(outreachReplies(set), ({ language }) => language);
    for (const [language, replies] of byLanguage) {
      const right: boolean[] = [];
      for (const reply of replies) right.push((await readOutreachReply(reply)) === reply.wants);
      const { right: hits, all } = count(right);
      rows.push([`${set}, ${language}`, String(hits), String(all), (hits / all).toFixed(3)]);
    }
  }
  const taken = [...wantedFigures()].map(
    ([wants, { asks, others }]) => `${wants} ${asks + others} (${asks} of them ask for something)`,
  );
  return {
    title: 'What replies want, by rules',
    columns: ['replies', 'right', 'of', 'share'],
    rows,
    notes: [
      'The replies are invented (test/support/outreach-replies); xx is a language that is not read, where "unclear" is right.',
      'At the first reading, before any rule was changed for them, 132 of 138 of "set-aside" were right, 22 of 43 of "second"; for "third" no rule was changed.',
      `Sentences of ordinary business mail, which answer no outreach, are taken as: ${taken.join(', ')}.`,
    ],
  };
}

const count = (each: readonly boolean[]): Share => ({ right: each.filter(Boolean).length, all: each.length });
