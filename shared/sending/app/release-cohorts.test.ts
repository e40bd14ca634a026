import { describe, expect, it } from 'vitest';
import { withMethods } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { LOOK_BY_ITSELF_MS } from './release-cohorts.ts';
import { workCohort } from './work-cohort.ts';

/** A list of which only the first of four cohorts may send. */
async function tested() {
  const rex = await openOutreach({ people: 40, steps: 1, cohortSize: 10 });
  await rex.start();
  const at = rex.ports.clock.now().toISOString();
  const release = { cohorts: 1, at, settled: 0, bounced: 0 };
  await rex.ports.missions.save({ ...(await rex.read(rex.id)), release });
  const place = async (of: number) => ({
    workspace: WORKSPACE,
    missionId: rex.id,
    cohort: (await rex.ports.cohorts.list(WORKSPACE, rex.id))[of]?.id ?? '',
  });
  const cohortAt = async (of: number) => {
    const { cohort } = await place(of);
    const found = await rex.ports.cohorts.get(WORKSPACE, rex.id, cohort);
    if (!found) throw new Error('There is no cohort.');
    return found;
  };
  return { ...rex, place, cohortAt };
}
const wakes = (rex: Awaited<ReturnType<typeof tested>>, prefix: string) =>
  rex.asked.wakes.filter(({ name }) => name.startsWith(prefix));

describe('a cohort that waits for its release', () => {
  it('is never leased; one write says when it looks again, and a repeat writes nothing', async () => {
    const rex = await tested();
    const before = await rex.cohortAt(2);
    await rex.work(2);
    const { epoch, version, nextDueAt } = await rex.cohortAt(2);
    const later = new Date(rex.ports.clock.now().getTime() + LOOK_BY_ITSELF_MS).toISOString();
    expect([epoch, version, nextDueAt]).toEqual([before.epoch, before.version + 1, later]);
    const records = rex.records();
    await rex.work(2);
    await workCohort(rex.ports, { ...(await rex.place(2)), byClock: true });
    expect(rex.records()).toEqual(records);
    expect(rex.mails).toEqual([]);
  });

  it('looks again when those that may send have sent, and no sooner', async () => {
    const rex = await tested();
    const mission = await rex.read(rex.id);
    await rex.ports.missions.save({ ...mission, release: { ...mission.release!, cohorts: 2 } });
    const dueIn = async (ms: number): Promise<number> => {
      rex.pass(DAY);
      const now = rex.ports.clock.now().getTime();
      for (const [of, ahead] of [
        [0, ms],
        [1, DAY],
      ] as const) {
        const nextDueAt = new Date(now + ahead).toISOString();
        await rex.ports.cohorts.save({ ...(await rex.cohortAt(of)), nextDueAt });
      }
      await rex.work(2);
      return Date.parse((await rex.cohortAt(2)).nextDueAt ?? '') - now;
    };
    expect(await dueIn(3 * HOUR)).toBe(3 * HOUR + 5 * MINUTE);
    expect(await dueIn(20 * HOUR)).toBe(6 * HOUR);
    expect(await dueIn(MINUTE)).toBe(6 * MINUTE);
  });

  it('is woken before the release is written, and sends on if its process died in between', async () => {
    const rex = await tested();
    await rex.work(0);
    rex.pass(5 * HOUR);
    const dying = withMethods(rex.ports.missions, {
      save: async () => {
        throw new Error('The process died.');
      },
    });
    await expect(workCohort({ ...rex.ports, missions: dying }, await rex.place(1))).rejects.toThrow('died');
    const [first] = wakes(rex, 'release-');
    expect(first?.at).toBe(new Date(rex.ports.clock.now().getTime() + MINUTE).toISOString());
    expect((await rex.read(rex.id)).release?.cohorts).toBe(1);
    await rex.work(1);
    const { release } = await rex.read(rex.id);
    expect(release?.cohorts).toBeGreaterThan(1);
    // What released it works at once, in the same round.
    expect(rex.mails).toHaveLength(20);
  });
});

describe('a round', () => {
  it('that is due keeps its place in the work index while it is leased', async () => {
    const rex = await openOutreach();
    await rex.start();
    const due = new Date(rex.ports.clock.now().getTime() - MINUTE).toISOString();
    await rex.ports.cohorts.save({ ...(await rex.cohort()), nextDueAt: due });
    const seen: (string | undefined)[] = [];
    const cohorts = withMethods(rex.ports.cohorts, {
      save: async (cohort, events) => {
        if (cohort.leaseUntil !== undefined) seen.push(cohort.nextDueAt);
        return rex.ports.cohorts.save(cohort, events);
      },
    });
    const message = { workspace: WORKSPACE, missionId: rex.id, cohort: (await rex.cohort()).id };
    await workCohort({ ...rex.ports, cohorts }, message);
    expect(seen).toEqual([due]);
    // One that is asked to look early comes to the sweep when its lease ends, should it die.
    await workCohort({ ...rex.ports, cohorts }, message);
    const leaseEnd = new Date(rex.ports.clock.now().getTime() + 6 * MINUTE).toISOString();
    expect(seen).toEqual([due, leaseEnd]);
  });

  it('is not begun by a clock before it is due, nor told of one while somebody is at it', async () => {
    const rex = await openOutreach();
    await rex.send();
    const byClock = {
      workspace: WORKSPACE,
      missionId: rex.id,
      cohort: (await rex.cohort()).id,
      byClock: true,
    } as const;
    const records = rex.records();
    await workCohort(rex.ports, byClock);
    expect(rex.records()).toEqual(records);
    const cohort = await rex.cohort();
    const leaseUntil = new Date(rex.ports.clock.now().getTime() + MINUTE).toISOString();
    await rex.ports.cohorts.save({ ...cohort, leaseUntil });
    await workCohort(rex.ports, byClock);
    expect((await rex.cohort()).woken).toBeUndefined();
    rex.pass(DAY + MINUTE);
    await workCohort(rex.ports, byClock);
    expect(rex.mails).toHaveLength(4);
  });
});
