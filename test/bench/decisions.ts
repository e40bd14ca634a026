import { decideByRulesOrEscalate, decideByTable } from '../../shared/domain/decisions/decide.ts';
import type { MissionFacts } from '../../shared/domain/decisions/rules/facts.ts';
import { allVerdicts, firstObstacle } from '../../shared/domain/sending/guards/guards.ts';
import { percentile } from './samples.ts';
import { goodSendContext } from './send-context.ts';
import type { Table } from './table.ts';

const SAMPLES = 20_000;
const WARM_UPS = 5_000;
const NOW = new Date('2026-03-03T15:00:00Z');

/** No rule covers a failure that is neither transient nor permanent, so this one asks all of them. */
const FACTS: MissionFacts = {
  state: 'EXECUTING',
  situation: 'failure',
  failures: 1,
  maxFailures: 3,
  transient: true,
  error: 'TimeoutError',
  paused: false,
  settingsComplete: true,
  waitingFor: null,
  approval: 'none',
};

const stopwatch = (): number => performance.now();

/** What one decision costs, with the record of it that is kept. */
export async function benchDecisions(): Promise<Table[]> {
  const context = goodSendContext(NOW);
  const obstacle = firstObstacle(context);
  if (obstacle) throw new Error(`The context of the benchmark is stopped by ${obstacle.code}.`);
  return [
    {
      title: 'Decisions (microseconds)',
      columns: ['what', 'median', 'p99', 'aim'],
      rows: [
        row('state machine: one edge of the table', '< 100', () =>
          decideByTable('d', 'EXECUTING', 'collect', NOW, stopwatch),
        ),
        row('rules: the last of them applies', '< 1,000', () =>
          decideByRulesOrEscalate('d', FACTS, NOW, stopwatch),
        ),
        row('all guards over one message that may go', '', () => firstObstacle(context)),
        row('all guards with their explanations', '', () => allVerdicts(context)),
      ],
      notes: [],
    },
  ];
}

function row(what: string, aim: string, decide: () => unknown): string[] {
  const micros: number[] = [];
  for (let n = 0; n < WARM_UPS + SAMPLES; n++) {
    const start = performance.now();
    decide();
    const took = performance.now() - start;
    if (n >= WARM_UPS) micros.push(took * 1_000);
  }
  return [what, percentile(micros, 0.5).toFixed(1), percentile(micros, 0.99).toFixed(1), aim];
}
