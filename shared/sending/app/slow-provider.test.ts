import { describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { openSlowProvider } from '../../../test/memory/slow-provider.ts';
import { pauseDomain } from '../../allocation/app/pause-domain.ts';
import { pauseInbox } from '../../allocation/app/pause-inbox.ts';
import { resumeDomain } from '../../allocation/app/resume-domain.ts';
import { voidApproval } from '../../approvals/app/void-approval.ts';
import { SECOND, utcDay } from '../../kernel/clock.ts';
import { cancelMission } from '../../missions/app/cancel-mission.ts';
import type { StillSending } from '../../missions/contract/still-sending.ts';
import { pauseWorkspace } from '../../operations/app/pause-workspace.ts';
import { resumeWorkspace } from '../../operations/app/resume-workspace.ts';
import { approvalHooks, sendingHooks } from '../../review/app/mission-hooks.ts';
import { redraftMission } from '../../review/app/redraft-mission.ts';

const DOMAIN = 'mail.acme.example';
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const ask = { workspace: WORKSPACE, cause };
const change = { ...ask, domain: DOMAIN, reason: 'enough' };

type Slow = Awaited<ReturnType<typeof openSlowProvider>>;

/** What stops a mission, and is answered when nothing of it is on its way out any more. */
const STOPS: Readonly<Record<string, (rex: Slow) => Promise<StillSending>>> = {
  'a pause of the workspace': ({ ports }) => pauseWorkspace(ports, ask),
  'a pause of the domain': ({ ports }) => pauseDomain(ports, change),
  'a pause of the inbox': ({ ports }) => pauseInbox(ports, { ...change, name: 'hello', missions: 'wait' }),
  'a cancel': ({ ports, id }) => {
    const hooks = { ...approvalHooks(ports), ...sendingHooks(ports) };
    return cancelMission(
      { ...ports, hooks },
      { workspace: WORKSPACE, missionId: id, subject: 'ann', reason: '' },
    );
  },
  'a new draft for another sender': async ({ ports, id, read }) => {
    const mission = await read(id);
    const reservation = mission.reservation && { ...mission.reservation, domain: 'news.acme.example' };
    await ports.missions.save({ ...mission, redraft: true, ...(reservation ? { reservation } : {}) });
    await redraftMission(ports, await read(id));
    return {};
  },
};

const dayOf = async ({ ports }: Slow) => {
  const day = utcDay(ports.clock.now());
  const { sent, domains, inboxes } = await ports.pools.day(WORKSPACE, day);
  const [traffic] = await ports.pools.traffic(DOMAIN, day, day);
  const { all, other } = await ports.pools.risked(DOMAIN, day);
  return {
    sent,
    ofDomain: domains[DOMAIN],
    ofInbox: inboxes[`hello@${DOMAIN}`],
    toOthers: traffic?.byProvider.other.sent,
    risked: [all.bounce, other.bounce],
  };
};

describe('a slice whose provider takes long', () => {
  it.each(Object.keys(STOPS).flatMap((what) => [0.5, 6, 15, 20].map((seconds) => [what, seconds] as const)))(
    'hands in nothing once %s is answered, at %f s a message',
    async (what, seconds) => {
      const rex = await openSlowProvider(seconds * SECOND);
      const end = await rex.begin();
      const answer = await STOPS[what]?.(rex);
      expect(answer?.stillSending).toBeUndefined();
      const whenAnswered = rex.mails.length;
      await end();
      expect(rex.mails).toHaveLength(whenAnswered);
    },
  );

  it('hands in nothing once its approval is void', async () => {
    const rex = await openSlowProvider(6 * SECOND);
    const end = await rex.begin();
    await voidApproval(rex.ports, await rex.read(rex.id), 'for the test');
    await end();
    expect(rex.mails).toHaveLength(8);
  });

  it.each([
    ['the workspace', ({ ports }: Slow) => pauseWorkspace(ports, ask), resumeWorkspace],
    ['the domain', ({ ports }: Slow) => pauseDomain(ports, change), resumeDomain],
  ])(
    'gives back what it took for the messages that a pause of %s has stopped, and sends each once after it',
    async (_, pause, resume) => {
      const rex = await openSlowProvider(6 * SECOND);
      const end = await rex.begin();
      const taken = await dayOf(rex);
      expect(taken).toMatchObject({ sent: 24, ofDomain: 24, ofInbox: 24, toOthers: 24 });
      await pause(rex);
      await end();
      expect(rex.mails).toHaveLength(8);
      const risked = taken.risked.map((all) => all / 3);
      expect(await dayOf(rex)).toEqual({ sent: 8, ofDomain: 8, ofInbox: 8, toOthers: 8, risked });
      rex.recovers();
      await resume(rex.ports, change);
      await (await rex.begin())();
      expect(rex.mails).toHaveLength(24);
      expect(new Set(rex.mails.map(({ to }) => to)).size).toBe(24);
      expect(await dayOf(rex)).toEqual(taken);
    },
  );

  it('ends long before its function is out of time, and goes on in the next round', async () => {
    const rex = await openSlowProvider(19 * SECOND, { people: 120 });
    const began = rex.ports.clock.now().getTime();
    await (await rex.begin())();
    expect(rex.ports.clock.now().getTime() - began).toBeLessThanOrEqual(260 * SECOND);
    expect(await dayOf(rex)).toMatchObject({ sent: rex.mails.length, ofDomain: rex.mails.length });
    expect((await rex.cohort()).leaseUntil).toBeUndefined();
    rex.recovers();
    await (await rex.begin())();
    expect(rex.mails).toHaveLength(120);
    expect(new Set(rex.mails.map(({ to }) => to)).size).toBe(120);
  });
});
