import * as z from 'zod';
import { agentRoutes } from '../../../shared/coordination/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

export const workflows = defineCommand({
  name: 'workflows',
  summary: 'Workflows of missions, with their steps and criteria of success',
  details: 'Run one with "rex missions create --type TYPE --workflow NAME".',
  examples: ['rex workflows', 'rex workflows --json | jq .workflows[].name'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), agentRoutes.listWorkflows, {});
    const text = answer.workflows
      .map(({ name, purpose, missionTypes, steps, success }) =>
        [
          `${name} (${missionTypes.join(', ')})`,
          `  ${purpose}`,
          ...steps.map((step) => {
            const after = step.dependsOn.length === 0 ? '' : `  after ${step.dependsOn.join(' and ')}`;
            const waits = step.waitsFor === null ? '' : `  waits for ${step.waitsFor}`;
            return `  -> ${step.name}  by ${step.agent}${after}${waits}`;
          }),
          `  success: ${success.map((criterion) => criterion.name).join(', ')}`,
        ].join('\n'),
      )
      .join('\n\n');
    return { json: answer, text };
  },
});
