import { describe, expect, it } from 'vitest';
import { meanwhile, withMethods } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import { DAY } from '../../kernel/clock.ts';
import { workCohort } from './work-cohort.ts';

type Rex = Awaited<ReturnType<typeof openOutreach>>;
type Save = Rex['ports']['cohorts']['save'];

/** Two steps three days apart, so that the first round closes the cohort with a wake-up. */
const started = async () => {
  const rex = await openOutreach();
  await rex.start();
  return rex;
};
const place = async ({ id, cohort }: Rex) => ({
  workspace: WORKSPACE,
  missionId: id,
  cohort: (await cohort()).id,
});
/** Works with a store that does something else with the write that ends the lease. */
const workWith = async (rex: Rex, close: (save: Save, ...of: Parameters<Save>) => ReturnType<Save>) => {
  const save: Save = rex.ports.cohorts.save.bind(rex.ports.cohorts);
  const cohorts = withMethods(rex.ports.cohorts, {
    save: (cohort, events) =>
      cohort.leaseUntil === undefined ? close(save, cohort, events) : save(cohort, events),
  });
  return workCohort({ ...rex.ports, cohorts }, await place(rex));
};
const lost = new Error('The answer is lost.');
/** Those of the cohort: the approval has one of its own. */
const wakes = (rex: Rex) => rex.asked.wakes.filter(({ name }) => name.startsWith('cohort-'));
const told = (rex: Rex) => rex.told().filter(({ name }) => name === 'cohort.worked');

describe('the close of a round', () => {
  it('whose answer is lost after the write schedules the wake-up that is in the record', async () => {
    const rex = await started();
    await workWith(rex, async (save, cohort, events) => {
      await save(cohort, events);
      throw lost;
    });
    const closed = await rex.cohort();
    expect([closed.leaseUntil, closed.nextDueAt]).toEqual([undefined, expect.any(String)]);
    expect(wakes(rex)).toMatchObject([{ at: closed.nextDueAt }]);
    expect(told(rex)).toHaveLength(1);
    expect(rex.mails).toHaveLength(2);
  });

  it('that was not written fails, gives the lease back, and is repeated without a second message', async () => {
    const rex = await started();
    let refused = false;
    const failing = workWith(rex, async (save, cohort, events) => {
      if (refused) return save(cohort, events);
      refused = true;
      throw lost;
    });
    await expect(failing).rejects.toBe(lost);
    expect((await rex.cohort()).leaseUntil).toBeUndefined();
    await rex.work();
    const { nextDueAt } = await rex.cohort();
    const [first, again] = wakes(rex);
    expect([first?.at, again]).toEqual([nextDueAt, first]);
    expect(rex.mails).toHaveLength(2);
  });

  it('whose wake-up cannot be scheduled records none, so that whoever comes next schedules it', async () => {
    const rex = await started();
    const wake = { at: () => Promise.reject(lost) };
    await expect(workCohort({ ...rex.ports, wake }, await place(rex))).rejects.toBe(lost);
    expect(await rex.cohort()).toMatchObject({ nextDueAt: rex.ports.clock.now().toISOString() });
    await rex.work();
    const { nextDueAt } = await rex.cohort();
    expect(nextDueAt).not.toBe(rex.ports.clock.now().toISOString());
    expect(wakes(rex)).toMatchObject([{ at: nextDueAt }]);
    expect(rex.mails).toHaveLength(2);
  });

  it('is not taken for ours when the next worker has begun since', async () => {
    const rex = await started();
    let seen: Cohort | undefined;
    const failing = workWith(rex, async (save, cohort, events) => {
      if (seen) return save(cohort, events);
      seen = await save(cohort, events);
      const leaseUntil = new Date(rex.ports.clock.now().getTime() + DAY).toISOString();
      await save({ ...seen, epoch: seen.epoch + 1, leaseUntil });
      throw lost;
    });
    await expect(failing).rejects.toBe(lost);
    // Its lease is left alone.
    expect(await rex.cohort()).toMatchObject({
      epoch: (seen?.epoch ?? 0) + 1,
      leaseUntil: expect.any(String),
    });
    expect(wakes(rex)).toMatchObject([{ at: seen?.nextDueAt }]);
  });

  it('is told and scheduled once when the round is repeated before its time', async () => {
    const rex = await started();
    for (let times = 0; times < 3; times++) await rex.work();
    expect(wakes(rex)).toHaveLength(1);
    expect(told(rex)).toHaveLength(1);
    expect(rex.mails).toHaveLength(2);
  });

  it('that ends the cohort, and whose answer is lost, finishes its part once', async () => {
    const rex = await openOutreach({ steps: 1 });
    await rex.start();
    await workWith(rex, async (save, cohort, events) => {
      await save(cohort, events);
      throw lost;
    });
    expect((await rex.cohort()).state).toBe('done');
    await rex.work();
    const step = await rex.ports.missions.getStep(WORKSPACE, rex.id, 'outreach');
    expect(step).toMatchObject({ done: ['utc-0001'] });
    expect(wakes(rex)).toEqual([]);
    expect(told(rex)).toHaveLength(1);
  });
});

