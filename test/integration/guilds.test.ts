import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { openWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

it('agents of the roster are run by tasks, within what their guild may do, and what they did is counted', async () => {
  const ws = await openWorkspace(rex, 'guildstory');
  const { json: roster } = await ws.call('GET', '/api/agents/roster?guild=muse');
  const writer = roster.agents.find(({ name }: { name: string }) => name === 'subject-line-writer');
  expect(writer).toMatchObject({ guild: 'muse', model: 'better', input: { required: ['about'] } });

  const wrong = await ws.call('POST', '/api/agents/subject-line-writer/run', { input: { about: 7 } });
  expect(wrong.status).toBe(400);
  expect(wrong.json.fields).toMatchObject([{ path: 'body.input.about' }]);
  const keys = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 1]));
  const more = await ws.call('POST', '/api/agents/subject-line-writer/run', {
    input: { about: 'a', ...keys },
  });
  expect(more.json.fields[0]).toEqual({ path: 'body.input.k0', message: 'is not known here' });
  expect(more.text.length).toBeLessThan(10_000);
  expect((await ws.call('POST', '/api/agents/nobody-at-all/run', {})).status).toBe(404);

  const run = async (name: string, input: object) => {
    const { status, json, text } = await ws.call('POST', `/api/agents/${name}/run`, { input });
    expect(status, text).toBe(202);
    await rex.idle();
    return (await ws.call('GET', `/api/tasks/${json.id}`)).json;
  };
  const about = { about: 'the autumn service', audience: 'owners of a turntable' };
  expect(await run('subject-line-writer', about)).toMatchObject({
    status: 'completed',
    agent: 'subject-line-writer',
    decision: { rule: 'reads-only' },
    result: { by: 'rules', output: { drafts: expect.arrayContaining(['The autumn service']) } },
  });
  expect(await run('campaign-namer', { about: 'The autumn service' })).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('needs a language model'),
  });

  await ws.call('POST', '/api/knowledge/documents', {
    id: 'goals',
    title: 'Goals',
    category: 'campaign-management',
    content: 'The goal of the turntable campaign is forty repairs.',
  });
  await rex.idle();
  expect(
    await run('strategy-answerer', { question: 'What is the goal of the turntable campaign?' }),
  ).toMatchObject({
    status: 'completed',
    result: {
      output: { sentences: [{ passage: 'goals.1.0', text: expect.stringContaining('forty repairs') }] },
    },
  });
  expect(await run('alert-watcher', {})).toMatchObject({
    status: 'completed',
    result: { output: { findings: [], within: ['alerts.critical', 'alerts.open'] } },
  });

  const person = decodeJwt(await rex.token('guildstory')).sub ?? '';
  await ws.call('GET', '/api/me');
  expect((await ws.call('PUT', '/api/guilds/muse/people/stranger')).status).toBe(404);
  expect((await ws.call('PUT', `/api/guilds/muse/people/${person}`)).status).toBe(200);
  const limits = { runsADay: 2, modelRunsADay: 0 };
  expect((await ws.call('PUT', '/api/guilds/muse/resources', limits)).status).toBe(200);
  expect((await run('campaign-namer', { about: 'Once more' })).status).toBe('new');
  expect((await ws.call('GET', '/api/guilds/muse')).json).toMatchObject({
    name: 'muse',
    people: [{ id: person }],
    resources: { ...limits, runsToday: 2 },
    performance: { tasks: { done: 1, failed: 1, open: 1 } },
  });
  const { json: muse } = await ws.call('GET', '/api/guilds/muse');
  expect(muse.latest.map(({ agent, status, by }: Record<string, string>) => [agent, status, by])).toEqual([
    ['campaign-namer', 'new', null],
    ['campaign-namer', 'failed', null],
    ['subject-line-writer', 'completed', 'rules'],
  ]);
  const { json: one } = await ws.call('GET', '/api/agents/campaign-namer');
  expect(one).toMatchObject({
    kind: 'roster',
    guild: 'muse',
    model: 'needed',
    settings: { count: 5 },
    modelSettings: { timeoutMs: expect.any(Number) },
    runs: muse.latest.slice(0, 2),
  });
  expect(one.runs[1].error).toContain('needs a language model');
  const { json: watcher } = await ws.call('GET', '/api/agents/alert-watcher');
  expect(watcher).toMatchObject({ kind: 'roster', model: 'never', modelSettings: null, reads: ['alerts'] });
  const { json: reviver } = await ws.call('GET', '/api/agents/ReviverAgent');
  expect(reviver).toMatchObject({ kind: 'mission', healthy: true, latest: [] });
  expect((await ws.call('GET', '/api/agents/nobody-at-all')).status).toBe(404);
  const stranger = await openWorkspace(rex, 'guildothers');
  expect((await stranger.call('GET', '/api/agents/campaign-namer')).json.runs).toEqual([]);
  expect((await stranger.call('GET', '/api/guilds/muse')).json.latest).toEqual([]);

  expect((await ws.call('DELETE', `/api/guilds/muse/people/${person}`)).json.people).toEqual([]);
  expect((await ws.call('GET', '/api/guilds/nowhere')).status).toBe(404);
  const { json: all } = await ws.call('GET', '/api/guilds');
  expect(all.guilds).toHaveLength(7);
  expect(await expectCatalogued(rex)).toContain('guild.changed');
});
