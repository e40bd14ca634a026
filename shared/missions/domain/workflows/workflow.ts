import { ACTIONS, type Action, COMPENSATIONS, type Compensation } from './actions.ts';

export interface WorkflowStep {
  /** What it does; a workflow does each thing once, so this names the step. */
  readonly name: Action;
  readonly dependsOn: readonly Action[];
  /** Part of the progress bar, in percent; those of a workflow add up to 90, the rest is what comes after. */
  readonly weight: number;
  /** What a person is told while it runs. */
  readonly doing: string;
  /** What the step waits for beyond its agent's work. */
  readonly waitsFor?: 'approval' | 'calendar';
  /** Tries after the first one, before it is given to a person. */
  readonly retries: number;
  /** What takes it back when the mission fails later, or is cancelled. */
  readonly compensate?: Compensation;
}

/** What must be so in the end for a mission to have reached what it is for. */
export interface SuccessCriterion {
  readonly name: string;
  /** A number of the outcome: `<step>.<result>`, `messages.<count>` or `audience.<count>`. */
  readonly metric: string;
  /** Divides it, to make a rate. Without any of these, the criterion holds. */
  readonly of?: string;
  readonly operator: '>=' | '<=' | '<';
  readonly value: number;
  /** With the number in place of `{}`. */
  readonly sentence: string;
  /** A mission that misses it has failed, whatever else it came to. */
  readonly essential?: true;
}

/** A workflow as data: steps with dependencies; those that do not depend on one another run side by side. */
export interface Workflow {
  readonly name: string;
  readonly purpose: string;
  readonly steps: readonly WorkflowStep[];
  readonly success: readonly SuccessCriterion[];
}

const EXECUTING_PERCENT = 90;

/**
 * @throws Error at start, naming what is wrong: an unknown action or dependency, steps that wait for one another, a
 * step named twice, a bar that does not add up, no criterion of success.
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

/** The steps that can never begin. */
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
