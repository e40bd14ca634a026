import * as z from 'zod';
import { plainText } from '../../../shared/kernel/contract/common.ts';
import { missionRoutes } from '../../../shared/missions/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { missionField } from '../id-fields.ts';

export const missionsResume = defineCommand({
  name: 'missions resume',
  summary: 'Let a mission go on that was stopped because its first e-mails bounced',
  examples: ['rex missions resume m_01jd8w5gk3q4v6x8z0a2c4e6g8 --reason "The old addresses are removed"'],
  positionals: ['mission'],
  input: z.strictObject({
    mission: missionField,
    reason: value('TEXT', plainText({ min: 3, max: 300 }), 'Why it may go on; kept in the audit log'),
  }),
  async run(context, { mission: id, reason }) {
    const resumed = await call(await connect(context), missionRoutes.resumeMission, {
      params: { id },
      body: { reason },
    });
    return { json: resumed, text: `${resumed.id} goes on, with a few first e-mails.` };
  },
});
