import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { type Connection, call } from '../../console/cli/api-client.ts';
import { awsClients } from '../../console/cli/doctor/aws-clients.ts';
import { deploymentChecks } from '../../console/cli/doctor/deployment-checks.ts';
import { lookAt } from '../../console/cli/doctor/finding.ts';
import { machineryChecks } from '../../console/cli/doctor/machinery-checks.ts';
import { mailChecks } from '../../console/cli/doctor/mail-checks.ts';
import { outsideChecks } from '../../console/cli/doctor/outside.ts';
import { systemRoutes } from '../../shared/operations/contract/system-routes.ts';
import { accountOf, deploy } from './deploy.ts';
import { giveAskedPermissions } from './emulator/asked-permissions.ts';
import { publishSendingEvents } from './emulator/sending-events.ts';
import { type Invited, inviteAndSignIn, uninvite } from './first-person.ts';
import {
  approvalOf,
  approve,
  createMission,
  giveDomain,
  importLeads,
  LEADS,
  openWorkspace,
  outcomeOf,
  takeDomain,
  toldOf,
} from './mission.ts';
import { createSteps, summary } from './step.ts';
import { parseTarget } from './target.ts';

const target = parseTarget(process.argv.slice(2), process.env['AWS_REGION']);
const { region, endpoint } = target;
if (endpoint !== undefined) {
  // What every SDK and tool reads, this process and those that it starts.
  process.env['AWS_ENDPOINT_URL'] = endpoint;
  await import('./loopback-names.mjs');
}
process.env['AWS_REGION'] = region;
const workspace = `smoke${Date.now().toString(36)}`;
const operators = target.context['operatorsWorkspace'] ?? 'operations';
const domain = target.domain ?? `mail.${workspace}.example`;

const log = (line: string): void => console.log(line);
const steps = createSteps({ isEmulator: endpoint !== undefined, log });
const { signal } = new AbortController();

const account = await steps.take('account', async () => {
  const value = await accountOf(region);
  return { value, detail: `${value} in ${region}` };
});
const deployed = await steps.take('deploy', async (lacks) => {
  const value = target.deployed ?? (await deploy(`aws://${account}/${region}`, target.context, log));
  const asked = endpoint === undefined ? {} : await giveAskedPermissions(region);
  for (const [action, roles] of Object.entries(asked)) {
    log(`            asked for beyond AWS, and given: ${action} to ${roles} role(s)`);
  }
  if (endpoint !== undefined && target.context['receiveMail'] === 'false') {
    lacks('receipt rules', 'The receipt rule is left out.');
  }
  return { value, detail: `${value.api}, people in ${value.userPoolId}` };
});
const connect = (token: string): Connection => ({ url: deployed?.api ?? '', token: async () => token });
const found = await steps.take('discovery', async () => {
  const { version, signIn } = await call(connect(''), systemRoutes.discovery, {});
  return { value: signIn, detail: `version ${version}, tokens of ${signIn.issuer}` };
});
const pool = { region, userPoolId: deployed?.userPoolId ?? '', clientId: found?.clientId ?? '' };
const invited: Invited[] = [];
const person = await steps.take('sign-in', async () => {
  const value = await inviteAndSignIn(pool, { username: `${workspace}@example.com`, workspace });
  invited.push(value);
  return { value, detail: 'invited, password by SRP, second factor set up' };
});
const connection = connect(person?.token ?? '');
await steps.take('identity', async () => {
  if (endpoint === undefined) return { value: undefined, detail: `${domain} is said to be verified` };
  await new SESv2Client({ region }).send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  return { value: undefined, detail: domain };
});
const isOpen = await steps.take('workspace', async () => {
  await openWorkspace(connection);
  const operator = { username: `operator-${workspace}@example.com`, workspace: operators };
  const signedIn = await inviteAndSignIn(pool, operator);
  invited.push(signedIn);
  await giveDomain(connect(signedIn.token), { domain, to: workspace });
  return { value: true, detail: `${workspace}, given ${domain} by ${operators}` };
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
await steps.take('outcome', async (lacks) => {
  const { mission, sent } = await outcomeOf(connection, missionId ?? '', signal);
  const detail = `${mission.state}, ${sent.length} of ${LEADS} sent`;
  if (mission.state !== 'COMPLETED' || sent.length !== LEADS) throw new Error(`${detail}. ${mission.reason}`);
  if (endpoint !== undefined && (await toldOf(connection, missionId ?? '', signal, 15_000)).delivered === 0) {
    const events = await publishSendingEvents(region, workspace, sent);
    lacks('sending events', `SES told of nothing, so the run published ${events} events in its place.`);
  }
  const { delivered, bounced, complained } = await toldOf(connection, missionId ?? '', signal);
  const told = `${detail}, ${delivered} delivered, ${bounced} bounced, ${complained} complained`;
  if (delivered !== LEADS - 2 || bounced !== 1 || complained !== 1) throw new Error(told);
  return { value: undefined, detail: told };
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
// The next run gives the domain to a workspace of its own.
if (isOpen) await takeDomain(connection, domain).catch((error: unknown) => log(`${domain} stays: ${error}`));
for (const { username } of invited) {
  await uninvite(pool, username).catch((error: unknown) => log(`${username} stays: ${error}`));
}
log(summary(steps.results));
process.exitCode = steps.results.every(({ verdict }) => verdict === 'pass' || verdict === 'known gap')
  ? 0
  : 1;
