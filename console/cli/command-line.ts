import { parseArgs } from 'node:util';
import { usageError } from './cli-error.ts';
import type { Command } from './command.ts';
import { nearest } from './nearest.ts';

/** Options that every command takes. */
export const GLOBAL_OPTIONS = {
  json: { type: 'boolean', help: 'Print one JSON value on stdout, nothing else; progress goes to stderr' },
  api: { type: 'string', placeholder: 'URL', help: 'Talk to this deployed Rex (or REX_API)' },
  token: {
    type: 'string',
    placeholder: 'TOKEN',
    help: 'With --api: your token, instead of "rex login" (or REX_TOKEN)',
  },
  workspace: {
    type: 'string',
    placeholder: 'NAME',
    help: 'The workspace to work in (or REX_WORKSPACE): by default that of your sign-in, and "demo" on this machine',
  },
  help: { type: 'boolean', short: 'h', help: 'Explain the command' },
} as const;

export type CommandLine =
  | { readonly kind: 'run'; readonly command: Command; readonly input: Input; readonly globals: Globals }
  | { readonly kind: 'help'; readonly command: Command }
  /** Help for all commands, or for those that begin with `group`. */
  | { readonly kind: 'overview'; readonly group: string | undefined };

type Input = Readonly<Record<string, unknown>>;

export interface Globals {
  readonly json: boolean;
  readonly api?: string | undefined;
  readonly token?: string | undefined;
  readonly workspace?: string | undefined;
}

/**
 * What a command line asks for.
 * @throws CliError USAGE for a command or an option that does not exist, with the nearest that does
 */
export function parseCommandLine(argv: readonly string[], commands: readonly Command[]): CommandLine {
  const found = findCommand(argv, commands);
  if (found.kind === 'overview') return found;
  const { command, rest } = found;
  const options = optionsOf(command);
  const parsed = parseArgs({ args: [...rest], options, allowPositionals: true, strict: false, tokens: true });
  for (const each of parsed.tokens) if (each.kind === 'option') checkOption(each, command, options);

  const given = new Map<string, unknown>(Object.entries(parsed.values));
  if (given.get('help') === true) return { kind: 'help', command };
  const last = command.positionals.at(-1) ?? '';
  const takesMore = command.fields[last]?.repeated === true;
  const extra = takesMore ? [] : parsed.positionals.slice(command.positionals.length);
  if (extra.length > 0)
    throw usageError(`rex ${command.name} does not take "${extra.join(' ')}". ${hint(command)}`);
  command.positionals.forEach((name, i) => {
    const word = parsed.positionals[i];
    if (word !== undefined) given.set(name, name === last && takesMore ? parsed.positionals.slice(i) : word);
    else if (command.fields[name]?.required) {
      throw usageError(`rex ${command.name} needs ${placeholderOf(command, name)}. ${hint(command)}`);
    }
  });
  return { kind: 'run', command, input: inputOf(command, given), globals: globalsOf(given) };
}

type Found = { readonly kind: 'command'; readonly command: Command; readonly rest: readonly string[] };

function findCommand(
  argv: readonly string[],
  commands: readonly Command[],
): Found | Extract<CommandLine, { kind: 'overview' }> {
  const { words, options: before } = withGlobalsAside(argv);
  const [first, second] = words;
  const asksForHelp = before.includes('--help') || before.includes('-h');
  if (
    first === undefined &&
    before.length > 0 &&
    !asksForHelp &&
    !before.every((word) => word === '--json')
  ) {
    throw usageError('Name a command. "rex --help" lists them.');
  }
  if (first === undefined || (first === 'help' && second === undefined)) {
    return { kind: 'overview', group: undefined };
  }
  if (first.startsWith('-'))
    throw usageError(`rex has no option ${first}. "rex --help" lists what there is.`);
  if (first === 'help') return findCommand([...words.slice(1), '--help'], commands);

  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find((each) => each.name === name);
    if (command) return { kind: 'command', command, rest: [...before, ...words.slice(length)] };
  }
  const inGroup = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (inGroup.length > 0) {
    if (second === undefined || second.startsWith('-')) return { kind: 'overview', group: first };
    const guess = nearest(
      second,
      inGroup.map(({ name }) => name.slice(first.length + 1)),
    );
    const help = guess
      ? `Did you mean "rex ${first} ${guess}"?`
      : `There are: ${inGroup.map((each) => each.name).join(', ')}.`;
    throw usageError(`There is no command "rex ${first} ${second}". ${help}`);
  }
  throw unknownCommand(first, second, commands);
}

