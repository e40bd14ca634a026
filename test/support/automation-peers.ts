import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Execution {
  readonly id: string;
  readonly workflowId: string;
  status: 'running' | 'waiting' | 'success' | 'error' | 'crashed' | 'canceled';
  readonly startedAt: string;
  /** What its nodes put out, in order; the first is the request as the webhook node saw it. */
  readonly items: unknown[];
}

/**
 * A server that speaks like n8n 2.40 and like CrewAI AMP, as far as Rex calls them: what real n8n answers was recorded from it,
 * CrewAI's answers are those of its documentation. A test plays the workflow or the crew.
 */
export async function startAutomationPeers(now: () => Date) {
  const state = {
    startKey: '',
    apiKey: 'n8n-api-key',
    token: 'crew-token-1',
    /** Answers that come first, one for each request to a path that begins so. */
    scripted: [] as { readonly path: string; readonly answer: Answer | 'reset' | 'hang' }[],
    executions: [] as Execution[],
    /** `lastNode`: the answer is what the last node has: with a Wait node our own request, with its headers. */
    mode: 'onReceived' as 'onReceived' | 'lastNode',
    inputs: ['run_id', 'goal'] as readonly string[],
    kickoffs: [] as { readonly inputs: Record<string, unknown> }[],
    status: { status: 'running', progress: { completed_tasks: 0, total_tasks: 2 } } as unknown,
    asked: [] as string[],
  };

  const webhook = (request: IncomingMessage, path: string, text: string): Answer => {
    if (path !== 'rex') {
      const message = `The requested webhook "POST ${path}" is not registered.`;
      return { status: 404, body: { code: 404, message, hint: 'The workflow must be active' } };
    }
    if (request.headers['x-rex-key'] !== state.startKey) {
      return {
        status: 403,
        body: 'Authorization data is wrong!',
        headers: { 'www-authenticate': 'Basic realm="Webhook"' },
      };
    }
    const body: unknown = JSON.parse(text);
    const seen = { headers: request.headers, params: {}, query: {}, body, executionMode: 'production' };
    state.executions.push({
      id: String(state.executions.length + 1),
      workflowId: 'wf1',
      status: 'running',
      startedAt: now().toISOString(),
      items: [seen],
    });
    return { status: 200, body: state.mode === 'lastNode' ? seen : { message: 'Workflow was started' } };
  };

  const api = (request: IncomingMessage, url: URL): Answer => {
    if (request.headers['x-n8n-api-key'] !== state.apiKey)
      return { status: 401, body: { message: 'unauthorized' } };
    const id = /\/executions\/(\w+)$/.exec(url.pathname)?.[1];
    const shown = ({ items, ...rest }: Execution) => ({ ...rest, id: Number(rest.id), mode: 'webhook' });
    if (id === undefined) {
      const found = state.executions.filter(
        ({ workflowId }) => workflowId === url.searchParams.get('workflowId'),
      );
      return { status: 200, body: { data: found.map(shown).toReversed(), nextCursor: null } };
    }
    const execution = state.executions.find((each) => each.id === id);
    if (!execution) return { status: 404, body: { message: 'Not Found' } };
    // After a crash what it got is gone.
    const items =
      execution.status === 'crashed' ? [{ isArtificialRecoveredEventItem: true }] : execution.items;
    const runData = Object.fromEntries(
      items.map((json, n) => [
        n === 0 ? 'Webhook' : `Node ${n}`,
        [{ executionStatus: 'success', data: { main: [[{ json, pairedItem: { item: 0 } }]] } }],
      ]),
    );
    return {
      status: 200,
      body: { ...shown(execution), data: { resultData: { runData, lastNodeExecuted: 'Webhook' } } },
    };
  };

  const crew = (request: IncomingMessage, path: string, text: string): Answer => {
    if (request.headers.authorization !== `Bearer ${state.token}`)
      return { status: 401, body: { error: 'Unauthorized', message: 'Invalid token' } };
    if (path === '/inputs') return { status: 200, body: { inputs: state.inputs } };
    if (path === '/kickoff') {
      const { inputs } = JSON.parse(text);
      const missing = state.inputs.filter((name) => inputs[name] === undefined);
      if (missing.length > 0)
        return { status: 422, body: { error: 'x', details: { missing_inputs: missing } } };
      state.kickoffs.push({ inputs });
      return { status: 200, body: { kickoff_id: `k-${state.kickoffs.length}` } };
    }
    const known = /^\/status\/k-(\d+)$/.exec(path)?.[1];
    if (known === undefined || Number(known) > state.kickoffs.length)
      return { status: 404, body: { error: 'Not found', message: 'Kickoff ID not found' } };
    return { status: 200, body: state.status };
  };

  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    const url = new URL(request.url ?? '/', 'http://peer');
    state.asked.push(`${request.method} ${url.pathname}`);
    const scripted = state.scripted.findIndex(({ path }) => url.pathname.startsWith(path));
    const first = scripted < 0 ? undefined : state.scripted.splice(scripted, 1)[0]?.answer;
    if (first === 'hang') return;
    if (first === 'reset') return void request.socket.destroy();
    const answer =
      first ??
      (url.pathname.startsWith('/webhook/')
        ? webhook(request, url.pathname.slice('/webhook/'.length), text)
        : url.pathname.startsWith('/api/v1/')
          ? api(request, url)
          : crew(request, url.pathname.replace(/^\/crew/, ''), text));
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const fresh = structuredClone(state);
  return {
    state,
    n8n: `${endpoint}/webhook/rex`,
    crew: `${endpoint}/crew`,
    reset: (): void => void Object.assign(state, structuredClone(fresh)),
    starts: (): number => state.executions.length,
    stop(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
