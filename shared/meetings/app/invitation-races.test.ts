import { describe, expect, it } from 'vitest';
import { BY_ANN, LATER, openInvitations } from '../../../test/memory/invitations.ts';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { sendAnswer } from '../../inbox/app/send-answer.ts';
import { DAY } from '../../kernel/clock.ts';
import { cancelMeeting } from './cancel-meeting.ts';
import { changeInvitation } from './change-invitation.ts';
import { inviteLead } from './invite-lead.ts';

type Rex = Awaited<ReturnType<typeof openInvitations>>;

const BY_BEN = { actor: { kind: 'user', id: 'ben' }, correlationId: 'd' } as const;
const off = (rex: Rex, id: string) =>
  cancelMeeting(rex.ports, { workspace: WORKSPACE, id, reason: 'We are ill.', cause: BY_BEN });
const later = (rex: Rex, id: string, ports: Partial<Rex['ports']> = {}) =>
  changeInvitation({ ...rex.ports, ...ports }, { workspace: WORKSPACE, id, startsAt: LATER, cause: BY_ANN });
const only = async (rex: Rex): Promise<string> => {
  const [meeting] = await rex.ports.meetings.ofLead(WORKSPACE, personOf(1).id);
  return meeting?.id ?? '';
};
/** Everything that can still happen: what waits is looked at again and again. */
const settle = async (rex: Rex) => {
  for (let again = 0; again < 3; again++) {
    await rex.work();
    rex.pass(DAY / 24);
    for (const { workspace, leadId, id: answerId } of await rex.ports.answers.ofLead(
      WORKSPACE,
      personOf(1).id,
    ))
      await sendAnswer(rex.ports, { workspace, leadId, answerId });
  }
};
const gone = async (rex: Rex) => (await rex.sent()).map(({ method, sequence }) => [method, sequence]);

