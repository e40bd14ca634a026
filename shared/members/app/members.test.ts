import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY, HOUR } from '../../kernel/clock.ts';
import type { Role } from '../../kernel/contract/common.ts';
import { identifyKey, identifyPerson } from './identify.ts';
import { accept, invite, listInvitations, revokeInvitation } from './invite.ts';
import { createKey, revokeKey } from './manage-keys.ts';
import { changeRole, listMembers, removeMember, transferOwnership } from './manage-members.ts';
import { readMe } from './me.ts';
import { createWorkspace, nameOrganisation } from './organise.ts';

const emailOf = (subject: string): string => `${subject}@acme.example`;
const asking = (subject: string, role: Role, workspace = WORKSPACE) => ({
  workspace,
  role,
  subject,
  email: emailOf(subject),
  correlationId: 'c-1',
});
const OWNER = asking('ann', 'owner');

function opened() {
  const rex = openRex();
  const { ports } = rex;
  const join = async (subject: string, role: 'admin' | 'operator' | 'viewer', by = OWNER) => {
    const { token } = await invite(ports, { asking: by, email: emailOf(subject), role });
    return accept(ports, { subject, email: emailOf(subject), token, correlationId: 'c-2' });
  };
  const roles = async () =>
    Object.fromEntries((await listMembers(ports, WORKSPACE)).map(({ subject, role }) => [subject, role]));
  return { ...rex, join, roles };
}

