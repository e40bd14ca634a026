import { ACTIONS, type Action, COMPENSATIONS, type Compensation } from './actions.ts';

export interface WorkflowStep {
  /** The action of the step, which is also its name: a workflow does each action at most once. */
  readonly name: Action;
  readonly dependsOn: readonly Action[];
  /** Share of the progress bar, in percent. The steps of a workflow add up to 90; the rest is for the phases after them. */
  readonly weight: number;
  /** What people see while it runs. */
  readonly doing: string;
  /** What the step waits for, beside the work of its agent. */
  readonly waitsFor?: 'approval' | 'calendar' | 'automation';
  /** Retries before the mission is escalated to a person. */
  readonly retries: number;
  /** The action that undoes the step when the mission fails later, or is cancelled. */
  readonly compensate?: Compensation;
}

/** A success criterion: what must hold at the end of a mission. */
export interface SuccessCriterion {
  readonly name: string;
  /** A number of the outcome: `<step>.<result>`, `messages.<count>` or `audience.<count>`. */
  readonly metric: string;
  /** The number by which it is divided, to get a rate. When it is 0, the criterion is met. */
  readonly of?: string;
  readonly operator: '>=' | '<=' | '<';
  readonly value: number;
  /** A sentence in which the number replaces `{}`. */
  readonly sentence: string;
  /** A mission that misses this criterion has failed, whatever its other results are. */
  readonly essential?: true;
}

/** A workflow as data: steps with dependencies. Steps that do not depend on each other run in parallel. */
export interface Workflow {
  readonly name: string;
  readonly purpose: string;
  readonly steps: readonly WorkflowStep[];
  readonly success: readonly SuccessCriterion[];
}

const EXECUTING_PERCENT = 90;

/**
 * @throws Error at start that names the problem: an unknown action or dependency, a cycle, a duplicate step, weights that do
 * not add up, no success criterion.
 */
export function checkWorkflow(workflow: Workflow): Workflow {
  const { name, steps, success } = workflow;
  const problem = (text: string): Error => new Error(`Workflow ${name}: ${text}`);
  const names = new Set<string>(steps.map((step) => step.name));
  if (steps.length === 0) throw problem('it has no step');
  if (names.size < steps.length) throw problem('a step is there twice');
  if (success.length === 0) throw problem('nothing says when it has succeeded');
  for (const step of steps) {
    if (!ACTIONS.includes(step.name)) throw problem(`no agent knows the action ${step.name}`);
    const missing = step.dependsOn.find((other) => !names.has(other));
    if (missing) throw problem(`step ${step.name} depends on ${missing}, which it does not have`);
    if (step.compensate !== undefined && !COMPENSATIONS.includes(step.compensate)) {
      throw problem(`nothing takes back ${step.name} by ${step.compensate}`);
    }
    if (!Number.isInteger(step.retries) || step.retries < 0) throw problem(`retries of ${step.name}`);
  }
  const waiting = cycle(steps);
  if (waiting.length > 0) throw problem(`${waiting.join(', ')} wait for one another`);
  const sum = steps.reduce((total, step) => total + step.weight, 0);
  if (sum !== EXECUTING_PERCENT) throw problem(`the weights add up to ${sum}, not ${EXECUTING_PERCENT}`);
  for (const { metric } of success) {
    const [source = ''] = metric.split('.');
    if (!names.has(source) && source !== 'messages' && source !== 'audience') {
      throw problem(`the criterion ${metric} is of no step`);
    }
  }
  return workflow;
}

/** Steps that can never start, because they depend on each other. */
function cycle(steps: readonly WorkflowStep[]): string[] {
  const done = new Set<string>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const { name, dependsOn } of steps) {
      if (done.has(name) || !dependsOn.every((other) => done.has(other))) continue;
      done.add(name);
      grew = true;
    }
  }
  return steps.flatMap(({ name }) => (done.has(name) ? [] : [name]));
}
