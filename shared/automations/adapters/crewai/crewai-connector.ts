import * as z from 'zod';
import type { JsonAnswer, JsonClient, JsonRequest } from '../../../webhooks/adapters/https/json-client.ts';
import type { Connection, Connector, Seen, Started } from '../../app/ports/connector.ts';
import { type Brief, crewInputs } from '../../domain/brief.ts';
import { crewResult } from '../../domain/result.ts';
import { bodyOf, notStarted, saysOf, successOf } from '../http/start-answer.ts';

const CREW = 'The crew';
const NAMED_AT_MOST = 5;

const inputsSchema = z.object({ inputs: z.array(z.string()) });
const kickoffSchema = z.object({ kickoff_id: z.string().min(1).max(200) });
/** Versions spell it differently. */
const statusSchema = z.object({
  status: z.string().optional(),
  state: z.string().optional(),
  result: z.unknown().optional(),
});
const outputSchema = z.object({ output: z.unknown() });

const DONE = /^(?:completed|success|finished)$/i;
const FAILED = /^(?:error|failed|failure|cancell?ed)$/i;

/**
 * Kicks a crew off and polls it. Before the kickoff its inputs are read: a placeholder without a value would reach the model
 * as it is. The output must be JSON with an outcome of the list. Nothing else of it is kept: tasks have whole prompts.
 */
export const crewaiConnector = (call: JsonClient): Connector => ({
  polled: true,

  async start(connection: Connection, brief: Brief): Promise<Started> {
    const asked = await ask(call, connection, 'GET', '/inputs');
    const wanted = bodyOf(asked, inputsSchema)?.inputs;
    if (!wanted) return beforeKickoff(asked);
    const known: Readonly<Record<string, string>> = crewInputs(brief);
    const missing = wanted.filter((name) => known[name] === undefined);
    if (missing.length > 0) return { kind: 'refused', reason: missingSays(missing) };
    const inputs = Object.fromEntries(wanted.map((name) => [name, known[name]]));
    const answer = await ask(call, connection, 'POST', '/kickoff', { inputs, meta: { runId: brief.runId } });
    if (!successOf(answer)) return notStarted(CREW, answer);
    const kickoff = bodyOf(answer, kickoffSchema);
    return kickoff
      ? { kind: 'taken', handle: kickoff.kickoff_id }
      : { kind: 'unknown', reason: 'The crew answered without the id of the kickoff.' };
  },

  async look(connection, { handle }): Promise<Seen> {
    if (handle === undefined) {
      return { kind: 'unknown', reason: 'It was not looked up: the id of the kickoff never came.' };
    }
    const answer = await ask(call, connection, 'GET', `/status/${encodeURIComponent(handle)}`);
    const seen = bodyOf(answer, statusSchema);
    if (!seen) {
      const reason = saysOf(CREW, answer);
      if (answer.kind === 'answer' && [404, 410].includes(answer.status)) {
        return {
          kind: 'ended',
          end: { outcome: 'failed', reason: 'The crew does not know this kickoff any more.' },
        };
      }
      return { kind: 'unknown', reason, retryAfterMs: retryAfterOf(answer) };
    }
    const status = seen.status ?? seen.state ?? '';
    if (FAILED.test(status)) {
      return { kind: 'ended', end: { outcome: 'failed', reason: 'The crew ended with an error.' } };
    }
    if (!DONE.test(status)) return { kind: 'running' };
    const end = crewResult(outputSchema.safeParse(seen.result).data?.output ?? seen.result);
    const reason = 'The output of the crew is not JSON with an "outcome" that Rex knows.';
    return { kind: 'ended', end: end ?? { outcome: 'failed', reason } };
  },
});

/** Nothing has been started yet, so what may pass may be tried again. */
function beforeKickoff(answer: JsonAnswer): Started {
  const started = notStarted(CREW, answer);
  if (started.kind === 'unknown') return { kind: 'not-taken', reason: started.reason, tries: 12 };
  if (successOf(answer)) return { kind: 'refused', reason: 'The crew did not say which inputs it wants.' };
  return started;
}

/** Names come from outside: only those that can be names, and no code of an error, are shown. */
const missingSays = (missing: readonly string[]): string => {
  const shown = missing.filter((name) => /^[a-z_][a-z0-9_]{0,39}$/.test(name)).slice(0, NAMED_AT_MOST);
  return `The crew wants ${missing.length} inputs that are not sent: ${shown.join(', ')}. Add them to the automation.`;
};

const retryAfterOf = (answer: JsonAnswer): number | undefined =>
  answer.kind === 'answer' ? answer.retryAfterMs : undefined;

const ask = (
  call: JsonClient,
  { url, token = '' }: Connection,
  method: JsonRequest['method'],
  path: string,
  json?: unknown,
): Promise<JsonAnswer> =>
  call({
    method,
    url: `${url.replace(/\/$/, '')}${path}`,
    headers: { authorization: `Bearer ${token}` },
    ...(json === undefined ? {} : { json }),
  });
