import type { z } from 'zod';
import type { approvalRoutes } from '../../shared/contracts/http/approvals.ts';
import { moment } from './terminal/moment.ts';
import { number } from './terminal/progress-bar.ts';
import { oneLine, renderFacts } from './terminal/table.ts';

export type ApprovalWithSample = z.output<typeof approvalRoutes.getApproval.success.schema>;

/** What a person needs in order to decide: how many, at what cost, until when, and how the messages read. */
export function renderApproval(approval: ApprovalWithSample): string {
  const blocked = Object.entries(approval.blockedDrafts).map(([code, count]) => `${number(count)} ${code}`);
  const facts: [string, string][] = [
    ['Approval', `${approval.id} (${approval.state})`],
    ['Mission', approval.missionId],
    ['Recipients', number(approval.recipients)],
    ['Messages', number(approval.messages)],
    ['Drafts left out', blocked.join(', ') || 'none'],
    ['Cost', `about ${approval.estimatedCostUsd.toFixed(2)} USD`],
    ...(approval.state === 'pending'
      ? [['Expires', `${moment(approval.expiresAt)} (no answer is a no)`] satisfies [string, string]]
      : []),
  ];
  return [renderFacts(facts), ...approval.sample.map(renderSample)].join('\n\n');
}

function renderSample(message: ApprovalWithSample['sample'][number]): string {
  const about = `Step ${message.step}, variant ${message.variant}, ${message.framework}`;
  return [
    `--- ${about} ---`,
    `From: ${oneLine(message.from)}`,
    `To: ${oneLine(message.to)}`,
    message.channel === 'email' ? `Subject: ${oneLine(message.subject)}` : `Channel: ${message.channel}`,
    '',
    ...message.text.split(/\r?\n/).map(oneLine),
  ].join('\n');
}
