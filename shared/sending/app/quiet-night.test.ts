import { expect, it } from 'vitest';
import { withMethods } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { HOUR } from '../../kernel/clock.ts';
import { workCohort } from './work-cohort.ts';

const PEOPLE = 5;

/** A mission that starts two hours before the window of its people opens, and a round that counts whom it reads. */
async function atNight() {
  const rex = await openOutreach({ people: PEOPLE });
  const opens = rex.ports.clock.now().getUTCHours() + 2;
  const sendWindow = { startHour: opens, endHour: opens + 1, weekdays: [1, 2, 3, 4, 5, 6, 7] };
  await rex.changeSettings({ sendWindow, timeZone: 'UTC' });
  await rex.start();
  let read = 0;
  const leads = withMethods(rex.ports.leads, {
    getMany: (workspace, ids, ...how) => {
      read += ids.length;
      return rex.ports.leads.getMany(workspace, ids, ...how);
    },
  });
  await workCohort(
    { ...rex.ports, leads },
    { workspace: WORKSPACE, missionId: rex.id, cohort: (await rex.cohort()).id },
  );
  return { ...rex, leadsRead: () => read };
}

it('at night one of the people is read, and all wait for the morning', async () => {
  const rex = await atNight();
  expect(rex.leadsRead()).toBe(1);
  expect(rex.mails).toEqual([]);
  expect(await rex.ports.missions.decisions(WORKSPACE, rex.id)).toContainEqual(
    expect.objectContaining({
      rule: 'QUIET_HOURS',
      facts: expect.objectContaining({ due: PEOPLE, waiting: PEOPLE, blocked: 0 }),
    }),
  );
  rex.pass(2 * HOUR);
  await rex.work();
  expect(new Set(rex.mails.map(({ to }) => to)).size).toBe(PEOPLE);
});

it('each is asked for themselves where something else keeps the first one back', async () => {
  const rex = await atNight();
  await rex.ports.missions.save({ ...(await rex.read(rex.id)), state: 'CANCELLED' });
  await rex.work();
  expect(Object.values((await rex.cohort()).blocked).map(({ code }) => code)).toEqual(
    Array.from({ length: PEOPLE }, () => 'MISSION_STOPPED'),
  );
});
