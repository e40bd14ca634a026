import type {
  AnswerView,
  ConversationMessageView,
  ConversationView,
} from '../../shared/inbox/contract/routes.ts';
import { moment } from './terminal/moment.ts';
import { manyLines, oneLine, renderFacts } from './terminal/table.ts';

/** What became of a conversation, in one line. */
export function conversationLine({ id, state, snoozedUntil, assignee, labels }: ConversationView): string {
  const until = snoozedUntil ? ` until ${moment(snoozedUntil)}` : '';
  const care = assignee ? `assigned to ${assignee}` : 'assigned to nobody';
  return oneLine(
    `${id} is ${state}${until}, ${care}${labels.length > 0 ? `, labelled ${labels.join(', ')}` : ''}.`,
  );
}

/** What became of an answer, in one line. */
export const answerLine = ({ id, state, channel, reason, approvalId }: AnswerView): string =>
  oneLine(
    state === 'pending'
      ? `${id} by ${channel} waits for an approval: rex approvals show ${approvalId}`
      : `${id} by ${channel} is ${state}${reason === null ? '' : `: ${reason}`}.`,
  );

/** A conversation with its messages, the latest at the end. */
export function renderConversation(
  conversation: ConversationView,
  messages: readonly ConversationMessageView[],
): string {
  const { lead, state, snoozedUntil, assignee, labels, channels } = conversation;
  const facts = renderFacts([
    ['Conversation', conversation.id],
    ['With', [lead.name, lead.email].filter(Boolean).join(', ') || lead.id],
    ['State', snoozedUntil ? `${state} until ${moment(snoozedUntil)}` : state],
    ['Assigned to', assignee ?? 'nobody'],
    ['Labels', labels.join(', ') || '-'],
    ['Class', conversation.class ?? '-'],
    ['Channels', channels.join(', ') || '-'],
    ...(lead.suppressed ? [['Suppressed', lead.suppressed] as const] : []),
    ...(lead.waiting.length > 0
      ? [['Waits', `for a decision: rex replies show ${lead.waiting.at(-1)}`] as const]
      : []),
  ]);
  return [facts, ...messages.map(renderMessage)].join('\n\n');
}

function renderMessage(message: ConversationMessageView): string {
  const { at, type, author, channel, state, subject, text, step } = message;
  const head = [
    moment(at),
    type,
    `by ${author}`,
    ...(channel ? [channel] : []),
    ...(step === null ? [] : [`step ${step}`]),
    ...(state ? [state] : []),
  ].join(' · ');
  const lines = [oneLine(head), ...(subject ? [oneLine(subject)] : [])];
  return text ? `${lines.join('\n')}\n${manyLines(text)}` : lines.join('\n');
}
