import { resolve } from 'node:path';
import * as z from 'zod';
import { workspaceIdSchema } from '../../shared/kernel/contract/common.ts';
import { CliError, usageError } from './cli-error.ts';
import type { Command } from './command.ts';
import { type Globals, parseCommandLine } from './command-line.ts';
import { createContext, type Settings, type Streams } from './context.ts';
import { renderHelp, renderOverview } from './help.ts';
import { configFolder } from './sign-in/sessions.ts';

export interface RunOptions {
  readonly argv: readonly string[];
  readonly commands: readonly Command[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly streams: Streams;
  readonly signal: AbortSignal;
}

const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

const DEFAULT_PORT = 3210;
const LOCAL_WORKSPACE = 'demo';
const environmentSchema = z.object({
  REX_HOME: z.string().min(1).default('.rex'),
  REX_PORT: z.coerce.number().int().min(0).max(65_535).default(DEFAULT_PORT),
  REX_API: z.url({ protocol: /^https?$/ }).optional(),
  REX_TOKEN: z.string().min(1).optional(),
  REX_WORKSPACE: workspaceIdSchema.optional(),
});

/** Runs one command line and prints what it came to. Returns the exit code; never throws. */
export async function run(options: RunOptions): Promise<number> {
  const { argv, commands, streams, signal } = options;
  try {
    const line = parseCommandLine(argv, commands);
    if (line.kind !== 'run') {
      const text = line.kind === 'help' ? renderHelp(line.command) : renderOverview(commands, line.group);
      streams.stdout.write(`${argv.includes('--json') ? JSON.stringify({ help: text }) : text}\n`);
      return EXIT.done;
    }
    const settings = settingsOf(line.globals, options.environment);
    const outcome = await line.command.run(createContext(settings, streams, signal), line.input);
    if (!outcome.streamed) {
      streams.stdout.write(settings.json ? `${JSON.stringify(outcome.json)}\n` : `${outcome.text}\n`);
    }
    return (await outcome.until) ?? outcome.exitCode ?? EXIT.done;
  } catch (error) {
    const stopped = signal.aborted;
    const failure = stopped ? new CliError('INTERRUPTED', 'Stopped before it was done.') : asCliError(error);
    report(failure, { streams, json: argv.includes('--json') });
    return stopped ? EXIT.interrupted : EXIT[failure.fault];
  }
}

/** Flags over environment; an empty variable counts as unset. */
function settingsOf(globals: Globals, environment: RunOptions['environment']): Settings {
  const set = Object.entries(environment).filter(([, text]) => text !== undefined && text !== '');
  const parsed = environmentSchema.safeParse({
    ...Object.fromEntries(set),
    ...(globals.api === undefined ? {} : { REX_API: globals.api }),
    ...(globals.token === undefined ? {} : { REX_TOKEN: globals.token }),
    ...(globals.workspace === undefined ? {} : { REX_WORKSPACE: globals.workspace }),
  });
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    throw usageError(fields.map(({ path, message }) => `${path}: ${message}`).join('\n'), fields);
  }
  const { REX_API, REX_TOKEN, REX_HOME, REX_PORT, REX_WORKSPACE } = parsed.data;
  if (REX_TOKEN !== undefined && REX_API === undefined) throw tokenWithoutApi(globals.token !== undefined);
  return {
    json: globals.json,
    workspace: REX_WORKSPACE ?? LOCAL_WORKSPACE,
    home: resolve(REX_HOME),
    port: REX_PORT,
    config: resolve(configFolder(environment)),
    ...(REX_API === undefined
      ? {}
      : {
          remote: {
            url: REX_API.replace(/\/+$/, ''),
            ...(REX_TOKEN === undefined ? {} : { token: REX_TOKEN }),
            ...(REX_WORKSPACE === undefined ? {} : { workspace: REX_WORKSPACE }),
          },
        }),
  };
}

/** The Rex on this machine would act for its owner, and not for whoever the token is of. */
const tokenWithoutApi = (byFlag: boolean): CliError =>
  usageError(
    byFlag
      ? '--token says who you are for the Rex that --api (or REX_API) names: name it, too.'
      : 'REX_TOKEN is set, but not REX_API: say which Rex the token is for, or unset REX_TOKEN.',
    [],
  );

function report(failure: CliError, { streams, json }: { streams: Streams; json: boolean }): void {
  const { code, message, fields } = failure;
  if (json) {
    const problem = { code, message, ...(fields.length > 0 ? { fields } : {}) };
    streams.stdout.write(`${JSON.stringify({ error: problem })}\n`);
  } else {
    const said = fields
      .map(({ path, message: what }) => `${path}: ${what}`)
      .filter((line) => !message.includes(line));
    streams.stderr.write(`${[`rex: ${message}`, ...said.map((line) => `  ${line}`)].join('\n')}\n`);
  }
}

function asCliError(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new CliError('UNEXPECTED', message, { cause: error });
}
