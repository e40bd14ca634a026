import { expect, it } from 'vitest';
import { openNotifications } from '../../../test/memory/notifications.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import { settleAlert } from '../../alerts/app/settle-alert.ts';
import { HOUR, MINUTE } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { membershipSchema, withMembers } from '../../members/domain/membership.ts';
import type { NotificationMessage } from '../contract/messages.ts';
import { notificationMessages } from './notification-messages.ts';
import { markAllRead, markRead } from './read-notices.ts';
import { mapToSlack, refreshMember, removeMember, subscribe } from './subscribe.ts';

const EMAIL = { email: { from: 'warning', digestFrom: 'info' } } as const;
const ANN = { workspace: WORKSPACE, subject: 'ann', role: 'admin', email: 'ann@acme.example' } as const;
const BEN = { workspace: WORKSPACE, subject: 'ben', role: 'viewer', email: 'ben@acme.example' } as const;
const nothing = { channels: {}, requests: [] };

const alert = (cause: string, severity: 'info' | 'warning' | 'critical') => ({
  workspace: WORKSPACE,
  type: 'test',
  severity,
  title: `${cause} is wrong`,
  message: 'Look.',
  evidence: {},
  cause,
});

it('tells a cause once, until it is graver or is raised anew', async () => {
  const rex = await openNotifications();
  await subscribe(rex.ports, ANN, { ...nothing, channels: EMAIL });
  const raised = await raiseAlert(rex.ports, alert('disk', 'warning'));
  await raiseAlert(rex.ports, alert('disk', 'warning'));
  await rex.work();
  await rex.work();
  expect(rex.mails()).toEqual(['ann@acme.example: [Rex warning] disk is wrong']);
  await raiseAlert(rex.ports, alert('disk', 'critical'));
  await rex.work();
  expect(rex.mails()).toHaveLength(2);
  const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: '' } as const;
  await settleAlert(rex.ports, { workspace: WORKSPACE, id: raised.id, outcome: 'resolved', cause });
  await raiseAlert(rex.ports, alert('disk', 'warning'));
  await rex.work();
  expect(rex.mails()).toHaveLength(3);
});

it('tells whoever is asked, once, or those who may do it where that one has no subscription', async () => {
  const rex = await openNotifications();
  await subscribe(rex.ports, ANN, { ...nothing, channels: EMAIL });
  await subscribe(rex.ports, BEN, { ...nothing, channels: EMAIL });
  const asked = (of: string, id: string, sequence: number) =>
    notificationMessages([
      {
        name: 'cognition.changed',
        workspace: WORKSPACE,
        aggregate: { type: 'SEAT_WORK', id },
        sequence,
        data: {
          title: 'When do we call?',
          asks: {
            says: 'Say so.',
            of: [of],
            otherwise: ['owner', 'admin'],
            since: '2026-01-02T10:00:00.000Z',
          },
        },
      } as unknown as RexEvent,
    ]);
  const handle = async (messages: readonly NotificationMessage[]) => {
    await rex.deps.notifications.send(messages);
    await rex.work();
  };
  await handle(asked('ben', 'de_one', 2));
  await handle(asked('ben', 'de_one', 3));
  expect(rex.mails()).toEqual(['ben@acme.example: [Rex warning] Waits for you: When do we call?']);
  await handle(asked('nobody', 'de_two', 2));
  expect(rex.mails().slice(1)).toEqual(['ann@acme.example: [Rex warning] Waits for you: When do we call?']);
});

it('goes by who belongs to the workspace, and in which role, now', async () => {
  const rex = await openNotifications();
  await subscribe(rex.ports, ANN, { ...nothing, channels: EMAIL });
  await subscribe(rex.ports, BEN, { ...nothing, channels: EMAIL });
  const { memberships, members } = rex.ports;
  const now = rex.ports.clock.now().toISOString();
  const known = (subject: string, change: object) =>
    membershipSchema.parse({
      workspace: WORKSPACE,
      subject,
      version: 1,
      role: 'viewer',
      state: 'active',
      from: 'member',
      since: now,
      ...change,
    });
  const team = await memberships.team(WORKSPACE);
  const lowered = known('ann', { role: 'viewer' });
  await memberships.save(withMembers(team, [lowered, known('ben', { state: 'gone' })]), []);
  expect(await members.get(WORKSPACE, 'ann')).toMatchObject({ role: 'viewer' });
  expect(await members.get(WORKSPACE, 'ben')).toBeUndefined();
  expect((await members.list(WORKSPACE)).map(({ subject, role }) => [subject, role])).toEqual([
    ['ann', 'viewer'],
  ]);
  await raiseAlert(rex.ports, alert('disk', 'warning'));
  await rex.work();
  expect(rex.mails()).toEqual(['ann@acme.example: [Rex warning] disk is wrong']);
});

it('escalates to all admins and then to their telephones, each once, until somebody acknowledges it', async () => {
  const rex = await openNotifications({ channels: { sms: { sender: '+14155550199' } } });
  await subscribe(rex.ports, ANN, { ...nothing, phone: '+14155550100' });
  await subscribe(rex.ports, BEN, nothing);
  await raiseAlert(rex.ports, alert('disk', 'critical'));
  await rex.work();
  expect(rex.sent()).toEqual([]);
  await rex.pass(14 * MINUTE);
  expect(rex.sent()).toEqual([]);
  await rex.pass(2 * MINUTE);
  expect(rex.sent()).toEqual(['email ann@acme.example']);
  await rex.pass(15 * MINUTE);
  expect(rex.sent()).toEqual(['email ann@acme.example', 'sms +14155550100']);
  await rex.pass(24 * HOUR);
  expect(rex.sent()).toHaveLength(2);
  const other = await raiseAlert(rex.ports, alert('net', 'critical'));
  const cause = { actor: { kind: 'user', id: 'ben' }, correlationId: '' } as const;
  await settleAlert(rex.ports, { workspace: WORKSPACE, id: other.id, outcome: 'acknowledged', cause });
  await rex.pass(24 * HOUR);
  expect(rex.sent()).toHaveLength(2);
});

