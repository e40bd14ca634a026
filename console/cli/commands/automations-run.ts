import * as z from 'zod';
import { automationRoutes } from '../../../shared/automations/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { missionField } from '../id-fields.ts';
import { moment } from '../terminal/moment.ts';
import { renderFacts } from '../terminal/table.ts';

export const automationsRun = defineCommand({
  name: 'automations run',
  summary: 'What became of the automation of a mission',
  examples: ['rex automations run m_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['mission'],
  input: z.strictObject({ mission: missionField }),
  async run(context, { mission: id }) {
    const answer = await call(await connect(context), automationRoutes.missionAutomation, { params: { id } });
    const { run } = answer;
    if (!run) return { json: answer, text: 'The mission has started no automation.' };
    const facts: [string, string][] = [
      ['Run', run.id],
      ['Automation', `${run.name} (${run.automationId}, ${run.connector})`],
      ['State', run.skipped ? `${run.state}; the mission went on` : run.state],
      ['Outcome', run.outcome ?? '-'],
      ['Reason', run.reason ?? '-'],
      ['It says', run.note ?? '-'],
      ['Deadline', moment(run.deadline)],
    ];
    return { json: answer, text: renderFacts(facts) };
  },
});
