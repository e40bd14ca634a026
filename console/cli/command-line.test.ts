import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CliError } from './cli-error.ts';
import { defineCommand, flag, value, values } from './command.ts';
import { parseCommandLine } from './command-line.ts';
import { COMMANDS } from './command-table.ts';
import { renderHelp, renderOverview } from './help.ts';

const nothing = async () => ({ json: null, text: '' });
const commands = [
  defineCommand({
    name: 'missions list',
    summary: 'Lists',
    examples: ['rex missions list'],
    input: z.strictObject({
      state: value('STATE', z.string().optional(), 'state'),
      map: values('A=B', z.array(z.string()).default([]), 'map'),
      all: flag('all'),
    }),
    run: nothing,
  }),
  defineCommand({
    name: 'missions show',
    summary: 'Shows',
    examples: [],
    positionals: ['id'],
    input: z.strictObject({ id: value('ID', z.string(), 'id') }),
    run: nothing,
  }),
  defineCommand({
    name: 'demo',
    summary: 'Demo',
    examples: [],
    input: z.strictObject({ yes: flag('yes') }),
    run: nothing,
  }),
];

const parse = (...argv: string[]) => parseCommandLine(argv, commands);
const complaint = (...argv: string[]): string => {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof CliError && error.fault === 'usage') return error.message;
  }
  throw new Error('no usage error');
};

describe('parseCommandLine', () => {
  it('parses the command, its values, switches and repeated values', () => {
    const line = parse('missions', 'list', '--state=DONE', '--map', 'a=b', '--map', 'c=d', '--all', '--json');
    expect(line).toMatchObject({
      kind: 'run',
      command: { name: 'missions list' },
      input: { state: 'DONE', map: ['a=b', 'c=d'], all: true },
      globals: { json: true },
    });
  });

  it('accepts --json before the command and positionals between options', () => {
    expect(parse('--json', 'missions', 'show', 'm_1')).toMatchObject({
      input: { id: 'm_1' },
      globals: { json: true },
    });
    expect(parse('missions', 'show', '--api', 'http://x', 'm_1')).toMatchObject({
      input: { id: 'm_1' },
      globals: { api: 'http://x' },
    });
  });

  it.each([
    [['--api', 'http://x', 'missions', 'show', 'm_1']],
    [['--api=http://x', 'missions', 'show', 'm_1']],
    [['missions', '--api', 'http://x', 'show', 'm_1']],
    [['missions', 'show', '--api', 'http://x', 'm_1']],
    [['missions', 'show', 'm_1', '--api', 'http://x']],
    [['--token', 't', '--json', '--api', 'http://x', 'missions', 'show', 'm_1']],
  ])('takes the options for every command at any place: %j', (argv) => {
    expect(parse(...argv)).toMatchObject({
      kind: 'run',
      command: { name: 'missions show' },
      input: { id: 'm_1' },
      globals: { api: 'http://x' },
    });
  });

  it('passes everything after the command to the command', () => {
    expect(parse('--workspace', 'demo', 'demo', '--yes')).toMatchObject({
      command: { name: 'demo' },
      input: { yes: true },
      globals: { workspace: 'demo' },
    });
    expect(parse('--help', 'demo')).toMatchObject({ kind: 'help', command: { name: 'demo' } });
  });

  it('accepts every customary form of asking for help', () => {
    expect(parse()).toEqual({ kind: 'overview', group: undefined });
    expect(parse('--help')).toEqual({ kind: 'overview', group: undefined });
    expect(parse('missions')).toEqual({ kind: 'overview', group: 'missions' });
    expect(parse('missions', '--help')).toEqual({ kind: 'overview', group: 'missions' });
    expect(parse('help', 'demo')).toMatchObject({ kind: 'help', command: { name: 'demo' } });
    expect(parse('missions', 'show', '-h')).toMatchObject({
      kind: 'help',
      command: { name: 'missions show' },
    });
  });

  it.each([
    [['dmeo'], 'Did you mean "rex demo"?'],
    [['mission', 'list'], 'Did you mean "rex missions list"?'],
    [['missions', 'lst'], 'Did you mean "rex missions list"?'],
    [['frobnicate'], '"rex --help" lists the commands.'],
    [['demo', '--yse'], 'Did you mean --yes?'],
    [['demo', '--constructor'], 'has no option --constructor'],
    [['demo', 'now'], 'does not take "now"'],
    [['missions', 'show'], 'needs ID'],
    [['missions', 'list', '--state'], '--state needs a value'],
    [['--api'], 'Name a command'],
    [['--api', 'demo'], 'Name a command'],
    [['--bogus', 'demo'], 'rex has no option --bogus'],
    [['demo', '--yes=no'], '--yes is a switch'],
  ])('complains about %j', (argv, message) => expect(complaint(...argv)).toContain(message));
});

describe('the table of commands', () => {
  it('names each command once and gives each an example that is a valid command line', () => {
    expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length);
    for (const command of COMMANDS) {
      expect(command.examples.length, command.name).toBeGreaterThan(0);
      expect(renderHelp(command)).toContain(command.examples[0]);
      for (const example of command.examples.filter((text) => /^(\w+=\S+ )*rex /.test(text))) {
        const words = [...example.replace(/ \|.*$/, '').matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(
          ([word]) => word,
        );
        const argv = words.slice(words.indexOf('rex') + 1).map((word) => word.replaceAll('"', ''));
        expect(parseCommandLine(argv, COMMANDS), example).toMatchObject({
          kind: 'run',
          command: { name: command.name },
        });
      }
    }
  });

  it('is listed completely in the overview', () => {
    const overview = renderOverview(COMMANDS);
    for (const { name, summary } of COMMANDS)
      expect(overview).toMatch(new RegExp(`${name}.*${summary.slice(0, 20)}`));
  });
});
