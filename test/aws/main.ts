import { parseArgs } from 'node:util';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { type Connection, call } from '../../console/cli/api-client.ts';
import { awsClients } from '../../console/cli/doctor/aws-clients.ts';
import { deploymentChecks } from '../../console/cli/doctor/deployment-checks.ts';
import { lookAt } from '../../console/cli/doctor/finding.ts';
import { machineryChecks } from '../../console/cli/doctor/machinery-checks.ts';
import { mailChecks } from '../../console/cli/doctor/mail-checks.ts';
import { outsideChecks } from '../../console/cli/doctor/outside.ts';
import { systemRoutes } from '../../shared/operations/contract/system-routes.ts';
import { accountOf, type Deployed, deploy } from './deploy.ts';
import { inviteAndSignIn, uninvite } from './first-person.ts';
import {
  approvalOf,
  approve,
  createMission,
  importLeads,
  LEADS,
  openWorkspace,
  outcomeOf,
} from './mission.ts';
import { createSteps } from './step.ts';

const { values } = parseArgs({
  options: {
    endpoint: { type: 'string' },
    region: { type: 'string', default: process.env['AWS_REGION'] ?? 'us-east-1' },
    domain: { type: 'string' },
    context: { type: 'string', multiple: true, short: 'c', default: [] },
    'real-account': { type: 'boolean', default: false },
    api: { type: 'string' },
    'user-pool': { type: 'string' },
  },
});
const { endpoint, region } = values;
if ((endpoint === undefined) !== values['real-account']) {
  throw new Error('Give --endpoint URL of an emulator, or --real-account, which deploys and costs money.');
}
if (values['real-account'] && values.domain === undefined) {
  throw new Error('With --real-account also give --domain, a sending domain that SES has verified.');
}
if (endpoint !== undefined) {
  // What every SDK and tool reads, this process and those that it starts.
  process.env['AWS_ENDPOINT_URL'] = endpoint;
  await import('./loopback-names.mjs');
}
process.env['AWS_REGION'] = region;
const domain = values.domain ?? 'mail.smoke-test.example';
const workspace = `smoke${Date.now().toString(36)}`;
const person = `${workspace}@example.com`;

const log = (line: string): void => console.log(line);
const steps = createSteps(log);
const { signal } = new AbortController();

const account = await steps.take('account', async () => {
  const value = await accountOf(region);
  return { value, detail: `${value} in ${region}` };
});
const deployed = await steps.take('deploy', async (): Promise<{ value: Deployed; detail: string }> => {
  const given = values.api && values['user-pool'];
  const choices = Object.fromEntries(values.context.map((text) => text.split('=', 2)));
  const value = given
    ? { api: values.api ?? '', userPoolId: values['user-pool'] ?? '' }
    : await deploy(`aws://${account}/${region}`, choices, log);
  return { value, detail: `${value.api}, people in ${value.userPoolId}` };
});
const found = await steps.take('discovery', async () => {
  const anonymous: Connection = { url: deployed?.api ?? '', token: async () => '' };
  const { version, signIn } = await call(anonymous, systemRoutes.discovery, {});
  return { value: signIn, detail: `version ${version}, tokens of ${signIn.issuer}` };
});
const pool = { region, userPoolId: deployed?.userPoolId ?? '', clientId: found?.clientId ?? '' };
const token = await steps.take('sign-in', async () => {
  const value = await inviteAndSignIn(pool, person, workspace);
  return { value, detail: 'invited, password by SRP, second factor set up' };
});
const connection: Connection = { url: deployed?.api ?? '', token: async () => token ?? '' };
await steps.take('identity', async () => {
  if (values['real-account']) return { value: undefined, detail: `${domain} is said to be verified` };
  const ses = new SESv2Client({ region });
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: domain })).catch((error: Error) => {
    if (error.name !== 'AlreadyExistsException') throw error;
  });
  return { value: undefined, detail: domain };
});
await steps.take('workspace', async () => {
  await openWorkspace(connection, domain);
  return { value: undefined, detail: `${workspace}, sending from ${domain}` };
});
await steps.take('import', async () => {
  const leads = await importLeads(connection, signal);
  if (leads !== LEADS) throw new Error(`${leads} of ${LEADS} leads were taken.`);
  return { value: undefined, detail: `${leads} leads` };
});
const missionId = await steps.take('mission', async () => {
  const value = await createMission(connection);
  return { value, detail: value };
});
const approvalId = await steps.take('draft', async () => {
  const value = await approvalOf(connection, missionId ?? '', signal);
  return { value, detail: `waits for ${value}` };
});
await steps.take('approve', async () => {
  const state = await approve(connection, approvalId ?? '');
  return { value: undefined, detail: state };
});
await steps.take('outcome', async () => {
  const { mission, messages } = await outcomeOf(connection, missionId ?? '', signal);
  const detail = `${mission.state}: ${JSON.stringify(messages)}`;
  if (mission.state !== 'COMPLETED') throw new Error(`${detail} ${mission.reason}`);
  return { value: undefined, detail };
});
if (deployed) {
  const clients = awsClients({ region });
  const findings = await lookAt([
    ...outsideChecks(connection),
    ...deploymentChecks(clients, deployed.api),
    ...mailChecks(clients, connection),
    ...machineryChecks(clients),
  ]);
  for (const { check, verdict, seen } of findings) log(`doctor      ${check}: ${verdict}: ${seen}`);
}
if (token !== undefined)
  await uninvite(pool, person).catch((error: unknown) => log(`The person stays: ${error}`));
const undone = steps.results.filter(({ verdict }) => verdict !== 'done');
log(`${steps.results.length - undone.length} of ${steps.results.length} steps were done.`);
process.exitCode = undone.length === 0 ? 0 : 1;