describe('members', () => {
  it('are those whom the sign-in brought, with the role of their claims until a member changes it', async () => {
    const { ports, join, roles } = opened();
    const bob = { ...asking('bob', 'viewer'), email: undefined };
    await readMe(ports, OWNER);
    await readMe(ports, bob);
    expect(await roles()).toEqual({ ann: 'owner', bob: 'viewer' });
    expect(await identifyPerson(ports, { ...bob, role: 'operator' })).toMatchObject({ role: 'operator' });
    await changeRole(ports, { asking: OWNER, subject: 'bob', role: 'approver' });
    expect(await identifyPerson(ports, { ...bob, role: 'operator' })).toMatchObject({ role: 'approver' });
    await join('eve', 'viewer');
    await expect(
      changeRole(ports, { asking: asking('eve', 'admin'), subject: 'bob', role: 'owner' }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('belong to workspaces that they can switch between', async () => {
    const { ports, join } = opened();
    await join('bob', 'admin');
    const claims = { subject: 'bob', email: emailOf('bob'), workspace: 'beta', role: 'viewer' } as const;
    expect(await identifyPerson(ports, claims)).toMatchObject({ workspace: 'beta', role: 'viewer' });
    expect(await identifyPerson(ports, claims, WORKSPACE)).toMatchObject({
      workspace: WORKSPACE,
      role: 'admin',
    });
    expect(await identifyPerson(ports, claims, 'gamma')).toEqual({ subject: 'bob', email: emailOf('bob') });
    const me = await readMe(ports, { ...claims, correlationId: 'c' });
    expect(me.workspaces.map(({ workspace, role }) => [workspace, role])).toEqual([
      ['acme', 'admin'],
      ['beta', 'viewer'],
    ]);
  });

  it('do not get a role back that was taken from them, by a request that still has it', async () => {
    const { ports, join, roles } = opened();
    await join('bob', 'admin');
    await changeRole(ports, { asking: OWNER, subject: 'bob', role: 'viewer' });
    await readMe(ports, asking('bob', 'admin'));
    expect(await roles()).toMatchObject({ bob: 'viewer' });
    for (const role of ['admin', 'owner'] as const) {
      const late = changeRole(ports, { asking: asking('bob', 'admin'), subject: 'bob', role });
      await expect(late).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('keep one owner, whoever asks and however', async () => {
    const { ports, join, roles } = opened();
    await join('bob', 'admin');
    const bob = asking('bob', 'admin');
    for (const act of [
      () => changeRole(ports, { asking: OWNER, subject: 'ann', role: 'admin' }),
      () => removeMember(ports, { asking: OWNER, subject: 'ann' }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(removeMember(ports, { asking: bob, subject: 'ann' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await transferOwnership(ports, { asking: OWNER, subject: 'bob' });
    expect(await roles()).toEqual({ ann: 'admin', bob: 'owner' });
    await removeMember(ports, { asking: asking('ann', 'admin'), subject: 'ann' });
    expect(await roles()).toEqual({ bob: 'owner' });
  });

  it('keep one owner when both of two leave at once', async () => {
    const { ports, join, roles } = opened();
    await join('bob', 'admin');
    await changeRole(ports, { asking: OWNER, subject: 'bob', role: 'owner' });
    const left = await Promise.allSettled([
      removeMember(ports, { asking: OWNER, subject: 'ann' }),
      removeMember(ports, { asking: asking('bob', 'owner'), subject: 'bob' }),
    ]);
    expect(left.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(Object.values(await roles())).toEqual(['owner']);
  });

  it('who are gone are refused, with the keys that they made, and leave no address', async () => {
    const { ports, join } = opened();
    await join('bob', 'admin');
    const { key } = await createKey(ports, { asking: asking('bob', 'admin'), name: 'CRM', role: 'viewer' });
    await removeMember(ports, { asking: OWNER, subject: 'bob' });
    const claims = { subject: 'bob', workspace: WORKSPACE, role: 'owner' } as const;
    expect(await identifyPerson(ports, claims)).toEqual({ subject: 'bob', email: undefined });
    expect(await identifyKey(ports, key)).toBeUndefined();
    expect(JSON.stringify(await ports.memberships.get(WORKSPACE, 'bob'))).not.toContain('@');
    expect(await ports.memberships.ofPerson('bob')).toEqual([]);
    await expect(removeMember(ports, { asking: OWNER, subject: 'bob' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await join('bob', 'viewer');
    expect(await identifyPerson(ports, claims)).toMatchObject({ role: 'viewer' });
  });
});

describe('an invitation', () => {
  it('is good once, for its address in any case, and for 7 days', async () => {
    const { ports, pass } = opened();
    const { token, id } = await invite(ports, { asking: OWNER, email: 'Bob@acme.example', role: 'operator' });
    const bob = { subject: 'bob', token, correlationId: 'c' };
    for (const email of [undefined, 'eve@acme.example'])
      await expect(accept(ports, { ...bob, email })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await accept(ports, { ...bob, email: 'bob@ACME.example' })).toMatchObject({ role: 'operator' });
    expect(await accept(ports, { ...bob, email: 'bob@acme.example' }), 'a repeat').toMatchObject({
      version: 1,
    });
    await expect(
      accept(ports, { ...bob, subject: 'other', email: 'bob@acme.example' }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(revokeInvitation(ports, { asking: OWNER, id })).rejects.toMatchObject({ code: 'CONFLICT' });

    const late = await invite(ports, { asking: OWNER, email: 'kim@acme.example', role: 'viewer' });
    pass(7 * DAY);
    await expect(
      accept(ports, { subject: 'kim', email: 'kim@acme.example', token: late.token, correlationId: 'c' }),
    ).rejects.toThrow('expired');
  });

  it('opens nothing when it was revoked, altered, or read for a key', async () => {
    const { ports } = opened();
    const { token, id } = await invite(ports, { asking: OWNER, email: emailOf('bob'), role: 'viewer' });
    const bob = { subject: 'bob', email: emailOf('bob'), correlationId: 'c' };
    const altered = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [altered, token.replace('rxi_acme', 'rxi_beta'), token.replace('rxi_', 'rxk_')])
      await expect(accept(ports, { ...bob, token: wrong })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await identifyKey(ports, token)).toBeUndefined();
    await revokeInvitation(ports, { asking: OWNER, id });
    await revokeInvitation(ports, { asking: OWNER, id });
    await expect(accept(ports, { ...bob, token })).rejects.toThrow('revoked');
    expect(await listInvitations(ports, WORKSPACE)).toMatchObject([{ id, state: 'revoked' }]);
  });

  it('is accepted once by two tabs', async () => {
    const { ports, roles } = opened();
    const { token } = await invite(ports, { asking: OWNER, email: emailOf('bob'), role: 'viewer' });
    const bob = { subject: 'bob', email: emailOf('bob'), token, correlationId: 'c' };
    const both = await Promise.all([accept(ports, bob), accept(ports, bob)]);
    expect(both.map(({ version }) => version)).toEqual([1, 1]);
    expect(await roles()).toEqual({ ann: 'owner', bob: 'viewer' });
  });
});

describe('an API key', () => {
  it('stands for its role until it expires, and notes its use once an hour', async () => {
    const { ports, pass } = opened();
    const { id, key } = await createKey(ports, {
      asking: OWNER,
      name: 'CRM',
      role: 'viewer',
      expiresInDays: 1,
    });
    const used = async () => (await ports.apiKeys.get(WORKSPACE, id))?.version;
    expect(await identifyKey(ports, key)).toEqual({
      workspace: WORKSPACE,
      role: 'viewer',
      subject: `key:${id}`,
    });
    await identifyKey(ports, key);
    expect(await used()).toBe(2);
    pass(HOUR);
    await identifyKey(ports, key);
    expect(await used()).toBe(3);
    pass(DAY);
    expect(await identifyKey(ports, key)).toBeUndefined();
  });

  it('is kept as a hash, and manages nobody', async () => {
    const { ports } = opened();
    const { id, key } = await createKey(ports, { asking: OWNER, name: 'CRM', role: 'admin' });
    expect(JSON.stringify(await ports.apiKeys.list(WORKSPACE))).not.toContain(key.slice(-20));
    const program = { ...asking(`key:${id}`, 'admin'), email: undefined };
    for (const act of [
      () => createKey(ports, { asking: program, name: 'Another', role: 'admin' }),
      () => revokeKey(ports, { asking: program, id }),
      () => invite(ports, { asking: program, email: 'eve@acme.example', role: 'admin' }),
      () => removeMember(ports, { asking: program, subject: 'ann' }),
    ])
      await expect((async () => act())()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('an organisation', () => {
  it('has workspaces that take members by invitation only', async () => {
    const { ports } = opened();
    await expect(createWorkspace(ports, { asking: OWNER, id: 'second' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await nameOrganisation(ports, { asking: OWNER, name: 'Acme Group' });
    const made = await createWorkspace(ports, { asking: OWNER, id: 'second' });
    expect(made).toMatchObject({ name: 'Acme Group', workspaces: [WORKSPACE, 'second'] });
    expect(await createWorkspace(ports, { asking: OWNER, id: 'second' }), 'a repeat').toEqual(made);
    const claims = { subject: 'eve', workspace: 'second', role: 'owner' } as const;
    expect(await identifyPerson(ports, claims)).toEqual({ subject: 'eve', email: undefined });
    expect(await identifyPerson(ports, { ...OWNER, workspace: WORKSPACE }, 'second')).toMatchObject({
      role: 'owner',
    });
    const other = asking('zoe', 'owner', 'other');
    await nameOrganisation(ports, { asking: other, name: 'Other' });
    for (const id of ['second', WORKSPACE])
      await expect(createWorkspace(ports, { asking: other, id })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
