import type { z } from 'zod';
import type { approvalRoutes } from '../../shared/approvals/contract/routes.ts';
import { changeText } from './change-text.ts';
import { effectFacts } from './effect-text.ts';
import { moment } from './terminal/moment.ts';
import { number } from './terminal/progress-bar.ts';
import { manyLines, oneLine, renderFacts } from './terminal/table.ts';

export type ApprovalWithSample = z.output<typeof approvalRoutes.getApproval.success.schema>;

/** What a person needs in order to decide: how many, at what cost, until when, and how the messages read; or what changes and why. */
export function renderApproval(approval: ApprovalWithSample): string {
  const facts: [string, string][] = [
    ['Approval', `${approval.id} (${approval.state})`],
    ...aboutFacts(approval),
    ...(approval.reason === null ? [] : [['Reason', oneLine(approval.reason)] satisfies [string, string]]),
    ...(approval.state === 'pending'
      ? ([
          ['Expires', `${moment(approval.expiresAt)} (no answer is a no)`],
          ['Digest', approval.digest],
        ] satisfies [string, string][])
      : []),
  ];
  return [renderFacts(facts), ...approval.sample.map(renderSample)].join('\n\n');
}

function aboutFacts(approval: ApprovalWithSample): [string, string][] {
  if (approval.change) return changeFacts(approval.change);
  if (approval.task) return taskFacts(approval.task);
  return approval.answer ? answerFacts(approval.answer) : messageFacts(approval);
}

const taskFacts = ({
  id,
  title,
  agent,
  effect,
}: NonNullable<ApprovalWithSample['task']>): [string, string][] => [
  ['Task', id],
  ['Title', oneLine(title)],
  ['Agent', oneLine(agent)],
  ...effectFacts(effect),
];

const answerFacts = ({
  leadId,
  channel,
  subject,
  text,
  requestedBy,
}: NonNullable<ApprovalWithSample['answer']>): [string, string][] => [
  ['Answer to', leadId],
  ['By', channel],
  ['Requested by', oneLine(requestedBy)],
  ...(subject === null ? [] : [['Subject', oneLine(subject)] satisfies [string, string]]),
  ['Words', manyLines(text)],
];

function messageFacts(approval: ApprovalWithSample): [string, string][] {
  const blocked = Object.entries(approval.blockedDrafts).map(([code, count]) => `${number(count)} ${code}`);
  return [
    ['Mission', approval.missionId ?? ''],
    ['Recipients', number(approval.recipients)],
    ['Messages', number(approval.messages)],
    ['Drafts left out', blocked.join(', ') || 'none'],
    ['Cost', `about ${approval.estimatedCostUsd.toFixed(2)} USD`],
  ];
}

const changeFacts = ({
  recommendationId,
  sentence,
  evidence,
  change,
}: NonNullable<ApprovalWithSample['change']>): [string, string][] => [
  ['Recommendation', recommendationId],
  ['What', oneLine(sentence)],
  ['Why', oneLine(evidence)],
  ['Change', oneLine(changeText(change))],
];

/** What is approved, in a few words. */
export const approvedText = ({
  change,
  answer,
  task,
  recipients,
  messages,
}: Pick<ApprovalWithSample, 'change' | 'answer' | 'task' | 'recipients' | 'messages'>): string => {
  if (task) return `task ${task.id}: ${oneLine(task.effect.summary)}`;
  if (answer) return `the answer to ${answer.leadId}`;
  return change
    ? `${change.change.setting} is ${JSON.stringify(change.change.to)} now`
    : `${number(messages)} messages to ${number(recipients)} leads`;
};

function renderSample(message: ApprovalWithSample['sample'][number]): string {
  const about = `Step ${message.step}, variant ${message.variant}, ${message.framework}`;
  return [
    `--- ${about} ---`,
    `From: ${oneLine(message.from)}`,
    `To: ${oneLine(message.to)}`,
    message.channel === 'email' ? `Subject: ${oneLine(message.subject)}` : `Channel: ${message.channel}`,
    '',
    ...message.text.split(/\r?\n/).map(oneLine),
    ...message.cites.flatMap(({ words, under, document, edition, passage, text }) => [
      '',
      `"${oneLine(words)}" is borne out by ${oneLine(under)} (${document}, edition ${edition}, passage ${passage}):`,
      ...text.split(/\r?\n/).map((line) => `  ${oneLine(line)}`),
    ]),
  ].join('\n');
}
