import * as z from 'zod';
import {
  addAutomationBodySchema,
  CONNECTORS,
  ON_FAILURE,
} from '../../../shared/automations/contract/automations.ts';
import { automationRoutes } from '../../../shared/automations/contract/routes.ts';
import { call } from '../api-client.ts';
import { automationSecretsText } from '../automation-text.ts';
import { refusedBody, usageError } from '../cli-error.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';

export const automationsAdd = defineCommand({
  name: 'automations add',
  summary: 'Add a workflow of n8n or a crew of CrewAI that can be a step of a mission',
  details:
    'Prints the secrets with which a workflow is started and signs its result, once. shared/automations/README.md shows the nodes.\n' +
    'A local Rex calls servers on this machine when it was started with REX_WEBHOOKS=loopback, any public address with REX_WEBHOOKS=on.',
  examples: [
    'rex automations add "Clean the list" --url https://n8n.acme.example/webhook/rex',
    'rex automations add "Clean the list" --url https://n8n.acme.example/webhook/rex --workflow-id wXyZ12 --token-env N8N_API_KEY',
    'rex automations add "Judge" --connector crewai --url https://judge.crewai.com --token-env CREW_TOKEN --deadline 30 --on-failure fail',
  ],
  positionals: ['name'],
  input: z.strictObject({
    name: value('NAME', z.string(), 'Name of the automation'),
    connector: value(
      'KIND',
      z.enum(CONNECTORS).default('n8n'),
      `Where it runs: ${CONNECTORS.join(', ')} (n8n)`,
    ),
    url: value(
      'URL',
      z.string(),
      'n8n: the production address of its webhook node; CrewAI: the address of the crew',
    ),
    'workflow-id': value(
      'ID',
      z.string().optional(),
      'n8n: the workflow, to look up what has not answered by the deadline',
    ),
    'token-env': value(
      'VARIABLE',
      z.string().optional(),
      'The variable of the environment that holds the API key of n8n, or the bearer token of the crew',
    ),
    deadline: value('MINUTES', z.coerce.number().optional(), 'Minutes until it is given up (60)'),
    'on-failure': value(
      'WHAT',
      z.enum(ON_FAILURE).optional(),
      'When it fails or is late: skip (the mission goes on) or fail (a person decides) (skip)',
    ),
    input: values(
      'NAME=TEXT',
      z.array(z.string()).default([]),
      'A text of your own that is sent with every start',
    ),
  }),
  async run(context, input) {
    const body = addAutomationBodySchema.safeParse({
      connector: input.connector,
      name: input.name,
      url: input.url,
      workflowId: input['workflow-id'],
      token: tokenOf(input['token-env']),
      deadlineMinutes: input.deadline,
      onFailure: input['on-failure'],
      inputs: Object.fromEntries(input.input.map(named)),
    });
    if (!body.success) throw refusedBody(body.error.issues);
    const made = await call(await connect(context), automationRoutes.addAutomation, { body: body.data });
    return {
      json: made,
      text: [made.id, ...(input.connector === 'n8n' ? [automationSecretsText(made)] : [])].join('\n'),
    };
  },
});

/** A token on the command line would stay in the history of the shell. */
function tokenOf(variable: string | undefined): string | undefined {
  if (variable === undefined) return undefined;
  const token = process.env[variable];
  if (token) return token;
  throw usageError(`The variable ${variable} of --token-env is not set.`);
}

function named(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw usageError(`"${text}" is not NAME=TEXT.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
