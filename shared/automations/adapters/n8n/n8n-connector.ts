import * as z from 'zod';
import { addMs, MINUTE } from '../../../kernel/clock.ts';
import type { JsonAnswer, JsonClient } from '../../../webhooks/adapters/https/json-client.ts';
import type { Connection, Connector, Seen, Started } from '../../app/ports/connector.ts';
import type { Brief } from '../../domain/brief.ts';
import { resultInItems } from '../../domain/result.ts';
import { bodyOf, notStarted, saysOf, successOf } from '../http/start-answer.ts';

const N8N = 'n8n';
/** A workflow that was activated a moment ago is unknown for another moment. */
const TRIES_WHEN_UNKNOWN = 5;
/** Executions that began around the time of the start, of which one may be ours. */
const LISTED = 100;
const LOOKED_INTO = 10;

const executionSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  status: z.string(),
  startedAt: z.string().nullish(),
});
const listSchema = z.object({ data: z.array(executionSchema) });
const itemsSchema = z.object({
  data: z.object({
    resultData: z.object({
      runData: z.record(
        z.string(),
        z.array(
          z.object({
            data: z.object({ main: z.array(z.array(z.object({ json: z.unknown() })).nullable()) }).optional(),
          }),
        ),
      ),
    }),
  }),
});

const NOT_FOUND = 'n8n knows no execution of this run.';
const MAYBE_CRASHED = `${NOT_FOUND} One that began at the same time was lost in a crash.`;

const OVER_WITHOUT_RESULT: Readonly<Record<string, string>> = {
  success: 'n8n says that the execution ended, without a result for Rex.',
  error: 'n8n says that the execution failed.',
  crashed: 'n8n says that the execution was lost in a crash.',
  canceled: 'n8n says that the execution was cancelled.',
};

/**
 * Starts a workflow by its webhook node. What n8n answers to the start is not read: in some response modes it is our own
 * request, with our key. The result comes by a signed callback; `look` asks the public API, with which n8n is searched for the
 * execution that got our run id, as the answer to a start has no execution id.
 */
export const n8nConnector = (call: JsonClient): Connector => ({
  polled: false,

  async start({ url, startKey }: Connection, brief: Brief): Promise<Started> {
    const answer = await call({ method: 'POST', url, headers: { 'X-Rex-Key': startKey }, json: brief });
    if (successOf(answer)) return { kind: 'taken' };
    if (answer.kind === 'answer' && answer.status === 404) {
      const reason = 'n8n answered 404: the workflow is not active, or has another path.';
      return { kind: 'not-taken', reason, tries: TRIES_WHEN_UNKNOWN };
    }
    if (answer.kind === 'answer' && answer.status === 403) {
      const reason = 'n8n answered 403: its webhook node wants another header than X-Rex-Key with our key.';
      return { kind: 'refused', reason };
    }
    return notStarted(N8N, answer);
  },

  async look(connection, { runId, handle, since }): Promise<Seen> {
    if (connection.token === undefined) {
      return { kind: 'unknown', reason: 'It was not looked up: the automation has no API key of n8n.' };
    }
    if (handle !== undefined) return lookAt(call, connection, { id: handle, runId, named: true });
    if (connection.workflowId === undefined) {
      return {
        kind: 'unknown',
        reason: 'It was not looked up: the automation has no workflow id, and no execution named itself.',
      };
    }
    const query = new URLSearchParams({ workflowId: connection.workflowId, limit: String(LISTED) });
    const answer = await ask(call, connection, `/executions?${query}`);
    const list = bodyOf(answer, listSchema);
    if (!list) return unanswered(answer);
    // Clocks differ.
    const [from, to] = [addMs(new Date(since), -MINUTE), addMs(new Date(since), 2 * MINUTE)];
    const candidates = list.data
      .filter(({ startedAt }) => startedAt && new Date(startedAt) >= from && new Date(startedAt) <= to)
      .slice(0, LOOKED_INTO);
    for (const { id } of candidates) {
      const seen = await lookAt(call, connection, { id, runId, named: false });
      if (seen.kind !== 'unknown') return seen;
    }
    // After a crash n8n has put other items in the place of what it got, so such an execution cannot be told to be ours.
    const crashed = candidates.some(({ status }) => status === 'crashed');
    return { kind: 'unknown', reason: crashed ? MAYBE_CRASHED : NOT_FOUND };
  },
});

/** What one execution says of a run; unknown when it is of another run, unless a signed message has named it. */
async function lookAt(
  call: JsonClient,
  connection: Connection,
  { id, runId, named }: { readonly id: string; readonly runId: string; readonly named: boolean },
): Promise<Seen> {
  const answer = await ask(call, connection, `/executions/${encodeURIComponent(id)}?includeData=true`);
  const found = bodyOf(answer, executionSchema);
  if (!found) return unanswered(answer);
  const items = bodyOf(answer, itemsSchema);
  const all = Object.values(items?.data.resultData.runData ?? {}).flatMap((runs) =>
    runs.flatMap(({ data }) => (data?.main ?? []).flatMap((output) => output?.map(({ json }) => json) ?? [])),
  );
  if (!named && !all.some((item) => startedWith(item, runId))) return { kind: 'unknown', reason: NOT_FOUND };
  const end = resultInItems(all, runId);
  if (end) return { kind: 'ended', end };
  const reason = OVER_WITHOUT_RESULT[found.status];
  return reason ? { kind: 'ended', end: { outcome: 'failed', reason } } : { kind: 'running' };
}

const requestSchema = z.object({ body: z.object({ runId: z.string() }) });
/** The item of the webhook node is the request that it got. */
const startedWith = (item: unknown, runId: string): boolean =>
  requestSchema.safeParse(item).data?.body.runId === runId;

const ask = (call: JsonClient, { url, token = '' }: Connection, path: string): Promise<JsonAnswer> =>
  call({
    method: 'GET',
    // The API stands beside the webhooks, also where n8n has a path of its own.
    url: `${url.slice(0, url.indexOf('/webhook/'))}/api/v1${path}`,
    headers: { 'X-N8N-API-KEY': token },
  });

const unanswered = (answer: JsonAnswer): Seen => ({
  kind: 'unknown',
  reason: `It could not be looked up: ${saysOf(N8N, answer)}`,
});
