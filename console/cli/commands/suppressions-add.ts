import * as z from 'zod';
import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { channelsOf, globalField, scopeOf, suppressionFields } from '../suppression-fields.ts';

export const suppressionsAdd = defineCommand({
  name: 'suppressions add',
  summary: 'Never contact an address or a domain, whether or not Rex knows it yet',
  details:
    'Takes an address, @example.com for everybody at a domain and its subdomains, or the MD5 or SHA-256 of an address. This\n' +
    'cannot be undone. A lead that is imported later with such an address is suppressed when it comes.',
  examples: [
    'rex suppressions add someone@company.example --reason legal',
    'rex suppressions add @company.example',
    'rex suppressions add someone@company.example --channel sms --channel whatsapp',
  ],
  positionals: ['value'],
  input: z.strictObject({
    value: value('VALUE', z.string().min(1), 'An address, @DOMAIN or a hash'),
    ...suppressionFields,
    global: globalField,
  }),
  async run(context, { value: target, reason, channel, global }) {
    const added = await call(await connect(context), leadRoutes.addSuppression, {
      body: { value: target, reason, channels: channelsOf(channel), scope: scopeOf({ global }) },
    });
    const { kind, value: shown } = added.suppression;
    return {
      json: added,
      text: added.added
        ? `The ${kind} ${shown} gets nothing any more.`
        : `The list had the ${kind} ${shown} already.`,
    };
  },
});
