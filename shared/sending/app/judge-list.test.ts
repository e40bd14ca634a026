import { describe, expect, it } from 'vitest';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { canaryBound } from '../../risk/domain/canary.ts';
import { DynamoSendLedger } from '../adapters/send-ledger.ts';
import { judgeList } from './judge-list.ts';
import { recordFeedback } from './record-feedback.ts';
import { resumeSending } from './resume-sending.ts';
import { workCohort } from './work-cohort.ts';

const PEOPLE = 300;
const COHORTS = 3;

/** A list in three cohorts. `isBad` says whose mail bounces; everything is heard at once, as often as the test asks. */
async function list({
  isBad = (_: number): boolean => false,
  people = PEOPLE,
  cohortSize = 100,
  steps = 1,
  perDay = 10_000,
} = {}) {
  const rex = await openOutreach({ people, steps, cohortSize, settings: { sendsPerSecond: 500 } });
  const woken: string[] = [];
  const ports = {
    ...rex.ports,
    judgeList: (ledger: Parameters<typeof judgeList>[1]) => judgeList(rex.ports, ledger),
    outbound: {
      send: async (messages: readonly { cohort: string }[]) =>
        void woken.push(...messages.map((m) => m.cohort)),
    },
  };
  const pool = await rex.pool();
  await ports.pools.save(
    { ...pool, domains: pool.domains.map((domain) => ({ ...domain, targetPerDay: perDay })) },
    'version',
  );
  await rex.start();
  if (people > cohortSize) {
    const at = ports.clock.now().toISOString();
    await ports.missions.save({
      ...(await rex.read(rex.id)),
      release: { cohorts: 1, at, settled: 0, bounced: 0 },
    });
  }
  const heard = new Set<string>();
  const numberOf = new Map(Array.from({ length: people }, (_, i) => [personOf(i + 1).id, i + 1]));
  const hear = async () => {
    const at = ports.clock.now().toISOString();
    const news = (await Promise.all([...new Array(COHORTS).keys()].map((place) => ledgerOf(place)))).flatMap(
      (ledger) =>
        [...ledger.sends.values()].filter(
          ({ leadId, step, state }) => state === 'sent' && !heard.has(`${leadId} ${step}`),
        ),
    );
    await recordFeedback(
      ports,
      news.map(({ leadId, step }) => {
        heard.add(`${leadId} ${step}`);
        const n = numberOf.get(leadId) ?? 0;
        const bounced = { kind: 'bounced', at, permanent: true, diagnostic: '550 5.1.1' } as const;
        return { ref: rex.refOf(n, step), feedback: isBad(n) ? bounced : { kind: 'delivered', at } };
      }),
    );
    return news.length;
  };
  const ledgerOf = (place: number) =>
    ports.ledger.read({
      workspace: WORKSPACE,
      missionId: rex.id,
      cohort: rex.refOf(place * cohortSize + 1).cohort,
    });
  const mission = () => rex.read(rex.id);
  return {
    ...rex,
    ports,
    woken,
    mission,
    hear,
    /** Minutes until a cohort looks again. */
    async restOf(place: number): Promise<number> {
      const { cohort } = rex.refOf(place * cohortSize + 1);
      const { nextDueAt = '' } = (await ports.cohorts.get(WORKSPACE, rex.id, cohort)) ?? {};
      return Math.round((Date.parse(nextDueAt) - ports.clock.now().getTime()) / MINUTE);
    },
    /** Works all cohorts and hears what became of it, until nothing more goes out. */
    async run() {
      for (let idle = 0; idle < 2; ) {
        for (let place = 0; place * cohortSize < people; place++) await rex.work(place);
        idle = (await hear()) > 0 ? 0 : idle + 1;
        rex.pass(10 * MINUTE);
      }
      return mission();
    },
    bounced: () => [...heard].filter((name) => isBad(numberOf.get(name.split(' ')[0] ?? '') ?? 0)).length,
  };
}

