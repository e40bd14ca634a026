import * as z from 'zod';
import { missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { missionField } from '../id-fields.ts';
import { renderMission } from '../mission-text.ts';

export const missionsShow = defineCommand({
  name: 'missions show',
  summary: 'One mission: steps, counts, decisions, and the report once there is one',
  examples: ['rex missions show m_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['mission'],
  input: z.strictObject({ mission: missionField }),
  async run(context, { mission: id }) {
    const mission = await call(await connect(context), missionRoutes.getMission, { params: { id } });
    return { json: mission, text: renderMission(mission) };
  },
});
