import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { openSystemMail } from '../../../test/memory/system-mail.ts';
import { DAY, HOUR } from '../../kernel/clock.ts';
import type { Feedback } from '../../sending/domain/send.ts';
import { accept, type InviteDeps, invite, listInvitations, revokeInvitation } from './invite.ts';
import { recordInvitationFeedback } from './record-invitation-feedback.ts';

const KIM = 'kim@people.example';
const ANN = {
  workspace: WORKSPACE,
  role: 'owner',
  subject: 'ann',
  email: 'ann@acme.example',
  correlationId: 'c-1',
} as const;

function opened() {
  const rex = openRex();
  const mail = openSystemMail();
  const ports = { ...rex.ports, ...mail.ports };
  const ask = (some: Partial<InviteDeps> = {}, email = KIM) =>
    invite({ ...ports, ...some }, { asking: ANN, email, role: 'operator' });
  const stored = async () => (await listInvitations(ports, WORKSPACE))[0];
  const tell = async (feedback: Feedback) =>
    recordInvitationFeedback(ports, {
      tags: { workspace: WORKSPACE, invitation: (await stored())?.id },
      to: KIM,
      feedback,
    });
  return { ...rex, ports, mail, ask, stored, tell };
}
const AT = '2026-03-05T12:00:01.000Z';

describe('the mail of an invitation', () => {
  it('goes once to who is invited, by the sender of Rex, with a link that no server sees the secret of', async () => {
    const { ask, mail } = opened();
    const { token, mail: became } = await ask();
    expect(became).toMatchObject({ state: 'sent' });
    expect([mail.made, mail.mails.length]).toEqual([[KIM], 1]);
    const [sent] = mail.mails;
    expect(sent).toMatchObject({ from: 'rex@system.example', to: KIM, provider: 'ses' });
    const read = await PostalMime.parse(sent?.raw ?? new Uint8Array());
    const header = (name: string) => read.headers.find(({ key }) => key === name)?.value;
    expect(read.text).toContain(`https://console.example/join#${token}`);
    expect(read.html).toContain(`href="https://console.example/join#${token}"`);
    expect(read.text).toContain(`ann@acme.example invites you to the workspace ${WORKSPACE}`);
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('message-id')).toMatch(/@system\.example>$/);
    expect(read.headers.filter(({ key }) => key.startsWith('list-'))).toEqual([]);
    expect(JSON.stringify(sent?.tags)).not.toContain(token);
  });

  it('is not needed: its token opens the workspace though nothing was mailed, and the answer says why', async () => {
    const { ask, ports, stored } = opened();
    const { token } = await ask({ systemFrom: undefined });
    expect(await stored()).toMatchObject({
      mail: { state: 'failed', reason: expect.stringContaining('systemMailFrom') },
    });
    expect(await accept(ports, { subject: 'kim', email: KIM, token, correlationId: 'c' })).toMatchObject({
      role: 'operator',
    });
  });

  it.each([
    ['refuses it', { outcome: 'refused', reason: 'Not verified.' }, 'failed'],
    ['takes nothing now', { outcome: 'unavailable', reason: 'Too many.' }, 'failed'],
    ['gives no answer', { outcome: 'unknown', reason: 'timeout' }, 'unknown'],
  ] as const)('is one whose fate is written down when the provider %s', async (_, outcome, state) => {
    const { ask, mail } = opened();
    mail.next.push(outcome);
    expect((await ask()).mail).toMatchObject({ state, reason: outcome.reason });
  });

  it('goes to nobody for whom the sign-in has made no account', async () => {
    const { ask, mail } = opened();
    const accounts = { ensure: () => Promise.reject(new Error('LimitExceeded')) };
    expect((await ask({ accounts })).mail).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('LimitExceeded'),
    });
    expect(mail.mails).toEqual([]);
  });

  it('is claimed when the process dies after it went out, and what the provider tells settles it', async () => {
    const { ask, ports, stored, tell, mail } = opened();
    const teamInvitations = dyingAfterFirst(ports.teamInvitations);
    await expect(ask({ teamInvitations })).rejects.toThrow('dies');
    expect([mail.mails.length, (await stored())?.mail?.state]).toEqual([1, 'claimed']);
    for (let times = 0; times < 2; times++) await tell({ kind: 'delivered', at: AT });
    expect(await stored()).toMatchObject({ version: 2, mail: { state: 'sent' } });
  });

  it('that comes back says so, and stays so whatever is told later', async () => {
    const { ask, stored, tell } = opened();
    await ask();
    await tell({ kind: 'bounced', at: AT, permanent: true, diagnostic: '550 no such user' });
    await tell({ kind: 'delivered', at: AT });
    expect(await stored()).toMatchObject({
      state: 'pending',
      mail: { state: 'failed', reason: 'It came back: 550 no such user' },
    });
  });

  it('is noted beside a revocation at the same moment', async () => {
    const { ask, ports, stored } = opened();
    const mailer = meanwhile(ports.mailer, 'send', async () => {
      await revokeInvitation(ports, { asking: ANN, id: (await stored())?.id ?? '' });
    });
    await ask({ mailer });
    expect(await stored()).toMatchObject({ state: 'revoked', mail: { state: 'sent' }, version: 3 });
  });

  it('is bounded: for an address in a day, for a workspace in an hour', async () => {
    const { ask, ports, stored, mail, pass } = opened();
    for (let n = 0; n < 3; n++) {
      await ask();
      await revokeInvitation(ports, { asking: ANN, id: (await stored())?.id ?? '' });
    }
    await expect(ask({}, 'KIM@people.example')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    for (let n = 3; n < 30; n++) await ask({}, `p${n}@people.example`);
    await expect(ask({}, 'last@people.example')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfter: HOUR / 1000,
    });
    expect(mail.mails).toHaveLength(30);
    pass(DAY + 1);
    await ask();
  });
});

function dyingAfterFirst<T extends { save: (...args: never[]) => Promise<unknown> }>(store: T): T {
  let saves = 0;
  const save = (...args: never[]) => {
    saves += 1;
    return saves === 1 ? store.save(...args) : Promise.reject(new Error('The process dies here.'));
  };
  return Object.assign(dying(store, 'save'), { save });
}
