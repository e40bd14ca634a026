import type { z } from 'zod';
import type { approvalRoutes } from '../../shared/approvals/contract/routes.ts';
import { changeFacts } from './change-text.ts';
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
  const samples = approval.sample.map((message) =>
    renderSample(message, qualityOf(approval, message), approval.missionId),
  );
  return [renderFacts(facts), ...samples].join('\n\n');
}

function aboutFacts(approval: ApprovalWithSample): [string, string][] {
  if (approval.change) return factsOfChange(approval.change);
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
    ...approval.notes.map((note): [string, string] => ['Noted', oneLine(note)]),
    ...(approval.quality ?? []).map((of): [string, string] => ['Quality', qualityFact(of)]),
  ];
}

const factsOfChange = ({
  recommendationId,
  sentence,
  evidence,
  change,
}: NonNullable<ApprovalWithSample['change']>): [string, string][] => [
  ['Recommendation', recommendationId],
  ['What', oneLine(sentence)],
  ['Why', oneLine(evidence)],
  ...changeFacts(change),
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
  if (typeof change?.change.to === 'string') return `${change.change.setting} has the new text now`;
  return change
    ? `${change.change.setting} is ${JSON.stringify(change.change.to)} now`
    : `${number(messages)} messages to ${number(recipients)} leads`;
};

type Sample = ApprovalWithSample['sample'][number];
type Quality = NonNullable<ApprovalWithSample['quality']>[number];

const STANDS: Readonly<Record<Quality['stands'], string>> = {
  enough: '',
  'let-pass': ', let pass by a person',
  below: ', below the threshold: somebody has to let it pass',
};

const qualityFact = ({ step, variant, score, level, threshold, stands }: Quality): string =>
  `step ${step}, variant ${variant}: ${score} of 100 (${oneLine(level)}; wanted: ${threshold})${STANDS[stands]}`;

/** Texts by other channels than e-mail are not judged. */
const qualityOf = (
  { quality }: ApprovalWithSample,
  { channel, step, variant }: Sample,
): Quality | undefined =>
  channel === 'email' ? quality?.find((of) => of.step === step && of.variant === variant) : undefined;

function qualityLines(quality: Quality | undefined, missionId: string | null): string[] {
  if (!quality) return [];
  const { score, level, findings, more, stands, step, variant } = quality;
  return [
    '',
    `Quality: ${score} of 100 (${oneLine(level)})`,
    ...findings.map(({ says, instead, passage, scoreAfter }) => {
      const where = passage === null || says.includes(passage.quote) ? '' : ` "${oneLine(passage.quote)}"`;
      return `  ${oneLine(says)}${where}${instead === null ? '' : ` ${oneLine(instead)}`} (then ${scoreAfter})`;
    }),
    ...(more === 0 ? [] : [`  And ${more} more.`]),
    ...(stands === 'below'
      ? [
          `To let it pass: rex council ask aesthete approve-content --value message.mission=${missionId} ` +
            `--value message.step=${step} --value message.variant=${variant} --value override.reason="..."`,
        ]
      : []),
  ];
}

function renderSample(message: Sample, quality: Quality | undefined, missionId: string | null): string {
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
    ...qualityLines(quality, missionId),
  ].join('\n');
}
