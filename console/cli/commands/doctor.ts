import * as z from 'zod';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';
import { type Finding, leftOutCheck, lookAt, type Verdict } from '../doctor/finding.ts';
import { outsideChecks } from '../doctor/outside.ts';
import { renderTable } from '../terminal/table.ts';

const MARKS: Readonly<Record<Verdict, string>> = {
  ok: 'ok',
  note: 'note',
  problem: 'PROBLEM',
  'left-out': 'left out',
};
const WIDEST = 400;

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Check a deployment, from outside and inside, and explain how to fix each problem',
  details:
    'From outside: whether the API answers, its certificate, the clock, your token. From inside, with credentials of the\n' +
    'AWS account in the environment: stacks, SES (sandbox, sending, identities, receipt rules, configuration set),\n' +
    'consumers, dead letters, alarms, secrets. It only reads. It exits with 1 when there is a problem.',
  examples: [
    'rex doctor',
    'rex doctor --api https://abc123.execute-api.eu-west-1.amazonaws.com',
    'rex doctor --outside --json',
  ],
  input: z.strictObject({
    outside: flag('Check from outside only'),
    region: value(
      'REGION',
      z.string().min(1).optional(),
      'Region of the deployment, if its address does not contain it',
    ),
  }),
  async run(context, input) {
    const connection = await connect(context);
    // The clients of AWS take a while to load, and no other command needs them.
    const { insideChecks } = await import('../doctor/inside.ts');
    const inside = input.outside
      ? [leftOutCheck('inside', 'Only what can be seen from outside was asked for.')]
      : await insideChecks(context, connection, input.region);
    const findings = await lookAt([...outsideChecks(connection), ...inside]);
    const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
    return {
      json: { api: connection.url, problems, findings },
      text: `${table(findings)}\n\n${advice(findings)}`,
      ...(problems > 0 ? { exitCode: 1 } : {}),
    };
  },
});

const table = (findings: readonly Finding[]): string =>
  renderTable(findings, [
    { title: 'Check', cell: ({ check }) => check },
    { title: 'Verdict', cell: ({ verdict }) => MARKS[verdict] },
    { title: 'Seen', cell: ({ seen }) => seen, maxWidth: WIDEST },
  ]);

function advice(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, verdict, mend }) =>
    verdict !== 'ok' && mend ? [`${check}: ${mend}`] : [],
  );
  const problems = findings.filter(({ verdict }) => verdict === 'problem').length;
  const total = problems === 0 ? 'No problem was found.' : `${problems} problem(s) were found.`;
  return lines.length === 0 ? total : `${total} To mend:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
