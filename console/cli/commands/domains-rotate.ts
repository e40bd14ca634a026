import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { domainNameSchema } from '../../../shared/domains/contract/sending-domain.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';
import { renderMoved } from '../moved-text.ts';

export const domainsRotate = defineCommand({
  name: 'domains rotate',
  summary: 'Pause a domain and move its missions to the best other one',
  details:
    'An approval binds the sender, so Rex drafts missions that have drafts anew and asks for another\n' +
    'approval. Nothing of them goes out before that.',
  examples: ['rex domains rotate mail.acme.example --reason "Too many bounces"'],
  positionals: ['domain'],
  input: z.strictObject({
    domain: domainField,
    to: value('DOMAIN', domainNameSchema.optional(), 'The domain to send from instead (the best other one)'),
    reason: value('TEXT', z.string().optional(), 'Reason, which is kept in the audit log'),
  }),
  async run(context, body) {
    const answer = await call(await connect(context), resourceRoutes.rotateDomain, { body });
    const text = `${answer.domain.domain} is ${answer.domain.status}.\n\n${renderMoved(answer.missions)}`;
    return { json: answer, text };
  },
});
