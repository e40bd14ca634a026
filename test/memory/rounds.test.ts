import { describe, expect, it } from 'vitest';
import { judgeDomains } from '../../shared/allocation/app/judge-domains.ts';
import { History } from '../../shared/analytics/app/history.ts';
import { makeSnapshots } from '../../shared/analytics/app/make-snapshots.ts';
import { awardAchievements } from '../../shared/campaigns/app/award-achievements.ts';
import { readDays, readWorkspace } from '../../shared/domains/app/check-domain-health.ts';
import { HOUR, systemClock } from '../../shared/kernel/clock.ts';
import { llmStores } from '../../shared/llm/adapters/stores.ts';
import { rounds as arbiterRounds } from '../../shared/lords/arbiter/app/work.ts';
import { arbiter } from '../../shared/lords/arbiter/contract/seat.ts';
import { rounds as cognitionRounds } from '../../shared/lords/cognition/app/look-round.ts';
import { cognition } from '../../shared/lords/cognition/contract/seat.ts';
import { sweepMissions } from '../../shared/missions/app/sweep-missions.ts';
import { readProvisionings, recheckDomains } from '../../shared/provisioning/app/recheck-domains.ts';
import { newProvisioning } from '../../shared/provisioning/domain/provisioning.ts';
import { seatStores } from '../../shared/seats/adapters/stores.ts';
import { lookRound } from '../../shared/seats/app/review-due.ts';
import { askForOpen } from '../../shared/wiring/ask-for-open.ts';
import { atWork } from './at-work.ts';
import { WORKSPACE } from './rex.ts';

/** A workspace in which a mission sends from a domain, and nothing is new. */
async function quiet() {
  const rex = await atWork();
  await rex.step(rex.id, 'send', { token: 't' });
  const deps = {
    ...rex.ports,
    dns: { txt: async (): Promise<string[]> => [] },
    lookUps: {} as never,
    region: 'us-east-1',
    provisioningMachine: {} as never,
    spending: llmStores(rex.tables, systemClock).ledger,
    hooks: { answerIsLate: async () => false, wakeOverdue: async () => 0 },
  };
  const checkedAt = rex.ports.clock.now().toISOString();
  const provisioning = { ...newProvisioning(WORKSPACE, 'mail.acme.example'), checkedAt };
  await deps.provisionings.save(provisioning, 'absent');
  return { ...rex, deps, history: new History(rex.ports.analytics, WORKSPACE) };
}

describe('a round in which there is nothing to do', () => {
  /** As few requests as it takes now: whoever needs fewer lowers the number. */
  it.each<[string, number, (rex: Awaited<ReturnType<typeof quiet>>) => Promise<unknown>]>([
    [
      'what is open of all seats, the workspaces, and the missions that work or wait',
      1,
      ({ tables, deps }) => askForOpen(tables, deps.clock.now()),
    ],
    [
      'the Arbiter',
      // One of them asks for all workspaces, and for all seats.
      2,
      async ({ deps, tables }) => {
        const { works, missions } = await askForOpen(tables, deps.clock.now());
        const open = { ...missions, works: () => works('arbiter') };
        const all = { ...deps, ...seatStores(tables, 'arbiter'), open };
        return lookRound(arbiter, arbiterRounds, all, WORKSPACE, 'c');
      },
    ],
    [
      'the Cognition',
      4,
      ({ deps, tables }) =>
        lookRound(
          cognition,
          cognitionRounds,
          { ...deps, ...seatStores(tables, 'cognition') },
          WORKSPACE,
          'c',
        ),
    ],
    [
      'the domains',
      2,
      async ({ deps }) => {
        const { pool, record } = await readWorkspace(deps, WORKSPACE);
        const days = readDays(deps, pool);
        const read = { pool, record, days, provisionings: readProvisionings(deps, WORKSPACE, pool) };
        await recheckDomains(deps, WORKSPACE, 'c', read);
        await judgeDomains(deps, WORKSPACE, 'c', read);
      },
    ],
    [
      'the snapshots',
      // The closed hours and days are known from the round before.
      6,
      async ({ deps, history }) => {
        await makeSnapshots(deps, WORKSPACE, 'c', history);
        await awardAchievements(deps, WORKSPACE, 'c', history);
      },
    ],
    ['the sweep of missions', 3, ({ deps }) => sweepMissions(deps)],
  ])('makes few requests: %s', async (_, most, round) => {
    const rex = await quiet();
    // The first one may write what it finds, and the second one that nothing more is to do with it.
    for (let n = 0; n < 2; n++) {
      await round(rex);
      rex.pass(HOUR);
    }
    const requests = await rex.requestsOf(() => round(rex));
    expect(requests).toBe(most);
  });
});
