import { describe, expect, it } from 'vitest';
import { judgeDomains } from '../../shared/allocation/app/judge-domains.ts';
import { historyOf, makeSnapshots } from '../../shared/analytics/app/make-snapshots.ts';
import { awardAchievements } from '../../shared/campaigns/app/award-achievements.ts';
import { readWorkspace } from '../../shared/domains/app/check-domain-health.ts';
import { HOUR, systemClock } from '../../shared/kernel/clock.ts';
import { llmStores } from '../../shared/llm/adapters/stores.ts';
import { rounds as arbiterRounds } from '../../shared/lords/arbiter/app/work.ts';
import { arbiter } from '../../shared/lords/arbiter/contract/seat.ts';
import { rounds as cognitionRounds } from '../../shared/lords/cognition/app/look-round.ts';
import { cognition } from '../../shared/lords/cognition/contract/seat.ts';
import { sweepMissions } from '../../shared/missions/app/sweep-missions.ts';
import { recheckDomains } from '../../shared/provisioning/app/recheck-domains.ts';
import { newProvisioning } from '../../shared/provisioning/domain/provisioning.ts';
import { seatStores } from '../../shared/seats/adapters/stores.ts';
import { dueOfCouncil } from '../../shared/seats/adapters/work-store.ts';
import { lookRound } from '../../shared/seats/app/review-due.ts';
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
  return { ...rex, deps };
}

describe('a round in which there is nothing to do', () => {
  /** As few requests as it takes now: whoever needs fewer lowers the number. */
  it.each<[string, number, (rex: Awaited<ReturnType<typeof quiet>>) => Promise<unknown>]>([
    ['what is due of all seats', 1, ({ tables, ports }) => dueOfCouncil(tables.records, ports.clock.now())],
    [
      'the Arbiter',
      // One of them asks for all workspaces, and two for a conflict of the settings that is known.
      6,
      ({ deps, tables }) =>
        lookRound(arbiter, arbiterRounds, { ...deps, ...seatStores(tables, 'arbiter') }, WORKSPACE, 'c'),
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
      3,
      async ({ deps }) => {
        const read = await readWorkspace(deps, WORKSPACE);
        await recheckDomains(deps, WORKSPACE, 'c', read);
        await judgeDomains(deps, WORKSPACE, 'c', read);
      },
    ],
    [
      'the snapshots',
      8,
      async ({ deps }) => {
        const history = historyOf(deps.analytics, WORKSPACE);
        await makeSnapshots(deps, WORKSPACE, 'c', history);
        await awardAchievements(deps, WORKSPACE, 'c', history);
      },
    ],
    ['the sweep of missions', 3, ({ deps }) => sweepMissions(deps)],
  ])('makes few requests: %s', async (_, most, round) => {
    const rex = await quiet();
    // The first one may write what it finds.
    await round(rex);
    rex.pass(HOUR);
    const requests = await rex.requestsOf(() => round(rex));
    expect(requests).toBe(most);
  });
});
