import { describe, expect, it } from 'vitest';
import { openNotifications } from '../../../test/memory/notifications.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { Feedback } from '../../sending/domain/send.ts';
import { recordNoticeFeedback } from './record-notice-feedback.ts';
import { subscribe } from './subscribe.ts';

const AT = '2026-03-05T12:00:01.000Z';
const BOUNCED: Feedback = { kind: 'bounced', at: AT, permanent: true, diagnostic: '550 no such user' };
/** As some issuers name people. */
const KIM = 'auth0|5f7c#kim/ü';

async function told() {
  const rex = await openNotifications();
  const subscriber = {
    workspace: WORKSPACE,
    subject: KIM,
    role: 'admin',
    email: 'kim@acme.example',
  } as const;
  const wish = () =>
    subscribe(rex.ports, subscriber, {
      channels: { email: { from: 'info', digestFrom: null } },
      requests: [],
    });
  await wish();
  const alert = async (cause: string) => {
    await raiseAlert(rex.ports, {
      workspace: WORKSPACE,
      type: 'task-failed',
      cause,
      severity: 'critical',
      title: cause,
      message: 'Look.',
      evidence: {},
    });
    await rex.work();
    await rex.pass(60_000);
  };
  await alert('one');
  const hear = (feedback: Feedback, to = 'kim@acme.example', tags = rex.raw[0]?.tags ?? {}) =>
    recordNoticeFeedback(rex.ports, { tags, to, feedback });
  const member = () => rex.ports.members.get(WORKSPACE, KIM);
  const deliveries = async () =>
    (await rex.ports.notices.all(WORKSPACE, KIM)).map(({ deliveries: [email] }) => email);
  return { ...rex, wish, alert, hear, member, deliveries };
}

describe('a mail to a member that comes back', () => {
  it('has failed, and no more goes to the address until they subscribe anew', async () => {
    const rex = await told();
    expect(await rex.deliveries()).toMatchObject([{ state: 'sent' }]);
    for (let times = 0; times < 2; times++) await rex.hear(BOUNCED);
    expect(await rex.deliveries()).toMatchObject([
      { state: 'failed', reason: 'It came back: 550 no such user' },
    ]);
    expect((await rex.member())?.mailTrouble).toEqual({
      kind: 'bounced',
      at: AT,
      reason: '550 no such user',
    });
    await rex.alert('two');
    expect((await rex.deliveries())[1]).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('until they subscribe anew'),
    });
    expect(rex.raw).toHaveLength(1);
    await rex.wish();
    expect((await rex.member())?.mailTrouble).toBeUndefined();
    await rex.alert('three');
    expect(rex.raw).toHaveLength(2);
  });

  it('stops nothing when its address is another one by now, when it came back for a while, or when it is none of ours', async () => {
    const rex = await told();
    await rex.hear(BOUNCED, 'kim@before.example');
    await rex.hear({ ...BOUNCED, permanent: false });
    await rex.hear(BOUNCED, 'kim@acme.example', { workspace: WORKSPACE, invitation: `in_${'0'.repeat(26)}` });
    expect((await rex.member())?.mailTrouble).toBeUndefined();
  });

  it('that its owner reports as spam ends mail to them, too', async () => {
    const rex = await told();
    await rex.hear({ kind: 'complained', at: AT });
    expect((await rex.member())?.mailTrouble).toEqual({ kind: 'complained', at: AT });
  });
});

describe('a mail of which nobody knew whether it arrived', () => {
  it('has, when its provider tells so', async () => {
    const rex = await told();
    rex.next.push('unknown');
    await rex.alert('lost');
    expect((await rex.deliveries())[1]?.state).toBe('unknown');
    await rex.hear({ kind: 'delivered', at: AT, providerMessageId: 'p9' }, undefined, rex.raw[1]?.tags);
    expect((await rex.deliveries())[1]).toMatchObject({ state: 'sent', providerId: 'p9' });
  });
});
