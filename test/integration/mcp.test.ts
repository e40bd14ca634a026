import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';

let rex: TestRex;
const open: Client[] = [];
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(async () => {
  for (const client of open) await client.close();
  await rex?.stop();
});

/** A client of the protocol, as a program of somebody else has it. */
async function connect(role: 'operator' | 'owner' | 'viewer', areas = '', workspace = 'modelone') {
  const url = new URL(`${rex.url}/mcp${areas === '' ? '' : `?areas=${areas}`}`);
  const headers = { authorization: `Bearer ${await rex.token(workspace, role)}` };
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }) as never);
  open.push(client);
  return client;
}
const names = async (client: Client): Promise<string[]> =>
  (await client.listTools()).tools.map(({ name }) => name);
const ask = async (client: Client, name: string, given: object = {}) => {
  const { content, isError } = await client.callTool({ name, arguments: { ...given } });
  const [{ text }] = content as [{ text: string }];
  return { failed: isError === true, said: JSON.parse(text) };
};

describe('the MCP server', () => {
  it('has the tools of the role, and none that decides', async () => {
    const owner = await names(await connect('owner'));
    expect(owner).toEqual(
      expect.arrayContaining(['createMission', 'listLeads', 'searchKnowledge', 'createTask']),
    );
    for (const decision of [
      'approve',
      'approveTask',
      'rejectTask',
      'decideTogether',
      'changeMember',
      'createApiKey',
      'resume',
      'mcp',
      'leaveWorkspace',
    ])
      expect(owner).not.toContain(decision);
    const viewer = await names(await connect('viewer'));
    expect(viewer).toContain('listLeads');
    expect(viewer).not.toContain('createMission');
    expect(await names(await connect('owner', 'knowledge'))).toEqual(
      expect.arrayContaining(['searchKnowledge', 'putDocument']),
    );
    expect(await names(await connect('owner', 'knowledge'))).not.toContain('listLeads');
  });

  it('asks the API as the caller: its answers and its problems are those of the API', async () => {
    const client = await connect('operator');
    const added = await ask(client, 'putDocument', {
      body: { id: 'manual', title: 'Manual', category: 'best-practices', content: 'The gasket is green.' },
    });
    expect(added).toMatchObject({ failed: false, said: { id: 'manual' } });
    await rex.idle();
    expect(
      (await ask(client, 'searchKnowledge', { body: { question: 'gasket' } })).said.passages,
    ).toHaveLength(1);
    expect((await ask(client, 'getDocument', { id: 'manual' })).said).toMatchObject({ state: 'ready' });
    expect(await ask(client, 'getDocument', { id: 'nothing-there' })).toMatchObject({
      failed: true,
      said: { code: 'NOT_FOUND' },
    });
    for (const id of ['', '.', '..', undefined, 7]) {
      const { isError, content } = await client.callTool({ name: 'getDocument', arguments: { id } });
      expect([isError, JSON.stringify(content)]).toEqual([
        true,
        expect.stringContaining('id must name something'),
      ]);
    }
    const wrong = await ask(client, 'searchKnowledge', { body: { question: '' } });
    expect(wrong).toMatchObject({ failed: true, said: { code: 'VALIDATION_FAILED' } });
    const stranger = await connect('owner', '', 'modeltwo');
    expect(await ask(stranger, 'getDocument', { id: 'manual' })).toMatchObject({ failed: true });
  });

  it('has no tool for what another role may do', async () => {
    const viewer = await connect('viewer');
    const { content, isError } = await viewer.callTool({ name: 'createMission', arguments: {} });
    expect([isError, JSON.stringify(content)]).toEqual([
      true,
      expect.stringContaining('no tool createMission'),
    ]);
  });

  it('answers nobody without a token', async () => {
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    expect((await rex.fetch('POST', '/mcp', { body: JSON.stringify(message) })).status).toBe(401);
  });

  it('serves the same on stdin and stdout by the command line', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: ['console/cli/main.ts', 'mcp', '--areas', 'knowledge'],
      env: {
        PATH: process.env['PATH'] ?? '',
        REX_API: rex.url,
        REX_TOKEN: await rex.token('modelone', 'viewer'),
      },
    });
    await client.connect(transport as never);
    open.push(client);
    expect(await names(client)).toContain('searchKnowledge');
    expect(
      (await ask(client, 'searchKnowledge', { body: { question: 'gasket' } })).said.passages,
    ).toHaveLength(1);
  });
});