describe('a wake-up that comes while somebody is at the cohort', () => {
  /** Works, and lets it happen after the first call of this method of a store. */
  const workMeanwhile = async (rex: Rex, store: 'workspaces' | 'leads', act: () => Promise<unknown>) => {
    const method = store === 'leads' ? 'getMany' : 'get';
    const port = meanwhile(rex.ports[store] as never, method as never, act);
    await workCohort({ ...rex.ports, [store]: port }, await place(rex));
  };
  const message = async (rex: Rex) => workCohort(rex.ports, await place(rex));

  it('makes the cohort due at once, by one wake-up, however many came', async () => {
    const rex = await started();
    await rex.changeSettings({ paused: true });
    await workMeanwhile(rex, 'workspaces', async () => {
      await rex.changeSettings({ paused: false });
      for (let n = 0; n < 3; n++) await message(rex);
    });
    const { nextDueAt, leaseUntil, woken } = await rex.cohort();
    expect([nextDueAt, leaseUntil, woken]).toEqual([
      rex.ports.clock.now().toISOString(),
      undefined,
      undefined,
    ]);
    expect(wakes(rex).filter(({ at }) => at === nextDueAt)).toHaveLength(1);
    await message(rex);
    expect(rex.mails).toHaveLength(2);
  });

  it('is followed by one that finds the cohort free, however soon it comes', async () => {
    const rex = await started();
    await rex.changeSettings({ paused: true });
    const workspaces = meanwhile(rex.ports.workspaces, 'get', async () => {
      await rex.changeSettings({ paused: false });
      await message(rex);
    });
    const wake = {
      at: async (_name: string, _at: Date, told: unknown) => {
        await workCohort(rex.ports, told as never);
        return undefined;
      },
    };
    await workCohort({ ...rex.ports, workspaces, wake }, await place(rex));
    expect(rex.mails).toHaveLength(2);
  });

  it('costs nothing where the cohort has ended', async () => {
    const rex = await openOutreach({ steps: 1 });
    await rex.start();
    await rex.work();
    const ended = await openOutreach({ steps: 1 });
    await ended.start();
    await workMeanwhile(ended, 'leads', () => message(ended));
    expect(ended.mails).toHaveLength(rex.mails.length);
  });

  it('keeps it from being put to sleep by a view from before the mission went on', async () => {
    const rex = await started();
    const mission = await rex.read(rex.id);
    await rex.ports.missions.save({ ...mission, state: 'ESCALATED' });
    // Read at the moment at which the view reads the mission.
    await workMeanwhile(rex, 'workspaces', () => message(rex));
    expect(await rex.cohort()).toMatchObject({
      state: 'active',
      nextDueAt: rex.ports.clock.now().toISOString(),
    });
  });
});

it('a lead whose release is not seen yet by an old view is looked at again', async () => {
  const rex = await started();
  const held = {
    ...(await rex.lead(1)),
    hold: { since: '2026-03-05T11:00:00.000Z', reason: 'reply', channel: 'email', replies: [] },
  } as const;
  const getMany: Rex['ports']['leads']['getMany'] = async (ws, ids, consistency) => {
    const leads = await rex.ports.leads.getMany(ws, ids, consistency);
    return consistency === 'consistent'
      ? leads
      : leads.map((lead) => (lead?.id === held.id ? ({ ...held, replies: [] } as never) : lead));
  };
  await workCohort({ ...rex.ports, leads: withMethods(rex.ports.leads, { getMany }) }, await place(rex));
  expect(rex.mails).toHaveLength(2);
});
