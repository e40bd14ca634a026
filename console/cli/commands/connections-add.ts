import * as z from 'zod';
import { addConnectionBodySchema } from '../../../shared/connections/contract/connections.ts';
import { PROVIDERS, providerRow } from '../../../shared/connections/contract/providers.ts';
import { connectionRoutes } from '../../../shared/connections/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { secretField, secretOf } from '../secret-field.ts';

const needs = PROVIDERS.map((provider) => {
  const { account, secret } = providerRow(provider);
  return `${provider}: account ${fieldsOf(account)}; secret ${fieldsOf(secret)}`;
}).join('\n');

export const connectionsAdd = defineCommand({
  name: 'connections add',
  summary: 'Connect an account at a provider, so that tasks may use it',
  details:
    `The secret is a JSON object of these fields, in a file or on standard input, and is never shown again.\n${needs}\n` +
    'A local Rex calls servers on this machine when it was started with REX_WEBHOOKS=loopback, any public address with REX_WEBHOOKS=on.',
  examples: [
    'rex connections add wordpress --name "Our site" --account url=https://www.acme.example --account username=rex --secret site.json',
    'rex connections add slack --name "Our Slack" --account teamId=T0123ABCD --secret -',
  ],
  positionals: ['provider'],
  input: z.strictObject({
    provider: value('PROVIDER', z.enum(PROVIDERS), `One of ${PROVIDERS.join(', ')}`),
    name: value('NAME', z.string(), 'Name of the connection'),
    account: values(
      'NAME=TEXT',
      z.array(z.string()).default([]),
      'A field of the account, which is no secret',
    ),
    secret: secretField,
  }),
  async run(context, input) {
    const body = addConnectionBodySchema.safeParse({
      provider: input.provider,
      name: input.name,
      account: Object.fromEntries(input.account.map(named)),
      secret: await secretOf(input.secret),
    });
    if (!body.success) throw refusedBody(body.error.issues);
    const made = await call(await connect(context), connectionRoutes.addConnection, { body: body.data });
    return {
      json: made,
      text: `${made.id}\n"rex connections test ${made.id}" asks the provider whether it works.`,
    };
  },
});

function named(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw usageError(`"${text}" of --account is not NAME=TEXT.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Names of fields; those that may be left out in brackets, alternatives with "or" between. */
function fieldsOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodUnion)
    return schema.options.map((option) => fieldsOf(option as z.ZodType)).join(' or ');
  return Object.entries((schema as z.ZodObject).shape)
    .map(([name, field]) => (field.safeParse(undefined).success ? `[${name}]` : name))
    .join(', ');
}