describe('a meeting that is called off at the same moment', () => {
  it('as another member changes it: nobody is invited to the change', async () => {
    for (const hasGone of [false, true]) {
      const rex = await openInvitations();
      const { id } = await rex.invite();
      if (hasGone) await rex.work();
      const answers = meanwhile(rex.ports.answers, 'ofLead', () => off(rex, id));
      await expect(later(rex, id, { answers })).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('changed or called off'),
      });
      await settle(rex);
      expect(await gone(rex)).toEqual(
        hasGone
          ? [
              ['REQUEST', 0],
              ['CANCEL', 2],
            ]
          : [],
      );
      expect(await rex.read(id)).toMatchObject({ state: 'cancelled' });
    }
  });

  it('as the mail of the change is taken: nobody is invited to it, and nobody is asked to approve it', async () => {
    for (const approval of ['all', 'drafted'] as const) {
      const rex = await openInvitations();
      const { id } = await rex.invite();
      await rex.work();
      await rex.changeSettings({ answers: { approval } });
      // The call-off comes after the guards were asked, before the mail is stored.
      const { create } = rex.ports.answers;
      rex.ports.answers.create = async (...args) => {
        rex.ports.answers.create = create;
        await off(rex, id);
        return rex.ports.answers.create(...args);
      };
      await expect(later(rex, id)).rejects.toMatchObject({ code: 'CONFLICT' });
      await settle(rex);
      const answers = await rex.ports.answers.ofLead(WORKSPACE, personOf(1).id);
      expect(answers.map(({ invitation }) => [invitation?.method, invitation?.sequence])).toEqual(
        expect.arrayContaining([
          ['REQUEST', 0],
          ['CANCEL', 2],
        ]),
      );
      expect(answers).toHaveLength(2);
    }
  });

  it('as the first member invites: nobody is invited', async () => {
    const rex = await openInvitations();
    const meetings = meanwhile(rex.ports.meetings, 'save', async () => off(rex, await only(rex)));
    const invite = inviteLead(
      { ...rex.ports, meetings },
      {
        workspace: WORKSPACE,
        leadId: personOf(1).id,
        startsAt: LATER,
        minutes: 30,
        title: 'Introduction',
        idempotencyKey: 'k',
        cause: BY_ANN,
      },
    );
    await expect(invite).rejects.toMatchObject({ code: 'CONFLICT' });
    await settle(rex);
    expect(await gone(rex)).toEqual([]);
    const again = await rex.invite({ idempotencyKey: 'k', startsAt: LATER, title: 'Introduction' });
    expect(again).toMatchObject({ state: 'cancelled', invitation: { mailState: null } });
  });

  it('as the process dies: what has not gone out stays here, and the next call-off tells who knows', async () => {
    for (const hasGone of [false, true]) {
      const rex = await openInvitations();
      const { id } = await rex.invite();
      if (hasGone) await rex.work();
      const answers = dying(rex.ports.answers, 'ofLead');
      const first = { workspace: WORKSPACE, id, reason: 'We are ill.', cause: BY_BEN };
      await expect(cancelMeeting({ ...rex.ports, answers }, first)).rejects.toThrow('dies');
      await settle(rex);
      expect(await gone(rex)).toEqual(hasGone ? [['REQUEST', 0]] : []);
      await off(rex, id);
      await settle(rex);
      expect(await gone(rex)).toEqual(
        hasGone
          ? [
              ['REQUEST', 0],
              ['CANCEL', 1],
            ]
          : [],
      );
      if (hasGone) continue;
      const [answer] = await rex.ports.answers.ofLead(WORKSPACE, personOf(1).id);
      expect(answer).toMatchObject({ state: 'blocked', reason: expect.stringMatching(/^MEETING_CHANGED: /) });
    }
  });

  it('as its invitation goes out, before it is claimed: nobody is invited', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    const pools = meanwhile(rex.ports.pools, 'reserveSends', () => off(rex, id));
    for (const message of rex.asked.answers.splice(0)) await sendAnswer({ ...rex.ports, pools }, message);
    await settle(rex);
    expect(await gone(rex)).toEqual([]);
  });

  it('by a process that dies there too: the claim holds only while the meeting is as it was', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    const answers = dying(rex.ports.answers, 'ofLead');
    const dies = () =>
      cancelMeeting(
        { ...rex.ports, answers },
        { workspace: WORKSPACE, id, reason: 'x', cause: BY_BEN },
      ).catch(() => undefined);
    const pools = meanwhile(rex.ports.pools, 'reserveSends', dies);
    for (const message of rex.asked.answers.splice(0)) await sendAnswer({ ...rex.ports, pools }, message);
    expect(await rex.ports.answers.ofLead(WORKSPACE, personOf(1).id)).toMatchObject([{ state: 'queued' }]);
    await settle(rex);
    expect(await gone(rex)).toEqual([]);
    expect(await rex.ports.answers.ofLead(WORKSPACE, personOf(1).id)).toMatchObject([{ state: 'blocked' }]);
  });

  it('as its invitation is with the provider: they are told', async () => {
    const rex = await openInvitations();
    const { id } = await rex.invite();
    const mailer = meanwhile(rex.ports.mailer, 'send', () => off(rex, id));
    for (const message of rex.asked.answers.splice(0)) await sendAnswer({ ...rex.ports, mailer }, message);
    await settle(rex);
    expect(await gone(rex)).toEqual([
      ['REQUEST', 0],
      ['CANCEL', 1],
    ]);
  });
});

it('a version that a dead process left queued does not go out beside the next one', async () => {
  const rex = await openInvitations();
  const { id } = await rex.invite();
  await expect(later(rex, id, { answers: dying(rex.ports.answers, 'ofLead') })).rejects.toThrow('dies');
  await settle(rex);
  expect(await gone(rex)).toEqual([]);
  await later(rex, id);
  await settle(rex);
  expect(await gone(rex)).toEqual([['REQUEST', 1]]);
});
