import { isDeepStrictEqual } from 'node:util';
import type { PolicyRule } from '../../../autonomy/contract/settings.ts';
import { isOwned } from '../../../domains/domain/domain-ownership.ts';
import type { Pool } from '../../../domains/domain/pool.ts';
import { isOutreach } from '../../../missions/contract/mission.ts';
import type { Mission } from '../../../missions/domain/mission.ts';
import type { Settings } from '../../../workspaces/contract/settings.ts';
import type { Case, DisputeOf, Party } from '../contract/schemas.ts';
import { countOf } from './count-of.ts';

/** A case, and what makes it another one. */
export interface Contradiction extends Case {
  readonly key: string;
}

/** Settings of which one makes another one impossible. A person changes them. */
export function contradictions(
  settings: Settings,
  pool: Pool | undefined,
  missions: readonly Mission[],
): Contradiction[] {
  return [
    ...budgetAboveDomains(settings, pool),
    ...missions.flatMap((mission) => stepsAboveCap(settings, mission)),
    ...rulesAgainstEachOther(settings.tasks.policy),
  ];
}

function budgetAboveDomains({ dailyBudget }: Settings, pool: Pool | undefined): Contradiction[] {
  const domains = (pool?.domains ?? []).filter((domain) => isOwned(domain) && domain.status === 'active');
  const most = domains.reduce((sum, { targetPerDay }) => sum + targetPerDay, 0);
  if (domains.length === 0 || dailyBudget <= most) return [];
  return [
    contradiction({
      key: `dailyBudget#${dailyBudget}#${most}`,
      severity: 'low',
      severityBasis: 'Nothing goes wrong: less is sent than the budget allows.',
      about: `The daily budget is ${dailyBudget}, and ${countOf(domains.length, 'domain')} may send ${most} in all when warm`,
      parties: [
        partyOf('dailyBudget', `${dailyBudget} e-mails a day`),
        partyOf('targetPerDay', `at most ${most} e-mails a day`),
      ],
      ways: [
        ['Lower the budget', `Set dailyBudget to ${most} or less.`, [0, 1]],
        ['Raise what domains may send', 'Raise the targets of warm domains, or add a domain.', [1, 0]],
      ],
    }),
  ];
}

function stepsAboveCap({ frequencyCap }: Settings, mission: Mission): Contradiction[] {
  if (!isOutreach(mission) || mission.params.steps <= frequencyCap.maxIn30Days) return [];
  const { id, type } = mission;
  const { steps } = mission.params;
  return [
    contradiction({
      key: `frequencyCap#${id}#${frequencyCap.maxIn30Days}`,
      severity: 'medium',
      severityBasis: 'The last steps wait until 30 days have passed.',
      about: `A mission has ${steps} steps, and one person gets at most ${frequencyCap.maxIn30Days} messages in 30 days`,
      parties: [
        { kind: 'mission', id, wants: `${steps} steps`, group: type },
        partyOf('frequencyCap.maxIn30Days', `at most ${frequencyCap.maxIn30Days} messages`),
      ],
      ways: [
        [
          'Keep the cap',
          `Plan at most ${frequencyCap.maxIn30Days} steps, or let the last ones wait.`,
          [0, 1],
        ],
        ['Raise the cap', `Set frequencyCap.maxIn30Days to ${steps} or more.`, [1, 0]],
      ],
    }),
  ];
}

/** A rule that never decides, since an earlier one holds whenever it does, and says something else. */
function rulesAgainstEachOther(policy: readonly PolicyRule[]): Contradiction[] {
  return policy.flatMap((later, n) => {
    const earlier = policy.slice(0, n).find(({ when }) => isDeepStrictEqual(when, later.when));
    if (!earlier || earlier.verdict === later.verdict) return [];
    return [
      contradiction({
        key: `policy#${earlier.id}#${later.id}`,
        severity: 'high',
        severityBasis: 'What a rule forbids or asks about may run, or the other way round.',
        about: `The rule ${earlier.id} says ${earlier.verdict} and the rule ${later.id} says ${later.verdict} of the same`,
        parties: [
          partyOf(`tasks.policy.${earlier.id}`, earlier.verdict),
          partyOf(`tasks.policy.${later.id}`, later.verdict),
        ],
        ways: [
          [`Keep ${earlier.id}`, `Remove the rule ${later.id}, which never decides.`, [1, 0]],
          [`Keep ${later.id}`, `Remove the rule ${earlier.id}, which decides now.`, [0, 1]],
        ],
      }),
    ];
  });
}

const partyOf = (id: string, wants: string): Party => ({ kind: 'setting', id, wants, group: id });

/** Each way keeps one of the two as it is (1), and changes the other one (0). */
function contradiction({
  ways,
  ...of
}: Pick<Contradiction, 'key' | 'severity' | 'severityBasis' | 'about' | 'parties'> & {
  readonly ways: readonly (readonly [name: string, todo: string, kept: readonly [number, number]])[];
}): Contradiction {
  const dispute: DisputeOf<'choice'> = {
    kind: 'choice',
    alternatives: ways.map(([name, todo]) => ({ name, todo })),
    values: [ways.map(([, , [first]]) => first), ways.map(([, , [, second]]) => second)],
  };
  return { ...of, type: 'goal_conflict', resource: null, dispute, decisionId: null };
}
