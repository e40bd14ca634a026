import { describe, expect, it } from 'vitest';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { utcDay } from '../../kernel/clock.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { cancelMission } from '../../missions/app/cancel-mission.ts';
import { retryMission } from '../../missions/app/retry-mission.ts';
import type { ScoredLead } from '../../missions/domain/audience.ts';
import { explainLead } from './explain-lead.ts';
import { listMissions } from './list-missions.ts';
import { viewMission } from './view-mission.ts';

const NOW = '2026-03-05T12:00:00.000Z';

/** Two people whom a mission has scored and drafted, and what it says of the first of them. */
async function scored(change: Partial<ScoredLead> = {}) {
  const rex = await openOutreach();
  const score = (n: number, of: Partial<ScoredLead>): ScoredLead => ({
    id: personOf(n).id,
    score: 42,
    timeZone: 'UTC',
    variant: 'A',
    ...of,
  });
  await rex.ports.missions.putScoredPage(WORKSPACE, rex.id, {
    page: personOf(1).roster,
    version: 1,
    leads: [score(1, change), score(2, {})],
  });
  const explain = (workspace = WORKSPACE) => explainLead(rex.ports, workspace, personOf(1).id);
  return {
    ...rex,
    explain,
    awake: async () => {
      await rex.start();
    },
    changeLead: async (of: Partial<Lead>) => rex.ports.leads.save({ ...(await rex.lead(1)), ...of }),
    obstacles: async () =>
      ((await explain()).missions[0]?.next?.verdicts ?? [])
        .filter(({ verdict }) => verdict !== 'pass')
        .map(({ guard, verdict }) => `${guard} ${verdict}`),
  };
}

