import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { Automation } from './automation.ts';
import { type Run, runIdOf } from './run.ts';

/** What an automation is told of a mission: its own words, totals, and where the result goes. Never a person. */
export interface Brief {
  readonly runId: string;
  readonly workspace: string;
  readonly deadline: string;
  readonly mission: {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly goal: string;
    readonly offer: string;
    readonly steps: number;
    readonly dryRun: boolean;
  };
  readonly audience: { readonly leads: number };
  readonly inputs: Readonly<Record<string, string>>;
  readonly callback: { readonly url: string };
}

export const briefOf = (
  automation: Automation,
  run: Run,
  mission: OutreachMission,
  { leads, callbackUrl }: { readonly leads: number; readonly callbackUrl: string },
): Brief => ({
  runId: runIdOf(run),
  workspace: run.workspace,
  deadline: run.deadline,
  mission: {
    id: mission.id,
    name: mission.name,
    type: mission.type,
    goal: mission.params.goal,
    offer: mission.params.offer ?? '',
    steps: mission.params.steps,
    dryRun: mission.params.dryRun,
  },
  audience: { leads },
  inputs: automation.inputs,
  callback: { url: callbackUrl },
});

/**
 * The same as inputs of a crew: texts alone, since CrewAI fills other values in as Python writes them. Braces are replaced:
 * a value with the name of another input in braces would be filled in too.
 */
export const crewInputs = ({ runId, workspace, deadline, mission, audience, inputs }: Brief) => {
  const all = {
    ...inputs,
    run_id: runId,
    workspace,
    deadline,
    mission_id: mission.id,
    mission_name: mission.name,
    mission_type: mission.type,
    goal: mission.goal,
    offer: mission.offer,
    steps: String(mission.steps),
    dry_run: String(mission.dryRun),
    leads: String(audience.leads),
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, text]) => [name, text.replaceAll('{', '(').replaceAll('}', ')')]),
  );
};

/** Where results are posted. */
export const callbackUrlOf = (
  baseUrl: string,
  { workspace, id }: Pick<Automation, 'workspace' | 'id'>,
): string => `${baseUrl.replace(/\/$/, '')}/webhook/automation/${workspace}/${id}`;
