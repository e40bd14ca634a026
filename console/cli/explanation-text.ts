import type { ExplanationView } from '../../shared/leads/contract/routes.ts';
import { moment } from './terminal/moment.ts';
import { oneLine, renderFacts, renderTable } from './terminal/table.ts';

type MissionPart = ExplanationView['missions'][number];
type Sent = MissionPart['sent'][number];

/** What happened to a lead, told from the general to the detail. */
export function renderExplanation({
  lead,
  summary,
  missions,
  inbound,
  answers,
  meetings,
}: ExplanationView): string {
  const name = [lead.firstName, lead.lastName].filter(Boolean).join(' ');
  return [
    oneLine(summary),
    renderFacts([
      ['Address', lead.email],
      ['Name', name || '-'],
      ['Consent', lead.consent],
      ['Suppressed', lead.suppressed ? `${lead.suppressed.reason}, ${moment(lead.suppressed.at)}` : 'no'],
      [
        'Held',
        lead.held
          ? `${lead.held.reason}, ${moment(lead.held.since)}: rex replies show ${lead.held.replies.at(-1) ?? ''}`
          : 'no',
      ],
      ...(lead.notBefore
        ? [['Not before', `${moment(lead.notBefore.at)} (${lead.notBefore.because})`] as const]
        : []),
      [
        'Orders',
        lead.lastOrderOn === null ? String(lead.orders) : `${lead.orders}, last on ${lead.lastOrderOn}`,
      ],
    ]),
    ...missions.map(renderPart),
    ...(inbound.length === 0
      ? []
      : [
          `Came in\n${renderFacts(inbound.map(({ at, kind, class: wants, text }) => [moment(at), `${kind}${wants ? ` (${wants})` : ''}: ${oneLine(text)}`]))}`,
        ]),
    ...(answers.length === 0
      ? []
      : [
          `Answered\n${renderFacts(answers.map(({ at, by, state, reason, text }) => [moment(at), `${state}, by ${by}${reason ? ` (${reason})` : ''}: ${oneLine(text)}`]))}`,
        ]),
    ...(meetings.length === 0
      ? []
      : [
          `Meetings\n${renderFacts(meetings.map(({ id, startsAt, state, source, title }) => [moment(startsAt), `${state} (${source}): ${title} ${id}`]))}`,
        ]),
  ].join('\n\n');
}

function renderPart(part: MissionPart): string {
  const role = part.heldOut ? 'held out for comparison' : part.selected ? 'selected' : 'left out';
  const score = part.score === null ? '' : `, score ${part.score.toFixed(1)}`;
  return [
    `${oneLine(part.name)} (${part.missionId}, ${part.state}): ${role}${score}`,
    ...part.reasons.map(({ code, sentence }) => `  ${code}: ${oneLine(sentence)}`),
    ...(part.automation
      ? [
          `  ${oneLine(part.automation.sentence)}${part.automation.note === null ? '' : ` ("${oneLine(part.automation.note)}")`}`,
        ]
      : []),
    ...part.factors.map(({ sentence }) => `  ${oneLine(sentence)}`),
    ...(part.sent.length === 0 ? [] : ['', renderSent(part.sent), ...part.sent.flatMap(renderEngagements)]),
    ...(part.lostContact ? ['', renderLost(part.lostContact)] : []),
    ...(part.next ? ['', renderNext(part.next)] : []),
  ].join('\n');
}

const renderLost = ({ step, holder, until, at }: NonNullable<MissionPart['lostContact']>): string =>
  `Step ${step} was due at ${moment(at)}, but ${holder} was speaking to this person until ${moment(until)}`;

const renderSent = (sent: readonly Sent[]): string =>
  renderTable(sent, [
    { title: 'Step', cell: ({ step, variant }) => `${step}${variant}` },
    { title: 'Channel', cell: ({ channel }) => channel },
    { title: 'Subject', cell: ({ subject }) => subject, maxWidth: 40 },
    { title: 'State', cell: ({ state }) => state },
    { title: 'Sent', cell: ({ sentAt }) => sentAt && moment(sentAt) },
    { title: 'And then', cell: whatFollowed },
  ]);

function whatFollowed(message: Sent): string {
  const followed = [
    ['opened', message.openedAt],
    ['clicked', message.clickedAt],
    ['replied', message.repliedAt],
    ['booked a meeting', message.bookedAt],
    ['unsubscribed', message.unsubscribedAt],
    ['bounced', message.bouncedAt],
  ] as const;
  return followed.flatMap(([what, at]) => (at === null ? [] : [what])).join(', ');
}

/** Whoever opened or clicked, and what speaks for a machine. */
const renderEngagements = ({ step, variant, engagements }: Sent): string[] =>
  engagements.map(({ kind, at, probability, byPerson, signs }) => {
    const who = `${byPerson ? 'by a person' : 'by a machine'} (${Math.round(probability * 100)} % a person)`;
    return `  ${step}${variant} ${kind} ${moment(at)}, ${who}${signs.map(({ sentence }) => ` ${sentence}`).join('')}`;
  });

function renderNext({ step, dueAt, verdicts }: NonNullable<MissionPart['next']>): string {
  return [
    `Step ${step} is next${dueAt === null ? '' : `, due ${moment(dueAt)}`}`,
    renderTable(verdicts, [
      { title: 'Guard', cell: ({ guard }) => guard },
      { title: 'Verdict', cell: ({ verdict }) => verdict },
      { title: 'Why', cell: ({ explanation }) => explanation, maxWidth: 70 },
      { title: 'Asked again', cell: ({ until }) => until && moment(until) },
      { title: 'What would let it pass', cell: ({ unblock }) => unblock, maxWidth: 50 },
    ]),
  ].join('\n');
}