describe('a list that is tested by canaries', () => {
  it('goes out to its end when it is well, cohort by cohort', async () => {
    const rex = await list();
    await rex.work(0);
    expect(rex.mails).toHaveLength(20);
    await rex.work(1);
    expect(rex.mails).toHaveLength(20);
    const { release } = await rex.run();
    expect(rex.mails).toHaveLength(PEOPLE);
    expect(release).toMatchObject({ cohorts: 3, bounced: 0 });
    expect(rex.told().filter(({ name }) => name === 'mission.cohorts-released').length).toBeGreaterThan(0);
  });

  it('is looked at every few minutes while something of it may be heard, and seldom while its mails wait for another day', async () => {
    const rex = await list({ perDay: 10 });
    await rex.work(0);
    expect(rex.mails).toHaveLength(10);
    await rex.work(1);
    expect(await rex.restOf(1)).toBe(5);
    await rex.hear();
    rex.pass(5 * MINUTE);
    await rex.work(0);
    await rex.work(1);
    expect(rex.mails).toHaveLength(10);
    expect(await rex.restOf(1)).toBe(6 * 60);
  });

  it('is stopped before the bound when it is bad, by a decision with an alert, and everything says so', async () => {
    const rex = await list({ isBad: (n) => n % 3 === 0 });
    const { release } = await rex.run();
    expect(rex.bounced()).toBeLessThanOrEqual(canaryBound());
    expect(rex.mails.length).toBeLessThan(100);
    expect(release?.stopped?.explanation).toMatch(/first e-mails of the mission bounced/);
    const [decision] = (await rex.ports.missions.decisions(WORKSPACE, rex.id)).filter(
      ({ rule }) => rule === 'PoisonedListRule',
    );
    expect(decision).toMatchObject({
      action: 'stop',
      situation: 'list',
      facts: { tolerable: 0.03, bad: 0.1 },
    });
    expect(rex.told().filter(({ name }) => name === 'mission.sending-stopped')).toHaveLength(1);
    expect(await rex.ports.alerts.ofCause(WORKSPACE, `list-stopped ${rex.id}`)).toMatchObject({
      state: 'open',
      count: 1,
    });
    const sent = rex.mails.length;
    rex.pass(3 * DAY);
    await rex.run();
    expect(rex.mails).toHaveLength(sent);
  });

  it('goes on when a person says so, as canaries again; twice is once', async () => {
    const rex = await list({ isBad: (n) => n <= 8 });
    await rex.run();
    const sent = rex.mails.length;
    expect((await rex.mission()).release?.stopped).toBeDefined();
    const input = {
      workspace: WORKSPACE,
      missionId: rex.id,
      subject: 'ann',
      reason: 'Removed the old ones.',
    };
    await resumeSending(rex.ports, input);
    const resumed = await resumeSending(rex.ports, input);
    expect(resumed.release).toMatchObject({ resumed: { by: 'ann', reason: 'Removed the old ones.' } });
    expect(rex.woken).toContain('utc-0001');
    expect(rex.told().filter(({ name }) => name === 'mission.sending-resumed')).toHaveLength(1);
    rex.pass(HOUR);
    await rex.work(0);
    expect(rex.mails.length - sent).toBeLessThanOrEqual(20);
    await rex.run();
    expect(rex.mails).toHaveLength(PEOPLE);
  });

  it.each(['waits for its canaries', 'was stopped'])(
    'is not looked at any more once its mission is cancelled while it %s',
    async (how) => {
      const rex = await list({ isBad: () => how === 'was stopped' });
      if (how === 'was stopped') await rex.run();
      else await rex.work(0);
      await rex.ports.missions.save({ ...(await rex.mission()), state: 'CANCELLED' });
      for (let place = 0; place < COHORTS; place++) await rex.work(place);
      const cohorts = await rex.ports.cohorts.list(WORKSPACE, rex.id);
      expect(cohorts.map(({ state, nextDueAt }) => [state, nextDueAt])).toEqual(
        cohorts.map(() => ['done', undefined]),
      );
      expect(Object.values(cohorts.at(-1)?.blocked ?? {}).map(({ code }) => code)).toContain(
        'MISSION_STOPPED',
      );
    },
  );

  it('goes on when a few of many bounce, told to a process that has heard of it before most went out', async () => {
    const rex = await list({ people: 100 });
    const ledger = new DynamoSendLedger(rex.tables.records);
    const ports = { ...rex.ports, ledger };
    const consumer = {
      ...ports,
      judgeList: (of: Parameters<typeof judgeList>[1]) => judgeList(ports, of),
    };
    const at = rex.ports.clock.now().toISOString();
    const { mailer } = rex.ports;
    let handedIn = 0;
    const send: typeof mailer.send = async (mail) => {
      handedIn += 1;
      // The second eight: the answers to the first are in the ledger.
      if (handedIn === 9)
        await recordFeedback(consumer, [{ ref: rex.refOf(8), feedback: { kind: 'delivered', at } }]);
      return mailer.send(mail);
    };
    const { workspace, missionId, cohort } = rex.refOf(1);
    await workCohort({ ...rex.ports, mailer: { send } }, { workspace, missionId, cohort });
    expect(rex.mails).toHaveLength(100);
    rex.pass(10 * MINUTE);
    const feedback = { kind: 'bounced', at, permanent: true, diagnostic: '550 5.1.1' } as const;
    await recordFeedback(
      consumer,
      [1, 2, 3, 4].map((n) => ({ ref: rex.refOf(n), feedback })),
    );
    expect((await rex.mission()).release?.stopped).toBeUndefined();
  });

  it('stays as it is when nothing has stopped it', async () => {
    const rex = await list({ people: 2, cohortSize: 2 });
    const input = { workspace: WORKSPACE, missionId: rex.id, subject: 'ann', reason: 'Why not.' };
    const before = rex.records();
    await expect(resumeSending(rex.ports, input)).rejects.toMatchObject({ code: 'CONFLICT' });
    const nobody = { ...input, missionId: `m_${'9'.repeat(26)}` };
    await expect(resumeSending(rex.ports, nobody)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(rex.records()).toEqual(before);
  });

  it('is stopped by its next round when whoever heard of the bounce died before judging it', async () => {
    const rex = await list({ isBad: () => true });
    await rex.work(0);
    const deaf = { ...rex.ports, judgeList: async () => undefined };
    const at = rex.ports.clock.now().toISOString();
    for (let n = 1; n <= 6; n++) {
      const feedback = { kind: 'bounced', at, permanent: true, diagnostic: '550 5.1.1' } as const;
      await recordFeedback(deaf, [{ ref: rex.refOf(n), feedback }]);
    }
    expect((await rex.mission()).release?.stopped).toBeUndefined();
    rex.pass(10 * MINUTE);
    await rex.work(0);
    expect((await rex.mission()).release?.stopped).toBeDefined();
    expect(rex.mails).toHaveLength(20);
  });

  it('of one cohort is stopped too, and its next steps do not go out', async () => {
    const rex = await list({ people: 60, cohortSize: 60, steps: 2, isBad: (n) => n <= 20 });
    const { release } = await rex.run();
    expect(release?.stopped).toBeDefined();
    rex.pass(2 * DAY);
    await rex.run();
    expect(rex.mails).toHaveLength(60);
  });
});
