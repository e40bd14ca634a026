import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { AgentManifest } from '../domain/agent-manifest.ts';
import type { AgentLog } from './ports/agents.ts';

export interface AgentWork {
  readonly workspace: string;
  readonly missionId: string;
  readonly step: string;
  readonly part?: string | undefined;
  /** Number of the try. Each try is a run of its own. */
  readonly attempt: string;
}

export interface RunAgentDeps {
  readonly log: AgentLog;
  readonly clock: Clock;
  /** Waits for the given milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
}

const TRIES = 3;
const FIRST_PAUSE_MS = 200;
const TRANSIENT: ReadonlySet<string> = new Set(['PROVIDER_UNAVAILABLE', 'VERSION_CONFLICT']);

/**
 * Runs the work of an agent: a transient fault is retried with growing pauses, and every run is logged and counted once, by a
 * key of the work. Agents themselves need no code for this. The work must be harmless to repeat, because the log is written
 * after it.
 */
export async function runAgent(
  deps: RunAgentDeps,
  agent: Pick<AgentManifest, 'name' | 'version'>,
  work: AgentWork,
  act: () => Promise<void>,
): Promise<void> {
  const started = performance.now();
  const keep = (outcome: 'done' | 'failed', error?: string): Promise<boolean> =>
    deps.log.add({
      workspace: work.workspace,
      key: keyOf(agent, work, outcome),
      agent: agent.name,
      version: agent.version,
      missionId: work.missionId,
      step: work.step,
      part: work.part,
      outcome,
      error,
      at: deps.clock.now().toISOString(),
      durationMs: performance.now() - started,
    });
  for (let tries = 1; ; tries++) {
    try {
      await act();
      break;
    } catch (error) {
      const code = error instanceof RexError ? error.code : error instanceof Error ? error.name : 'unknown';
      if (!TRANSIENT.has(code) || tries === TRIES) {
        await keep('failed', code);
        throw error;
      }
      await deps.pause(FIRST_PAUSE_MS * 2 ** (tries - 1));
    }
  }
  await keep('done');
}

const keyOf = (
  { name, version }: Pick<AgentManifest, 'name' | 'version'>,
  work: AgentWork,
  outcome: string,
): string =>
  sha256(
    JSON.stringify([
      name,
      version,
      work.workspace,
      work.missionId,
      work.step,
      work.part ?? '',
      work.attempt,
      outcome,
    ]),
  );
