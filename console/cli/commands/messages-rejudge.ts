import * as z from 'zod';
import { approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

export const messagesRejudge = defineCommand({
  name: 'messages rejudge',
  summary: 'Judge again whether people or machines opened and clicked',
  details:
    'After the weights of the signs of machines were changed: all messages are judged by the current ones, and counts, the reputation of domains and the reports of missions follow. Run it again at any time; it goes on where it was, and a repeat changes nothing. `rex explain` shows each judgement and why.',
  examples: ['rex messages rejudge', 'rex messages rejudge --json'],
  input: z.strictObject({}),
  async run(context) {
    const connection = await connect(context);
    const sum = { table: 0, judged: 0, changed: 0, reports: 0 };
    for (let cursor: string | undefined; ; ) {
      const part = await call(connection, approvalRoutes.rejudgeEngagements, {
        body: cursor === undefined ? {} : { cursor },
      });
      sum.table = part.table;
      sum.judged += part.judged;
      sum.changed += part.changed;
      sum.reports += part.reports;
      if (part.cursor === null) break;
      cursor = part.cursor;
    }
    return {
      json: sum,
      text: `${sum.judged} messages are judged again by table ${sum.table}: ${sum.changed} changed, and ${sum.reports} reports with them.`,
    };
  },
});
