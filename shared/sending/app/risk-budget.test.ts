import { describe, expect, it } from 'vitest';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { showDomain } from '../../domains/app/show-domain.ts';
import { fromMillionths } from '../../domains/domain/risk-budget.ts';
import { DAY, HOUR, MINUTE, utcDay } from '../../kernel/clock.ts';

const DOMAIN = 'mail.acme.example';

/** Two cohorts of people whose addresses are of unknown age: 8.5 % of the first e-mails are expected to bounce. */
const open = (steps: number) =>
  openOutreach({ people: 120, cohortSize: 60, steps, settings: { sendsPerSecond: 500 } });

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
    const { decisions } = await rex.ports.decisions.list(WORKSPACE, { limit: 100 });
    const waiting = decisions.find(({ rule }) => rule === 'RISK_BUDGET');
    expect(waiting).toMatchObject({ action: 'wait', facts: { blocked: 0 } });
    // There are some of each cohort and day: whoever asks for the mission does not get them all.
    const ofMission = await rex.ports.missions.decisions(WORKSPACE, rex.id);
    expect(ofMission.filter(({ situation }) => situation === 'send')).toEqual([]);
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

  it('is hardly touched by who got a first e-mail that did not bounce', async () => {
    const rex = await open(2);
    await rex.start();
    for (let hours = 0; hours < 24 * 20 && rex.mails.length < 240; hours += 6) {
      await Promise.all([rex.work(0), rex.work(1)]);
      rex.pass(6 * HOUR);
    }
    expect(rex.mails).toHaveLength(240);
    const today = utcDay(rex.ports.clock.now());
    const days = await rex.ports.pools.traffic(DOMAIN, '2026-03-01', today);
    const last = days.findLast(({ byProvider }) => byProvider.other.sent > 0);
    const { all } = await rex.ports.pools.risked(DOMAIN, last?.day ?? '');
    expect(fromMillionths(all.bounce)).toBeCloseTo((last?.byProvider.other.sent ?? 0) * 0.005, 6);
  });
});
