import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../console/cli/command-table.ts';
import { run } from '../../console/cli/run.ts';
import { captureStreams } from '../../console/testing/streams.ts';
import { SECOND } from '../../shared/kernel/clock.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';

/** Longer than the authorizer remembers a membership. */
const FORGOTTEN_MS = 11 * SECOND;

let rex: TestRex;
let owner: string;
/** Kim, whom the sign-in knows in another workspace. */
let kim: string;
beforeAll(async () => {
  rex = await shareTestRex();
  owner = await rex.token('teamone');
  await rex.token('teamtwo');
  const person = { workspace: 'teamtwo', role: 'owner', sub: 'kim', email: 'kim@people.example' };
  kim = (await rex.fetch('POST', '/_local/token', { body: JSON.stringify(person) })).json.token;
});
afterAll(() => rex?.stop());

const ask = (method: string, path: string, token: string, body?: object, headers = {}) =>
  rex.fetch(method, path, { token, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
/** The command line of whoever has a token, at this Rex as at one elsewhere. */
async function command(token: string, ...argv: string[]) {
  const { streams, stdout } = captureStreams();
  const exitCode = await run({
    argv: ['--api', rex.url, '--token', token, '--json', ...argv],
    commands: COMMANDS,
    environment: { REX_CONFIG: rex.home, REX_HOME: rex.home },
    streams,
    signal: AbortSignal.timeout(60_000),
  });
  return { exitCode, json: JSON.parse(stdout()) };
}
const IN_ONE = { 'rex-workspace': 'teamone' };

describe('an API key', () => {
  it('calls in its role, manages nobody, and is refused once it is revoked', async () => {
    const made = await ask('POST', '/api/keys', owner, { name: 'CRM', role: 'admin' });
    const { key, id } = made.json;
    expect((await ask('GET', '/api/rex/missions', key)).status).toBe(200);
    expect((await ask('POST', '/api/keys', key, { name: 'Another', role: 'admin' })).status).toBe(403);
    expect((await ask('GET', '/api/me', key)).json).toMatchObject({ workspace: 'teamone', role: 'admin' });
    const { keys } = (await ask('GET', '/api/keys', owner)).json;
    expect(keys).toMatchObject([{ id, name: 'CRM', lastUsedAt: expect.any(String), revokedAt: null }]);
    expect(JSON.stringify(keys)).not.toContain(key);
    expect((await ask('DELETE', `/api/keys/${id}`, owner)).status).toBe(200);
    expect((await ask('GET', '/api/rex/missions', key)).status).toBe(401);
  });
});

describe('the command line', () => {
  it('joins by a link, works in either workspace, and knows what an API key is', async () => {
    const person = { workspace: 'teamtwo', role: 'operator', sub: 'lea', email: 'lea@people.example' };
    const lea = (await rex.fetch('POST', '/_local/token', { body: JSON.stringify(person) })).json.token;
    const invited = await command(owner, 'members', 'invite', person.email, '--role', 'viewer');
    const link = `https://rex.example/join#${invited.json.token}`;
    expect((await command(lea, 'members', 'join', 'rxi_none')).exitCode).toBe(2);
    expect(await command(kim, 'members', 'join', link)).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'FORBIDDEN' } },
    });
    expect(await command(lea, 'members', 'join', link)).toMatchObject({
      exitCode: 0,
      json: { workspace: 'teamone', role: 'viewer' },
    });
    expect((await command(lea, 'whoami')).json).toMatchObject({ workspace: 'teamtwo', role: 'operator' });
    const there = await command(lea, 'whoami', '--workspace', 'teamone');
    expect(there.json).toMatchObject({ subject: 'lea', workspace: 'teamone', role: 'viewer' });
    expect(there.json.workspaces).toHaveLength(2);
    expect((await command(lea, 'status', '--workspace', 'teamone')).json.workspace).toBe('teamone');
    const nowhere = await command(lea, 'whoami', '--workspace', 'teamthree');
    expect(nowhere).toMatchObject({ exitCode: 1, json: { error: { code: 'NOT_FOUND' } } });

    const { key } = (await command(owner, 'keys', 'create', 'Report', '--role', 'viewer')).json;
    const { json } = await command(key, 'whoami');
    expect(json).toMatchObject({ workspace: 'teamone', role: 'viewer', email: null, expiresAt: null });
    expect(json.subject).toMatch(/^key:|^ak_/);
    await ask('DELETE', '/api/members/lea', owner);
  });
});

