import { CliError } from '../cli-error.ts';
import type { Context } from '../context.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { findLocalRex } from './local-info.ts';
import { startLocalProcess } from './local-process.ts';
import { connectLocally, type LocalRex } from './local-rex.ts';

export interface EnsuredRex {
  readonly rex: LocalRex;
  /** Whether it was started here and goes when the command ends. */
  readonly own: boolean;
  stop(): Promise<void>;
}

/**
 * The Rex that runs for this home, else a new one.
 * @throws CliError ALREADY_RUNNING when recipients were asked for that the running one does not have
 */
export async function ensureLocalRex(
  context: Context,
  options: {
    workspace: string;
    people?: string | undefined;
    seed: number;
    resuming: boolean;
    terminal: Terminal;
  },
): Promise<EnsuredRex> {
  const { home, settings, signal, streams } = context;
  const as = { workspace: options.workspace, role: 'owner', signal } as const;
  const running = await findLocalRex(home);
  if (running) {
    if (options.people !== undefined && !options.resuming) {
      throw new CliError(
        'ALREADY_RUNNING',
        `Rex runs for ${home.root} (process ${running.pid}) with recipients of its own. Stop it, or leave out --people.`,
      );
    }
    options.terminal.line(`Using the Rex that runs at ${running.url}.`);
    return { rex: connectLocally(running, as), own: false, stop: async () => undefined };
  }
  const local = await startLocalProcess({
    home: home.root,
    port: settings.port,
    people: options.people,
    seed: options.seed,
    progress: streams.stderr,
  });
  return { rex: connectLocally(local.info, as), own: true, stop: local.stop };
}
