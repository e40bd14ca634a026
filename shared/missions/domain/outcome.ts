import type { MissionOutcome } from '../contract/mission.ts';
import type { Mission } from './mission.ts';
import type { StepRecord } from './step.ts';
import type { SuccessCriterion, Workflow } from './workflows/workflow.ts';

type Numbers = Readonly<Record<string, number>>;

/** The outcome of a mission: the results of its steps, and whether the success criteria of its workflow are met. */
export function outcomeOf(
  workflow: Workflow,
  mission: Pick<Mission, 'report'>,
  steps: readonly StepRecord[],
): MissionOutcome {
  const own = new Set<string>(workflow.steps.map(({ name }) => name));
  const results = Object.fromEntries(
    steps.filter(({ name }) => own.has(name)).map(({ name, result }) => [name, result]),
  );
  const { messages, audience } = mission.report ?? {};
  const unsendable = messages ? messages.rejected + (messages.blockedBy['DRAFT_BLOCKED'] ?? 0) : 0;
  const numbers: Numbers = {
    ...numbersOf('messages', messages),
    // Messages that could not be drafted, built or handed over.
    'messages.unsendable': unsendable,
    'messages.tried': messages ? messages.sent + messages.unknown + unsendable : 0,
    ...numbersOf('audience', audience),
    ...Object.fromEntries(
      Object.entries(results).flatMap(([step, result]) => Object.entries(numbersOf(step, result))),
    ),
  };
  const criteria = workflow.success.map((criterion) => judge(criterion, numbers));
  return { met: criteria.every(({ met }) => met), criteria, results };
}

const COMPARE: Readonly<Record<SuccessCriterion['operator'], (a: number, b: number) => boolean>> = {
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
  '<': (a, b) => a < b,
};

/** The essential criterion that a mission missed, if any. Then the mission has failed. */
export const essentialMiss = (
  { success }: Workflow,
  { criteria }: MissionOutcome,
): MissionOutcome['criteria'][number] | undefined =>
  criteria.find(({ name, met }) => !met && success.some((each) => each.name === name && each.essential));

function judge({ name, metric, of, operator, value, sentence }: SuccessCriterion, numbers: Numbers) {
  const count = numbers[metric] ?? 0;
  const base = of === undefined ? 1 : (numbers[of] ?? 0);
  const measured = base === 0 ? undefined : count / base;
  const met = measured === undefined || COMPARE[operator](measured, value);
  const said =
    of === undefined ? String(count) : measured === undefined ? 'none' : `${(100 * measured).toFixed(1)} %`;
  return { name, met, sentence: sentence.replace('{}', said) };
}

const numbersOf = (source: string, values: object = {}): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'number' ? [[`${source}.${name}`, value]] : [],
    ),
  );