describe('somebody who is invited', () => {
  it('belongs to two workspaces and says which one they mean, until they are removed', async () => {
    expect((await ask('GET', '/api/members', kim, undefined, IN_ONE)).status).toBe(404);
    const invited = await ask('POST', '/api/invitations', owner, {
      email: 'kim@people.example',
      role: 'viewer',
    });
    expect(invited.json.mail).toMatchObject({ state: 'sent' });
    const mails = (await rex.mails()).filter(({ to }) => to === 'kim@people.example');
    expect(mails.map(({ mail }) => [mail.from?.address, mail.subject])).toEqual([
      ['rex@system.example', '[Rex] You are invited to the workspace teamone'],
    ]);
    // What the person clicks: the console's page gets the token, no server does.
    const [, page, token = ''] = /Join: (\S+)#(\S+)/.exec(mails[0]?.mail.text ?? '') ?? [];
    expect([page?.endsWith('/join'), token]).toEqual([true, invited.json.token]);
    const accepted = await ask('POST', '/api/invitations/accept', kim, { token });
    expect(accepted.json).toMatchObject({ workspace: 'teamone', role: 'viewer' });
    await rex.advance(FORGOTTEN_MS);

    const here = await ask('GET', '/api/members', kim, undefined, IN_ONE);
    expect(here.json.members.map(({ role }: { role: string }) => role)).toEqual(['owner', 'viewer']);
    expect((await ask('POST', '/api/keys', kim, { name: 'X', role: 'viewer' }, IN_ONE)).status).toBe(403);
    const { workspaces, workspace } = (await ask('GET', '/api/me', kim)).json;
    expect(workspace).toBe('teamtwo');
    expect(workspaces.map((each: { workspace: string }) => each.workspace)).toEqual(['teamone', 'teamtwo']);

    expect((await ask('DELETE', '/api/members/kim', owner)).status).toBe(200);
    await rex.advance(FORGOTTEN_MS);
    expect((await ask('GET', '/api/members', kim, undefined, IN_ONE)).status).toBe(404);
    expect((await ask('GET', '/api/me', kim)).json.workspaces).toMatchObject([{ workspace: 'teamtwo' }]);
  });

  it('whose mail comes back is seen in the list of invitations', async () => {
    const email = 'bounce@simulator.amazonses.com';
    await ask('POST', '/api/invitations', owner, { email, role: 'viewer' });
    await rex.advance(60 * SECOND);
    const { invitations } = (await ask('GET', '/api/invitations', owner)).json;
    expect(invitations.find((each: { email: string }) => each.email === email)).toMatchObject({
      state: 'pending',
      mail: { state: 'failed', reason: expect.stringContaining('It came back') },
    });
  });

  it('takes over a workspace that its owner made and handed on', async () => {
    await ask('PUT', '/api/organisation', owner, { name: 'Team' });
    const made = await ask('POST', '/api/organisation/workspaces', owner, { id: 'teamthree' });
    expect([made.status, made.json.workspaces]).toEqual([201, ['teamone', 'teamthree']]);
    const inThree = { 'rex-workspace': 'teamthree' };
    const { json: invited } = await ask(
      'POST',
      '/api/invitations',
      owner,
      { email: 'kim@people.example', role: 'viewer' },
      inThree,
    );
    await ask('POST', '/api/invitations/accept', kim, { token: invited.token });
    const leave = () => ask('POST', '/api/me/leave', owner, { workspace: 'teamthree' }, inThree);
    expect((await leave()).json.detail).toContain('last owner');
    expect((await ask('POST', '/api/members/kim/ownership', owner, undefined, inThree)).json.role).toBe(
      'owner',
    );
    await rex.advance(FORGOTTEN_MS);
    expect((await leave()).status).toBe(200);
    const { members } = (await ask('GET', '/api/members', kim, undefined, inThree)).json;
    expect(members).toMatchObject([{ subject: 'kim', role: 'owner' }]);
  });
});