describe('explainLead', () => {
  it('reads the settings once, for the score and for the guards of all missions', async () => {
    const { ports } = await scored();
    const asked: string[] = [];
    const workspaces = {
      get: (workspace: string) => {
        asked.push(workspace);
        return ports.workspaces.get(workspace);
      },
    };
    const { missions } = await explainLead({ ...ports, workspaces }, WORKSPACE, personOf(1).id);
    expect(missions[0]?.next).not.toBeNull();
    expect(asked).toEqual([WORKSPACE]);
  });

  it('says what was sent and when the next message goes out, and changes nothing', async () => {
    const rex = await scored();
    await rex.awake();
    await rex.work();
    const before = rex.records();
    const { summary, missions } = await rex.explain();
    expect(rex.records()).toEqual(before);
    expect(missions).toMatchObject([
      {
        missionId: rex.id,
        selected: true,
        heldOut: false,
        score: 42,
        sent: [{ step: 1, state: 'sent' }],
        next: { step: 2, channel: 'email', dueAt: '2026-03-06T12:00:00.000Z' },
      },
    ]);
    expect(summary).toMatch(/^1 message so far; step 2 waits: /);
  });

  it('says the first obstacle that the guards see, and every verdict of theirs', async () => {
    const rex = await scored();
    await rex.request();
    expect(await rex.obstacles()).toEqual(['NOT_APPROVED wait']);
    expect((await rex.explain()).summary).toMatch(/^0 messages so far; step 1 waits: /);
    await rex.decide('approved');
    expect(await rex.obstacles()).toEqual([]);
    expect((await rex.explain()).summary).toBe('0 messages so far; step 1 goes out at the next round.');
    await rex.changeSettings({ paused: true });
    expect(await rex.obstacles()).toEqual(['PAUSED wait']);
    await rex.changeLead({ profile: { ...personOf(1).profile, consent: 'opted_out' } });
    expect((await rex.explain()).summary).toBe(
      '0 messages so far; step 1 is blocked: This person has opted out.',
    );
    const [mission] = (await rex.explain()).missions;
    expect(mission?.next?.verdicts.find(({ guard }) => guard === 'PAUSED')).toMatchObject({
      explanation: 'The workspace is paused: nothing goes out.',
      unblock: 'Resume with `rex resume`.',
      until: '2026-03-05T13:00:00.000Z',
    });
    expect(mission?.next?.verdicts.length).toBeGreaterThan(15);
  });

  it.each([
    [
      'is suppressed',
      { suppression: { reason: 'unsubscribe', at: NOW, source: 'x' } },
      `Nothing goes to this person any more: unsubscribe, since ${NOW}.`,
    ],
    [
      'wrote what waits for a decision',
      { hold: { since: NOW, reason: 'reply', channel: 'email', replies: ['r_1'] } },
      `Nothing goes to this person until somebody has decided: what came in by email waits since ${NOW} (reply). Read it: rex replies show r_1`,
    ],
  ] as const)('says of a person who %s just that', async (_, change, summary) => {
    const rex = await scored();
    await rex.changeLead(change as unknown as Partial<Lead>);
    expect((await rex.explain()).summary).toBe(summary);
  });

  it('says why a mission left a person out, or that they are held out to measure by', async () => {
    const out = await scored({ variant: undefined, excluded: ['OUTSIDE_SEGMENT'] });
    expect(await out.explain()).toMatchObject({
      summary: 'Left out of "Spring": The lead is in none of the segments that this mission writes to.',
      missions: [{ selected: false, reasons: [{ code: 'OUTSIDE_SEGMENT' }], next: null, sent: [] }],
    });
    const held = await scored({ variant: undefined, heldOut: true });
    expect((await held.explain()).summary).toBe(
      'Held out for good, to measure what the missions bring: never contacted.',
    );
    const unknown = await scored({ variant: undefined, excluded: ['OF_ANOTHER_VERSION'] });
    expect((await unknown.explain()).missions[0]?.reasons).toEqual([
      { code: 'OF_ANOTHER_VERSION', sentence: 'Left out: OF_ANOTHER_VERSION.' },
    ]);
  });

  it('says of a lead that came after a mission had chosen its leads just that', async () => {
    const rex = await openOutreach();
    const explain = () => explainLead(rex.ports, WORKSPACE, personOf(1).id);
    expect((await explain()).missions).toMatchObject([{ selected: false, reasons: [] }]);
    await rex.request();
    expect(await explain()).toMatchObject({
      summary: 'Left out of "Spring": The lead was not there yet when this mission chose its leads.',
      missions: [{ selected: false, reasons: [{ code: 'CAME_LATER' }], next: null, sent: [] }],
    });
  });

  it('says that a sequence has ended', async () => {
    const rex = await scored();
    await rex.awake();
    await rex.work();
    rex.pass(2 * 86_400_000);
    await rex.work();
    expect((await rex.explain()).summary).toBe('2 messages so far; the sequence has ended.');
  });

  it('says what only the provider knows: that it sends nothing for us', async () => {
    const rex = await scored();
    const mend = { scope: 'account', todo: 'Ask AWS to lift the pause.' } as const;
    rex.answers.push(
      ...Array.from({ length: 4 }, () => ({ outcome: 'unavailable', reason: 'Paused', mend }) as const),
    );
    await rex.awake();
    await rex.work();
    const [mission] = (await rex.explain()).missions;
    expect(mission?.next?.verdicts.at(-1)).toMatchObject({
      guard: 'PROVIDER_REFUSES',
      verdict: 'wait',
      unblock: 'Ask AWS to lift the pause.',
      until: '2026-03-05T12:15:00.000Z',
    });
  });

  it('says of a person at whom no mission has looked that it is so', async () => {
    const rex = openRex();
    await rex.openWorkspace();
    await rex.ports.leads.create(personOf(1));
    expect((await explainLead(rex.ports, WORKSPACE, personOf(1).id)).summary).toBe(
      'No mission has looked at this person yet.',
    );
    await rex.mission();
    expect((await explainLead(rex.ports, WORKSPACE, personOf(1).id)).summary).toBe(
      '"Spring" has not looked at this person yet.',
    );
  });

  it('does not find a lead of another workspace', async () => {
    const rex = await scored();
    await expect(rex.explain('beta')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('viewMission', () => {
  const view = (rex: Awaited<ReturnType<typeof scored>>) => viewMission(rex.ports, WORKSPACE, rex.id);

  it('shows a mission with its steps, its messages, its approval and what happened', async () => {
    const rex = await scored();
    await rex.awake();
    await rex.work();
    const shown = await view(rex);
    expect(shown).toMatchObject({
      id: rex.id,
      state: 'EXECUTING',
      approvalId: (await rex.approval()).id,
      messages: { drafted: 4, approved: 4, sent: 2 },
      repliesWaiting: 0,
      waitingFor: null,
    });
    expect(shown.steps.find(({ name }) => name === 'approve')).toMatchObject({
      agent: 'person',
      state: 'done',
      parts: { total: 1, done: 1 },
    });
    expect(shown.steps.find(({ name }) => name === 'score')).toMatchObject({
      state: 'pending',
      parts: { total: 0, done: 0 },
    });
    expect(shown.log.map(({ event }) => event)).toContain('mission.approval-requested');
    expect(shown.progress).toBeGreaterThan(0);
    expect(shown.progress).toBeLessThan(90);
  });

  it('says who approved, cancelled and retried it, and why', async () => {
    const rex = await scored();
    await rex.request();
    await rex.decide('rejected', { reason: 'The offer is old.' });
    const by = { workspace: WORKSPACE, missionId: rex.id, subject: 'bob' };
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), state: 'ESCALATED' });
    rex.pass(1000);
    await retryMission(rex.ports, by);
    rex.pass(1000);
    await cancelMission(rex.ports, { ...by, reason: 'We moved.' });
    const { log } = await view(rex);
    const done = log.map(({ what, actor, detail }) => [what, actor, detail]);
    expect(done).toContainEqual(['Rejected', 'user:ann', 'The offer is old.']);
    expect(done).toContainEqual(['Retried', 'user:bob', 'A person asked to try again.']);
    expect(done.at(-1)).toEqual(['Cancelled', 'user:bob', 'We moved.']);
    const approved = await scored();
    await approved.awake();
    expect((await view(approved)).log).toContainEqual(
      expect.objectContaining({ event: 'approval.decided', what: 'Approved', actor: 'user:ann' }),
    );
  });

  it('says that it waits for a person to approve its messages, and by which command', async () => {
    const rex = await scored();
    const { id } = await rex.request();
    expect((await view(rex)).waitingFor).toContain(`"rex approvals approve ${id}"`);
    await rex.decide('approved');
    expect((await view(rex)).waitingFor).toBeNull();
  });

  it('says that its sender is paused, as long as it is', async () => {
    const rex = await scored();
    const pool = await rex.ports.pools.get(WORKSPACE);
    if (!pool) throw new Error('There is no pool.');
    const domains = pool.domains.map((each) => ({ ...each, status: 'paused' as const }));
    const saved = { ...pool, domains };
    await rex.ports.pools.save(saved, 'version');
    expect((await view(rex)).waitingFor).toBe(
      'mail.acme.example is paused: nothing goes out until it is resumed or rotated.',
    );
  });

  it('says what a new domain still waits for, until when, and what a person may do', async () => {
    const rex = await scored();
    await rex.awake();
    await rex.work();
    const warming = async (warmup: { state: 'warming' | 'held'; cap: number }) => {
      const pool = await rex.ports.pools.get(WORKSPACE);
      if (!pool) throw new Error('There is no pool.');
      const on = utcDay(rex.ports.clock.now());
      const domains = pool.domains.map((each) => ({
        ...each,
        tier: 'warming' as const,
        warmup: { ...warmup, day: 2, on },
      }));
      await rex.ports.pools.save({ ...pool, domains }, 'version');
      return (await view(rex)).waitingFor;
    };
    const tomorrow = utcDay(new Date(rex.ports.clock.now().getTime() + 24 * 3_600_000));
    expect(await warming({ state: 'warming', cap: 20 })).toBeNull();
    const full = await warming({ state: 'warming', cap: 2 });
    expect(full).toContain('day 2 of its warmup allows 2 e-mails, which are sent');
    expect(full).toContain(`from ${tomorrow}, 00:00 UTC`);
    expect(full).toContain('rex domains tier mail.acme.example custom');
    expect(await warming({ state: 'held', cap: 20 })).toContain(`wait until ${tomorrow}, 00:00 UTC`);
  });

  it('says of a waiting mission what it waits for now, not what it was', async () => {
    const rex = openRex();
    await rex.openWorkspace();
    const { id } = await rex.mission({ waitingOn: 'domain', waitingFor: 'It waited for a domain of old.' });
    const waitingFor = async () => (await viewMission(rex.ports, WORKSPACE, id)).waitingFor;
    expect(await waitingFor()).toBe('The mission waits for a sending domain: none has been added yet.');
    await rex.ports.missions.save({ ...(await rex.read(id)), waitingOn: 'crew:reactivation' });
    expect(await waitingFor(), 'it waits for something else since').toBe('It waited for a domain of old.');
    await rex.addDomains('mail.acme.example');
    expect(await waitingFor()).toBe('It waited for a domain of old.');
  });

  it.each([
    ['COLLECTING', 92],
    ['ANALYZING', 96],
    ['OPTIMIZING', 98],
    ['COMPLETED', 100],
  ] as const)('that is %s is at %i percent', async (state, progress) => {
    const rex = await scored();
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), state });
    expect((await view(rex)).progress).toBe(progress);
  });

  it('is not found in another workspace', async () => {
    const rex = await scored();
    await expect(viewMission(rex.ports, 'beta', rex.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('listMissions', () => {
  it('says the same progress of a stopped mission as its page, and of a new one without its steps', async () => {
    const rex = await scored();
    await rex.awake();
    await rex.work();
    await cancelMission(rex.ports, {
      workspace: WORKSPACE,
      missionId: rex.id,
      subject: 'bob',
      reason: 'Old.',
    });
    const asked: string[] = [];
    const missions = new Proxy(rex.ports.missions, {
      get: (of, name, self) =>
        name === 'steps'
          ? (workspace: string, id: string) => {
              asked.push(id);
              return of.steps(workspace, id);
            }
          : Reflect.get(of, name, self),
    });
    const both = async () => {
      const [listed] = (await listMissions({ missions }, WORKSPACE, { limit: 9 })).missions;
      return [listed?.progress, (await viewMission(rex.ports, WORKSPACE, rex.id)).progress];
    };
    const [inList = 0, onPage] = await both();
    expect(inList).toBeGreaterThan(0);
    expect(onPage).toBe(inList);
    expect(asked).toEqual([]);
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), progress: undefined });
    expect(await both(), 'one that did not keep it').toEqual([inList, inList]);
  });

  it('lists the newest first, each once, and says of those at work what they do', async () => {
    const rex = openRex();
    const ids: string[] = [];
    for (const state of ['COMPLETED', 'EXECUTING', 'QUEUED'] as const) {
      rex.pass(1000);
      ids.push((await rex.mission({ state })).id);
    }
    await rex.step(ids[1] ?? '', 'score', {});
    const first = await listMissions(rex.ports, WORKSPACE, { limit: 2 });
    const rest = await listMissions(rex.ports, WORKSPACE, { limit: 2, cursor: first.cursor ?? '' });
    expect([...first.missions, ...rest.missions].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(rest.cursor).toBeNull();
    const [, atWork] = first.missions;
    expect(atWork?.reason).not.toBe('Created.');
    expect(first.missions[0]?.reason).toBe('Created.');
    expect((await listMissions(rex.ports, WORKSPACE, { limit: 9, state: 'QUEUED' })).missions).toHaveLength(
      1,
    );
    expect((await listMissions(rex.ports, 'beta', { limit: 9 })).missions).toEqual([]);
    await expect(listMissions(rex.ports, WORKSPACE, { limit: 9, cursor: 'x' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});
