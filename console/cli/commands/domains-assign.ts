import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { domainNameSchema } from '../../../shared/domains/contract/sending-domain.ts';
import { missionIdSchema } from '../../../shared/kernel/contract/common.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderMoved } from '../moved-text.ts';
import { moment } from '../terminal/moment.ts';

export const domainsAssign = defineCommand({
  name: 'domains assign',
  summary: 'Allocate a sending domain to a mission, or to a campaign for some hours',
  examples: [
    'rex domains assign --mission m_01jd8w5gk3q4v6x8z0a2c4e6g8 --domain mail.acme.example',
    'rex domains assign --campaign spring --hours 48',
  ],
  input: z.strictObject({
    mission: value(
      'MISSION',
      missionIdSchema.optional(),
      'The mission, which then sends from this domain or not at all',
    ),
    campaign: value(
      'NAME',
      z.string().optional(),
      'Name of a campaign, instead of a mission. The same name again renews its reservation',
    ),
    domain: value('DOMAIN', domainNameSchema.optional(), 'The domain (the best free one)'),
    hours: value('N', z.coerce.number().optional(), 'Hours for which a campaign holds the domain (24)'),
  }),
  async run(context, { mission: missionId, ...input }) {
    const answer = await call(await connect(context), resourceRoutes.assignDomain, {
      body: { missionId, ...input },
    });
    const until = answer.until === null ? 'as soon as it is assigned' : `until ${moment(answer.until)}`;
    return {
      json: answer,
      text: [
        `${answer.domain} is ${answer.holder}'s, ${until}.`,
        ...(answer.mission ? [renderMoved([answer.mission])] : []),
      ].join('\n\n'),
    };
  },
});