it('gathers what is over the bound of the hour in one message, and what is not grave in a daily one', async () => {
  const rex = await openNotifications({ alerts: { mostPerHour: 2, digestHour: 8 } });
  await subscribe(rex.ports, ANN, { ...nothing, channels: EMAIL });
  for (let n = 0; n < 5; n++) await raiseAlert(rex.ports, alert(`disk ${n}`, 'warning'));
  await raiseAlert(rex.ports, alert('dust', 'info'));
  await rex.work();
  expect(rex.mails()).toHaveLength(2);
  await rex.pass(HOUR);
  expect(rex.mails()).toHaveLength(3);
  expect(rex.mails()[2]).toBe('ann@acme.example: [Rex warning] 3 notifications');
  await rex.pass(2 * HOUR);
  expect(rex.mails()).toHaveLength(3);
  await rex.pass(24 * HOUR);
  expect(rex.mails().slice(3)).toContain('ann@acme.example: [Rex info] dust is wrong');
});

it('tries again what was certainly not sent, and never what may have been', async () => {
  const rex = await openNotifications();
  await subscribe(rex.ports, ANN, { ...nothing, channels: EMAIL });
  rex.next.push('unavailable', 'unknown');
  await raiseAlert(rex.ports, alert('disk', 'warning'));
  await rex.work();
  expect(rex.mails()).toEqual([]);
  await rex.pass(2 * MINUTE);
  expect(rex.mails()).toHaveLength(1);
  await rex.pass(HOUR);
  expect(rex.mails()).toHaveLength(1);
  const [notice] = await rex.notices('ann');
  expect(notice?.deliveries).toMatchObject([{ channel: 'email', state: 'unknown' }]);
  expect(await markAllRead(rex.ports, ANN)).toBe(1);
  expect(await markRead(rex.ports, { ...ANN, id: notice?.id ?? '' })).toMatchObject({ version: 6 });
});

it.each([
  ['member', 'admin', 'viewer', 'viewer'],
  ['member', 'viewer', 'admin', 'admin'],
  ['sign-in', 'viewer', 'admin', 'viewer'],
  ['sign-in', 'admin', 'viewer', 'viewer'],
  ['sign-in', 'approver', 'operator', 'operator'],
  ['sign-in', 'operator', 'approver', 'operator'],
  ['sign-in', 'owner', 'admin', 'admin'],
] as const)(
  'where a %s says the role, of %s by the token and %s by the membership holds %s',
  async (from, role, ofMembership, holds) => {
    const rex = await openNotifications();
    await subscribe(rex.ports, ANN, nothing);
    await refreshMember(rex.ports, { ...ANN, role });
    const since = rex.ports.clock.now().toISOString();
    const of = { workspace: WORKSPACE, subject: 'ann', state: 'active', since } as const;
    const team = await rex.ports.memberships.team(WORKSPACE);
    const membership = { ...of, version: 1, role: ofMembership, from };
    await rex.ports.memberships.save(withMembers(team, [membership]), []);
    expect(await rex.ports.members.get(WORKSPACE, 'ann')).toMatchObject({ role: holds });
    expect(await rex.ports.members.list(WORKSPACE)).toMatchObject([{ role: holds }]);
  },
);

it('gives a user of Slack to one of two members who get it at once', async () => {
  const rex = await openNotifications();
  await subscribe(rex.ports, ANN, nothing);
  await subscribe(rex.ports, BEN, nothing);
  const both = ['ann', 'ben'].map((subject) => mapToSlack(rex.ports, WORKSPACE, subject, 'U0X'));
  const settled = await Promise.allSettled(both);
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const members = await rex.ports.members.list(WORKSPACE);
  expect(members.filter(({ slackUser }) => slackUser === 'U0X')).toHaveLength(1);
});

it('knows members by their token, and a user of Slack as one member', async () => {
  const rex = await openNotifications();
  const { email: _, ...unknown } = ANN;
  await expect(subscribe(rex.ports, unknown, { ...nothing, channels: EMAIL })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
  await expect(
    subscribe(rex.ports, ANN, { ...nothing, channels: { sms: { from: 'info', digestFrom: null } } }),
  ).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await expect(refreshMember(rex.ports, ANN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await subscribe(rex.ports, ANN, nothing);
  await subscribe(rex.ports, BEN, nothing);
  expect(await refreshMember(rex.ports, { ...ANN, role: 'viewer' })).toMatchObject({ role: 'viewer' });
  expect(await mapToSlack(rex.ports, WORKSPACE, 'ann', 'U1ANN')).toMatchObject({ slackUser: 'U1ANN' });
  expect(await subscribe(rex.ports, ANN, nothing)).toMatchObject({ slackUser: 'U1ANN' });
  await expect(mapToSlack(rex.ports, WORKSPACE, 'ben', 'U1ANN')).rejects.toMatchObject({ code: 'CONFLICT' });
  await removeMember(rex.ports, WORKSPACE, 'ann');
  await expect(removeMember(rex.ports, WORKSPACE, 'ann')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
