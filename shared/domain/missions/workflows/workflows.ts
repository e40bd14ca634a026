import { MISSION_WORKFLOWS, type MissionType } from '../../../contracts/mission.ts';
import type { Mission } from '../mission.ts';
import { leadReactivation } from './lead-reactivation.ts';
import { checkWorkflow, type Workflow } from './workflow.ts';

/** Every workflow there is, checked when this is loaded. */
export const WORKFLOWS: ReadonlyMap<string, Workflow> = new Map(
  [leadReactivation].map((workflow) => [workflow.name, checkWorkflow(workflow)]),
);

/** What a mission does. One of before workflows were named does the first of its type. */
export function workflowOf({ type, workflow }: Pick<Mission, 'type' | 'workflow'>): Workflow {
  const name = workflow ?? defaultWorkflow(type);
  const found = WORKFLOWS.get(name);
  if (!found) throw new Error(`There is no workflow ${name}.`);
  return found;
}

const defaultWorkflow = (type: MissionType): string => MISSION_WORKFLOWS[type][0];
