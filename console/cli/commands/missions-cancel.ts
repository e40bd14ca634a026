import * as z from 'zod';
import { missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { stopText } from '../../../shared/missions/contract/still-sending.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { missionField } from '../id-fields.ts';

export const missionsCancel = defineCommand({
  name: 'missions cancel',
  summary: 'Cancel a mission: nothing more is sent, and its resources are released',
  examples: ['rex missions cancel m_01jd8w5gk3q4v6x8z0a2c4e6g8 --reason "Wrong list"'],
  positionals: ['mission'],
  input: z.strictObject({
    mission: missionField,
    reason: value('TEXT', z.string().optional(), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { mission: id, reason }) {
    const cancelled = await call(await connect(context), missionRoutes.cancelMission, {
      params: { id },
      body: { reason },
    });
    return { json: cancelled, text: stopText(`${cancelled.id} is ${cancelled.state}.`, cancelled) };
  },
});
