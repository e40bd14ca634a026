import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import {
  decisionRoutes,
  type differenceSchema,
  rulesDocumentSchema,
} from '../../../shared/decisions/contract/routes.ts';
import { call } from '../api-client.ts';
import { usageError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { moment } from '../terminal/moment.ts';
import { oneLine, renderTable } from '../terminal/table.ts';

export const decisionsReplay = defineCommand({
  name: 'decisions replay',
  summary: 'Replay recorded decisions under other rules, and print the differences',
  details:
    'Every decision is stored with its facts. This command asks the rules again with those facts, and changes nothing. With\n' +
    'the current rules there are no differences. A file of rules is JSON:\n' +
    '  {"thresholds": {"rotateBelowReputation": 0.8}, "disable": ["DomainRotationRule"], "rules": [...]}\n' +
    'The exit code is 1 when there are differences.',
  examples: [
    'rex decisions replay --since 30d',
    'rex decisions replay --since 7d --rules stricter.json --json',
  ],
  input: z.strictObject({
    since: value(
      'SPAN',
      z.string().default('30d'),
      'Only decisions since then: an instant, or a span before now (30d)',
    ),
    rules: value('FILE', z.string().optional(), 'JSON file of thresholds and rules to try'),
  }),
  async run(context, { since, rules: file }) {
    const connection = await connect(context);
    const rules = file === undefined ? undefined : await readRules(file);
    const differences: z.infer<typeof differenceSchema>[] = [];
    let replayed = 0;
    let skipped = 0;
    let cursor: string | null | undefined;
    do {
      const page = await call(connection, decisionRoutes.replayDecisions, {
        body: { since, rules, cursor: cursor ?? undefined },
      });
      differences.push(...page.differences);
      replayed += page.replayed;
      skipped += page.skipped;
      cursor = page.cursor;
      const { stderr } = context.streams;
      if (stderr.isTTY && cursor !== null) stderr.write(`${replayed} decisions replayed\n`);
    } while (cursor !== null);
    const table = renderTable(differences, [
      { title: 'When', cell: ({ at }) => moment(at) },
      { title: 'About', cell: ({ subject }) => subject ?? undefined, maxWidth: 30 },
      { title: 'Was', cell: ({ recorded }) => `${recorded.action} (${recorded.rule})` },
      { title: 'Would be', cell: ({ replayed: now }) => `${now.action} (${now.rule})` },
      { title: 'Why', cell: ({ replayed: now }) => oneLine(now.explanation), maxWidth: 60 },
    ]);
    const summary = `${replayed} decisions replayed, ${differences.length} differ${skipped > 0 ? `, ${skipped} are too old to be asked again` : ''}.`;
    return {
      json: { replayed, skipped, differences },
      text: differences.length === 0 ? summary : `${table}\n\n${summary}`,
      exitCode: differences.length === 0 ? 0 : 1,
    };
  },
});

/** @throws CliError of code USAGE when the file cannot be read or is no document of rules */
async function readRules(file: string): Promise<z.input<typeof rulesDocumentSchema>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw usageError(`--rules: ${file} cannot be read.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw usageError(`--rules: ${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = rulesDocumentSchema.safeParse(json);
  if (!parsed.success) throw usageError(`--rules: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
