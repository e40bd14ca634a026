import { MISSION_ROWS, MISSION_TYPES, type MissionType, type WorkflowName } from '../../contract/mission.ts';
import type { Mission } from '../mission.ts';
import { automatedOutreach } from './automated-outreach.ts';
import { deliverabilityRescue } from './deliverability-rescue.ts';
import { domainRotation } from './domain-rotation.ts';
import { errorRecovery } from './error-recovery.ts';
import { fullCampaign } from './full-campaign.ts';
import { icpDrivenOutreach } from './icp-driven-outreach.ts';
import { icpExtraction } from './icp-extraction.ts';
import { leadReactivation } from './lead-reactivation.ts';
import { performanceOptimization } from './performance-optimization.ts';
import { checkWorkflow, type Workflow } from './workflow.ts';

/** Every workflow that a type of mission may run. This does not compile while one is missing. */
const BY_NAME: Readonly<Record<WorkflowName, Workflow>> = {
  lead_reactivation: leadReactivation,
  full_campaign: fullCampaign,
  deliverability_rescue: deliverabilityRescue,
  domain_rotation: domainRotation,
  error_recovery: errorRecovery,
  icp_extraction: icpExtraction,
  icp_driven_outreach: icpDrivenOutreach,
  performance_optimization: performanceOptimization,
  automated_outreach: automatedOutreach,
};

/** The same, each of them checked when this module is loaded. */
export const WORKFLOWS: ReadonlyMap<string, Workflow> = new Map(
  Object.entries(BY_NAME).map(([name, workflow]) => [name, checkWorkflow(workflow)]),
);

/** The workflow of a mission; the first one of its type for missions from before workflows had names. */
export function workflowOf({ type, workflow }: Pick<Mission, 'type' | 'workflow'>): Workflow {
  const name = workflow ?? MISSION_ROWS[type].workflows[0];
  const found = WORKFLOWS.get(name);
  if (!found) throw new Error(`There is no workflow ${name}.`);
  return found;
}

/** The types of mission that may run a workflow. */
export const typesOf = (workflow: string): MissionType[] =>
  MISSION_TYPES.filter((type) => MISSION_ROWS[type].workflows.some((name) => name === workflow));
