import { describe, expect, it } from 'vitest';
import { withMethods } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { showDomain } from '../../domains/app/show-domain.ts';
import { fromMillionths } from '../../domains/domain/risk-budget.ts';
import { DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { workCohort } from './work-cohort.ts';

const DOMAIN = 'mail.acme.example';

/** Two cohorts of people whose addresses are of unknown age: 8.5 % of the first e-mails are expected to bounce. */
const open = (steps: number) =>
  openOutreach({ people: 120, cohortSize: 60, steps, settings: { sendsPerSecond: 500 } });

/** Started, with drafts that say how risky each first e-mail is. */
async function risky(bounce: number) {
  const rex = await open(1);
  const { cohorts } = rex.ports;
  for (const drafts of await cohorts.listDrafts(WORKSPACE, rex.id)) {
    const risk = { bounce, complaint: 0, provider: 'other' } as const;
    const leads = drafts.leads.map((each) => ({ ...each, risk }));
    await cohorts.saveDrafts(WORKSPACE, rex.id, { ...drafts, leads });
  }
  await rex.start();
  return rex;
}

describe('the risk budget', () => {
  it('is drawn by cohorts that send at once, never overdrawn, and free again on the next day', async () => {
    const rex = await open(1);
    await rex.start();
    const { riskBudget } = await showDomain(rex.ports, WORKSPACE, DOMAIN);
    const most = riskBudget.find(({ provider }) => provider === 'all')?.bounces.most ?? 0;
    expect(most).toBe(8);
    // Whoever found less left than was asked for looks again, until all who wait do so for the next day.
    for (let looks = 0; looks < 6; looks++) {
      await Promise.all([rex.work(0), rex.work(1)]);
      rex.pass(5 * MINUTE);
    }
    const each = 1 - 0.995 * 0.92;
    expect(rex.mails).toHaveLength(Math.floor(most / each));
    expect(rex.mails).toHaveLength(94);
    const standing = await showDomain(rex.ports, WORKSPACE, DOMAIN);
    const spent = standing.riskBudget.find(({ provider }) => provider === 'other')?.bounces;
    expect(spent?.expected).toBeCloseTo(94 * each, 3);
    expect(spent?.expected).toBeLessThanOrEqual(most);
    const waiting = (await rex.ports.missions.decisions(WORKSPACE, rex.id)).find(
      ({ rule }) => rule === 'RISK_BUDGET',
    );
    expect(waiting).toMatchObject({ action: 'wait', facts: { blocked: 0 } });
    const cohorts = await rex.ports.cohorts.list(WORKSPACE, rex.id);
    expect(
      cohorts
        .map(({ nextDueAt = '' }) => nextDueAt.slice(11))
        .toSorted()
        .at(-1),
    ).toBe('00:00:00.000Z');
    rex.pass(DAY);
    await Promise.all([rex.work(0), rex.work(1)]);
    expect(rex.mails).toHaveLength(120);
    expect(new Set(rex.mails.map(({ to }) => to)).size).toBe(120);
  });

  it.each([
    { rule: 'RISK_BUDGET', bounce: 0.1, sent: 80 },
    { rule: 'WARMUP_CAP', bounce: 0.01, sent: 100 },
  ])(
    'keeps back people without a look at the records of all, once $rule says so',
    async ({ rule, bounce, sent }) => {
      const rex = await risky(bounce);
      const { cohorts, leads } = rex.ports;
      for (let looks = 0; looks < 6; looks++) {
        await Promise.all([rex.work(0), rex.work(1)]);
        rex.pass(5 * MINUTE);
      }
      expect(rex.mails).toHaveLength(sent);
      let read = 0;
      const counting = withMethods(leads, {
        getMany: (workspace, ids, ...how) => {
          read += ids.length;
          return leads.getMany(workspace, ids, ...how);
        },
      });
      const message = { workspace: WORKSPACE, missionId: rex.id };
      for (const { id } of await cohorts.list(WORKSPACE, rex.id))
        await workCohort({ ...rex.ports, leads: counting }, { ...message, cohort: id });
      // One of each cohort that has people left.
      expect(read).toBeLessThanOrEqual(2);
      const waiting = await rex.ports.missions.decisions(WORKSPACE, rex.id);
      expect(waiting).toContainEqual(
        expect.objectContaining({ rule, action: 'wait', facts: expect.objectContaining({ blocked: 0 }) }),
      );
      rex.pass(DAY);
      await Promise.all([rex.work(0), rex.work(1)]);
      expect(new Set(rex.mails.map(({ to }) => to)).size).toBe(120);
    },
  );

  it('asks of each for itself where something else stands before it', async () => {
    const rex = await risky(0.1);
    await Promise.all([rex.work(0), rex.work(1)]);
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), state: 'CANCELLED' });
    await Promise.all([rex.work(0), rex.work(1)]);
    const all = await rex.ports.cohorts.list(WORKSPACE, rex.id);
    const blocked = all.flatMap((each) => Object.values(each.blocked).map(({ code }) => code));
    expect(new Set(blocked)).toEqual(new Set(['MISSION_STOPPED']));
    expect(blocked).toHaveLength(120 - rex.mails.length);
  });

  it('is hardly touched by who got a first e-mail that did not bounce', async () => {
    const rex = await open(2);
    await rex.start();
    for (let hours = 0; hours < 24 * 20 && rex.mails.length < 240; hours += 6) {
      await Promise.all([rex.work(0), rex.work(1)]);
      rex.pass(6 * HOUR);
    }
    expect(rex.mails).toHaveLength(240);
    const today = rex.ports.clock.now().toISOString().slice(0, 10);
    const days = await rex.ports.pools.traffic(DOMAIN, '2026-03-01', today);
    const last = days.findLast(({ byProvider }) => byProvider.other.sent > 0);
    const { all } = await rex.ports.pools.risked(DOMAIN, last?.day ?? '');
    expect(fromMillionths(all.bounce)).toBeCloseTo((last?.byProvider.other.sent ?? 0) * 0.005, 6);
  });
});
