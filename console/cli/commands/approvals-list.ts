import * as z from 'zod';
import { APPROVAL_STATES, approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { call } from '../api-client.ts';
import { changeText } from '../change-text.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';

type Listed = z.output<typeof approvalRoutes.listApprovals.success.schema>['approvals'][number];

/** What an approval is about, in one line. */
function aboutText({ missionId, change, task, answer }: Listed): string {
  if (change) return changeText(change.change);
  if (task) return `${task.effect.summary} (${task.id})`;
  return answer ? `answer to ${answer.leadId}: ${answer.text}` : (missionId ?? '');
}

export const approvalsList = defineCommand({
  name: 'approvals list',
  summary: 'Approvals that wait for a decision, and those that were decided',
  examples: ['rex approvals list --state pending'],
  input: z.strictObject({
    state: value(
      'STATE',
      z.enum(APPROVAL_STATES).optional(),
      `Only approvals in this state: ${APPROVAL_STATES.join(', ')}`,
    ),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), approvalRoutes.listApprovals, { query });
    const table = renderTable(page.approvals, [
      { title: 'Approval', cell: ({ id }) => id },
      { title: 'State', cell: ({ state }) => state },
      { title: 'Recipients', cell: ({ recipients }) => recipients, align: 'right' },
      { title: 'Messages', cell: ({ messages }) => messages, align: 'right' },
      {
        title: 'Of',
        cell: aboutText,
        maxWidth: 70,
      },
      { title: 'Expires', cell: ({ expiresAt }) => moment(expiresAt) },
    ]);
    return {
      json: page,
      text: page.approvals.length === 0 ? 'No approvals.' : table + moreHint(page.cursor),
    };
  },
});