/**
 * The words from the command on, and the options for every command that stand before or between its words:
 * `rex --api URL missions --json list` is `rex missions list --api URL --json`. What follows the name of a command is
 * left as it is.
 */
function withGlobalsAside(argv: readonly string[]): { words: string[]; options: string[] } {
  const words: string[] = [];
  const options: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    const [name = '', given] = word.split(/=(.*)/s);
    const option = GLOBALS.get(name);
    if (option === undefined || words.length >= LONGEST_NAME) {
      words.push(word);
      if (word.startsWith('-')) return { words: [...words, ...argv.slice(i + 1)], options };
      continue;
    }
    options.push(word);
    const value = argv[i + 1];
    if (option === 'string' && given === undefined && value !== undefined) {
      options.push(value);
      i++;
    }
  }
  return { words, options };
}

/** Words of the longest name of a command. */
const LONGEST_NAME = 2;
const GLOBALS: ReadonlyMap<string, 'string' | 'boolean'> = new Map([
  ...Object.entries(GLOBAL_OPTIONS).map(([name, { type }]) => [`--${name}`, type] as const),
  ['-h', 'boolean'],
]);

function unknownCommand(first: string, second: string | undefined, commands: readonly Command[]): Error {
  const names = commands.map(({ name }) => name);
  const guess =
    (second !== undefined
      ? nearest(
          `${first} ${second}`,
          names.filter((name) => name.includes(' ')),
        )
      : undefined) ?? nearest(first, new Set(names.map((name) => name.split(' ')[0] ?? name)));
  const help = guess ? `Did you mean "rex ${guess}"?` : '"rex --help" lists the commands.';
  return usageError(`There is no command "rex ${first}". ${help}`);
}

type ParseOptions = Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }>;

function optionsOf(command: Command): ParseOptions {
  const own = Object.entries(command.fields).filter(([name]) => !command.positionals.includes(name));
  return {
    ...GLOBAL_OPTIONS,
    ...Object.fromEntries(
      own.map(([name, { placeholder, repeated }]) => [
        name,
        { type: placeholder === undefined ? 'boolean' : 'string', multiple: repeated } as const,
      ]),
    ),
  };
}

function checkOption(
  given: { name: string; rawName: string; value?: string | undefined },
  command: Command,
  options: ParseOptions,
): void {
  const option = Object.hasOwn(options, given.name) ? options[given.name] : undefined;
  if (!option) {
    const guess = nearest(given.name, Object.keys(options));
    throw usageError(
      `rex ${command.name} has no option ${given.rawName}. ${guess ? `Did you mean --${guess}?` : hint(command)}`,
    );
  }
  if (option.type === 'string' && given.value === undefined) {
    throw usageError(`${given.rawName} needs a value. ${hint(command)}`);
  }
  if (option.type === 'boolean' && given.value !== undefined) {
    throw usageError(`${given.rawName} is a switch and takes no value.`);
  }
}

const inputOf = (command: Command, given: ReadonlyMap<string, unknown>): Input =>
  Object.fromEntries([...given].filter(([name]) => Object.hasOwn(command.fields, name)));

function globalsOf(given: ReadonlyMap<string, unknown>): Globals {
  const text = (name: string): string | undefined => {
    const value = given.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    json: given.get('json') === true,
    api: text('api'),
    token: text('token'),
    workspace: text('workspace'),
  };
}

export const placeholderOf = (command: Command, name: string): string =>
  command.fields[name]?.placeholder ?? name.toUpperCase();

const hint = (command: Command): string => `"rex ${command.name} --help" explains it.`;
