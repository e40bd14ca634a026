import type { Command, FieldSpec } from './command.ts';
import { GLOBAL_OPTIONS, placeholderOf } from './command-line.ts';
import { renderFacts } from './terminal/table.ts';

/** All commands, or those of one group. */
export function renderOverview(commands: readonly Command[], group?: string): string {
  const listed = group === undefined ? commands : commands.filter(({ name }) => name.startsWith(`${group} `));
  return [
    group === undefined
      ? 'rex wakes up dormant leads: it scores them, drafts messages, asks for approval, sends and explains.'
      : `rex ${group}`,
    '',
    indent(renderFacts(listed.map((command) => [signatureOf(command), command.summary]))),
    '',
    '"rex COMMAND --help" explains a command, with an example.',
    ...(group === undefined ? ['', ...ENVIRONMENT] : []),
  ].join('\n');
}

export function renderHelp(command: Command): string {
  const own = Object.entries(command.fields).filter(([name]) => !command.positionals.includes(name));
  return [
    `${command.summary}`,
    '',
    `  rex ${signatureOf(command)}${own.length > 0 ? ' [options]' : ''}`,
    ...(command.details === undefined ? [] : ['', command.details]),
    ...section(
      'Arguments',
      command.positionals.map((name) => [placeholderOf(command, name), helpOf(command.fields[name])]),
    ),
    ...section(
      'Options',
      own.map(([name, field]) => [optionText(name, field.placeholder), helpOf(field) + needed(field)]),
    ),
    ...section(
      'For every command',
      Object.entries(GLOBAL_OPTIONS).map(([name, option]) => [
        optionText(name, 'placeholder' in option ? option.placeholder : undefined),
        option.help,
      ]),
    ),
    '',
    'Examples',
    ...command.examples.map((example) => `  ${example}`),
  ].join('\n');
}

const ENVIRONMENT = [
  'Environment',
  indent(
    renderFacts([
      ['REX_HOME', 'folder of all local state (.rex in the current directory)'],
      ['REX_PORT', 'port of the local Rex (3210; 0 takes a free one)'],
      ['REX_API', 'address of a deployed Rex, which is used instead of the local one'],
      ['REX_TOKEN', 'token for that Rex, instead of "rex login"'],
      ['REX_CONFIG', 'folder of your sign-ins (~/.config/rex)'],
      ['REX_WORKSPACE', 'the workspace to work in (that of your sign-in; demo on this machine)'],
    ]),
  ),
];

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  return rows.length === 0 ? [] : ['', title, indent(renderFacts(rows))];
}

const signatureOf = (command: Command): string =>
  [
    command.name,
    ...command.positionals.map((name) => {
      const placeholder = placeholderOf(command, name);
      return command.fields[name]?.required ? placeholder : `[${placeholder}]`;
    }),
  ].join(' ');

const optionText = (name: string, placeholder: string | undefined): string =>
  placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`;

const helpOf = (field: FieldSpec | undefined): string =>
  field === undefined ? '' : `${field.help}${field.repeated ? ' (may be repeated)' : ''}`;

const needed = (field: FieldSpec): string => (field.required ? ' (required)' : '');

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
