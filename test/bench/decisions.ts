import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine';
import type { Condition } from '../../shared/decisions/domain/condition.ts';
import { DEFAULT_THRESHOLDS, decide } from '../../shared/decisions/domain/decide.ts';
import { RULES } from '../../shared/decisions/domain/rules/rules.ts';
import type { FactsOf } from '../../shared/decisions/domain/situations.ts';
import { decideByTable } from '../../shared/missions/domain/decide-transition.ts';
import { allVerdicts, firstObstacle } from '../../shared/sending/domain/guards/guards.ts';
import { seededRandom } from '../../shared/statistics/domain/seeded-random.ts';
import { percentile } from './samples.ts';
import { goodSendContext } from './send-context.ts';
import type { Table } from './table.ts';

const SAMPLES = 20_000;
const WARM_UPS = 5_000;
const NOW = new Date('2026-03-03T15:00:00Z');
const stopwatch = (): number => performance.now();
const context = { id: 'd', now: NOW, stopwatch };

/** The lowest rule of the situation applies, so all of them are asked. */
const FACTS: FactsOf<'failure'> = {
  state: 'EXECUTING',
  failures: 1,
  maxFailures: 3,
  kind: 'transient',
  rateLimited: false,
  error: 'TimeoutError',
  approval: 'none',
};

/** What one decision costs, with the record of it that is kept; and the rules beside a known engine. */
export async function benchDecisions(): Promise<Table[]> {
  const sending = goodSendContext(NOW);
  const obstacle = firstObstacle(sending);
  if (obstacle) throw new Error(`The context of the benchmark is stopped by ${obstacle.code}.`);
  return [
    {
      title: 'Decisions (microseconds)',
      columns: ['what', 'median', 'p99', 'aim'],
      rows: [
        row('state machine: one edge of the table', '< 100', () =>
          decideByTable(context, 'EXECUTING', 'collect'),
        ),
        row('rules: the last of them applies', '< 1,000', () =>
          decide(context, 'failure', FACTS, DEFAULT_THRESHOLDS),
        ),
        row('all guards over one message that may go', '', () => firstObstacle(sending)),
        row('all guards with their explanations', '', () => allVerdicts(sending)),
      ],
      notes: [],
    },
    await besideJsonRulesEngine(),
  ];
}

function row(what: string, aim: string, work: () => unknown): string[] {
  const micros: number[] = [];
  for (let n = 0; n < WARM_UPS + SAMPLES; n++) {
    const start = performance.now();
    work();
    const took = performance.now() - start;
    if (n >= WARM_UPS) micros.push(took * 1_000);
  }
  return [what, percentile(micros, 0.5).toFixed(1), percentile(micros, 0.99).toFixed(1), aim];
}

const DIFFERENT_FACTS = 500;
const ROUNDS = 20;

/** The same rules (all of the situation) and the same facts, in one run; they have to agree on every decision. */
async function besideJsonRulesEngine(): Promise<Table> {
  const rules = RULES.filter(({ situation }) => situation === 'failure');
  const peer = new Engine([], { allowUndefinedFacts: true });
  for (const { name, priority, when } of rules) {
    peer.addRule({ name, priority, conditions: topLevel(when), event: { type: name } });
  }
  const random = seededRandom(1);
  const many = Array.from({ length: DIFFERENT_FACTS }, (_, i): FactsOf<'failure'> => {
    const pick = <T>(options: readonly [T, ...T[]]): T =>
      options[Math.floor(random() * options.length)] ?? options[0];
    return {
      ...FACTS,
      failures: Math.floor(random() * 5),
      kind: pick(['transient', 'permanent', 'unknown']),
      rateLimited: random() < 0.2,
      approval: pick(['none', 'approved', 'rejected', 'expired']),
      error: `Error ${i}`,
    };
  });
  const ours = many.map((facts) => decide(context, 'failure', facts, DEFAULT_THRESHOLDS).rule);
  const theirs: string[] = [];
  for (const facts of many) theirs.push(await firstOf(peer, rules, facts));
  const different = ours.filter((rule, i) => rule !== theirs[i]).length;
  if (different > 0) throw new Error(`The engines differ on ${different} of ${many.length} decisions.`);

  const started = performance.now();
  for (let n = 0; n < ROUNDS * 50; n++) {
    for (const facts of many) decide(context, 'failure', facts, DEFAULT_THRESHOLDS);
  }
  const ourSeconds = (performance.now() - started) / 1000;
  const theirStart = performance.now();
  for (let n = 0; n < ROUNDS; n++) for (const facts of many) await firstOf(peer, rules, facts);
  const theirSeconds = (performance.now() - theirStart) / 1000;
  const perSecond = (decisions: number, seconds: number): string =>
    Math.round(decisions / seconds).toLocaleString('en');
  return {
    title: `Rules beside json-rules-engine: the same ${rules.length} rules, ${many.length} different facts`,
    columns: ['engine', 'decisions a second'],
    rows: [
      ['Rex, with the record that is kept', perSecond(many.length * ROUNDS * 50, ourSeconds)],
      ['json-rules-engine, the winning rule only', perSecond(many.length * ROUNDS, theirSeconds)],
    ],
    notes: ['Both decided alike on all of them.'],
  };
}

async function firstOf(
  engine: Engine,
  rules: readonly (typeof RULES)[number][],
  facts: FactsOf<'failure'>,
): Promise<string> {
  const { events } = await engine.run({ ...facts });
  const fired = new Set(events.map(({ type }) => type));
  const ordered = rules.toSorted((a, b) => b.priority - a.priority);
  return ordered.find(({ name }) => fired.has(name))?.name ?? 'NoRuleApplies';
}

const PEER_OPERATORS = {
  is: 'equal',
  'is not': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
} as const;

const topLevel = (condition: Condition): TopLevelCondition => {
  const nested = translated(condition);
  return 'all' in nested || 'any' in nested ? nested : { all: [nested] };
};

function translated(condition: Condition): NestedCondition {
  if ('all' in condition) return { all: condition.all.map(translated) };
  if ('any' in condition) return { any: condition.any.map(translated) };
  if ('not' in condition) return { not: translated(condition.not) };
  const [fact, operator, operand] = condition;
  const thresholds: Readonly<Record<string, number>> = DEFAULT_THRESHOLDS;
  const value =
    typeof operand === 'object' && operand !== null && 'threshold' in operand
      ? thresholds[operand.threshold]
      : operand;
  return { fact, operator: PEER_OPERATORS[operator], value };
}
