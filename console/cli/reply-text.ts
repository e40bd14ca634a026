import type { ReplyView } from '../../shared/replies/contract/routes.ts';
import { moment } from './terminal/moment.ts';
import { manyLines, renderFacts } from './terminal/table.ts';

/** A reply with what somebody needs to decide about it. */
export function renderReply(reply: ReplyView & { readonly alsoWaiting: readonly string[] }): string {
  const { lead, decision, alsoWaiting } = reply;
  const facts = renderFacts([
    ['Reply', reply.id],
    ['From', [lead.name, lead.email].filter(Boolean).join(', ') || lead.id],
    ['Came in', `${moment(reply.receivedAt)} by ${reply.channel}`],
    ['Read as', `${reply.kind} (${reply.evidence})`],
    ...(reply.reading ? readingFacts(reply.reading) : []),
    [
      'Answers',
      reply.missionId ? `${reply.missionId}, step ${reply.step ?? '?'}` : 'no message that is known',
    ],
    ['Waits', decision ? 'no' : reply.reason],
    ...(decision ? [['Decided', decisionText(decision)] as const] : []),
    ...(lead.suppressed ? [['Suppressed', lead.suppressed] as const] : []),
    ...(alsoWaiting.length > 0 ? [['Also waiting', alsoWaiting.join(', ')] as const] : []),
    ['Subject', reply.subject || '-'],
  ]);
  const words = manyLines(reply.text) || 'Nothing of it can be shown here.';
  const next = decision
    ? []
    : [`Decide: rex replies decide ${reply.id} release|suppress, or postpone --until YYYY-MM-DD`];
  return [facts, words, ...next].join('\n\n');
}

type Reading = NonNullable<ReplyView['reading']>;

/** `interested`, `later?` */
export const classText = ({ class: wants, certainty }: Reading): string =>
  `${wants.replaceAll('_', ' ')}${certainty === 'certain' ? '' : '?'}`;

function readingFacts(reading: Reading): [string, string][] {
  const { by, language, day, sentence, referredTo, corrected } = reading;
  const named = [referredTo?.name, referredTo?.email].filter(Boolean).join(', ');
  return [
    ['Wants', `${classText(reading)}, by ${by}${language ? `, in ${language}` : ''}${day ? `, ${day}` : ''}`],
    ...(sentence ? [['Because of', sentence] as [string, string]] : []),
    ...(corrected ? [['Corrected', `by ${corrected.by}, ${moment(corrected.at)}`] as [string, string]] : []),
    ...(named ? [['Names', named] as [string, string]] : []),
  ];
}

export const decisionText = ({ decision, until, by, at, note }: NonNullable<ReplyView['decision']>): string =>
  `${decision}${until ? ` until ${until}` : ''} by ${by}, ${moment(at)}${note ? `: ${note}` : ''}`;
