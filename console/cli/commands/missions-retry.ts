import * as z from 'zod';
import { missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { missionField } from '../id-fields.ts';

export const missionsRetry = defineCommand({
  name: 'missions retry',
  summary: 'Retry a failed or escalated mission, from where it stopped',
  examples: ['rex missions retry m_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['mission'],
  input: z.strictObject({ mission: missionField }),
  async run(context, { mission: id }) {
    const retried = await call(await connect(context), missionRoutes.retryMission, { params: { id } });
    return { json: retried, text: `${retried.id} is ${retried.state}.` };
  },
});
