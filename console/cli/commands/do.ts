import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type CommandAnswer, commandRoutes } from '../../../shared/commands/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';
import { askYesNo, canAsk } from '../terminal/ask.ts';
import { oneLine } from '../terminal/table.ts';

export const doCommand = defineCommand({
  name: 'do',
  summary: 'Carry out a sentence',
  details:
    'Prints how Rex understood the sentence. Asks before it does what cannot be undone, and when it did not understand every\n' +
    'word. A sentence begins with an action and continues with limits, in any order:\n' +
    '  wake up leads silent for more than 6 months, at most 200, three e-mails, dry run\n' +
    '  run a campaign by the ideal customer profile, offering "20 % off", hold out 10 per cent, urgent\n' +
    '  extract the ideal customer profile · check domains · optimise performance of the last 30 days\n' +
    '  recover failed missions · list failed missions · show MISSION · cancel MISSION · retry MISSION\n' +
    '  pause everything · resume everything · rotate mail.acme.example · why was LEAD not written to\n' +
    'English only. The whole grammar is in shared/commands/domain/grammar.ts.',
  examples: [
    'rex do "wake up leads silent for 6 months, at most 200"',
    'rex do "cancel m_01jd8w5gk3q4v6x8z0a2c4e6g8" --yes',
  ],
  positionals: ['sentence'],
  input: z.strictObject({
    sentence: value('SENTENCE', z.string().trim().min(1).max(1_000), 'The command, in quotes'),
    yes: flag('Do it without asking'),
  }),
  async run(context, { sentence: text, yes }) {
    const connection = await connect(context);
    const headers = { 'idempotency-key': randomUUID() };
    const say = (confirm?: string) =>
      call(connection, commandRoutes.runCommand, {
        headers,
        body: { text, ...(confirm ? { confirm } : {}) },
      });
    let answer = await say();
    if (answer.status === 'needs_confirmation' && answer.confirm && answer.question) {
      const { streams, signal } = context;
      const agreed = yes || (canAsk(streams) && (await askYesNo(oneLine(answer.question), streams, signal)));
      if (agreed) answer = await say(answer.confirm);
    }
    return { json: answer, text: textOf(answer), exitCode: answer.status === 'done' ? 0 : 1 };
  },
});

function textOf({ status, understood, notUnderstood, question, problem, result }: CommandAnswer): string {
  const lines = [
    understood && `Understood: ${understood.sentence}${understood.by === 'model' ? ' (by the model)' : ''}`,
    notUnderstood.length > 0 && `Not understood: ${notUnderstood.join(' ')}`,
    problem && `Not done: ${problem.detail}`,
    question,
    status === 'needs_confirmation' && 'Nothing was done yet: say it again with --yes.',
    status === 'done' && result && JSON.stringify(result, undefined, 2),
  ];
  return lines.flatMap((line) => (line ? [line] : [])).join('\n');
}
