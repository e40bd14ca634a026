import { createWriteStream, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createActivity } from './activity.ts';
import { createCalendars } from './calendar/calendars.ts';
import { createClock } from './clock.ts';
import { deploy } from './deploy.ts';
import { type DnsOptions, recordsAt, registrantsIn, startDns } from './dns.ts';
import { startBucketNotifications } from './endpoint/bucket-notifications.ts';
import { createCloudWatch } from './endpoint/cloudwatch.ts';
import { createCognito } from './endpoint/cognito.ts';
import { createConnections } from './endpoint/connections.ts';
import { createDynamoDb } from './endpoint/dynamodb.ts';
import { startDynamoDb } from './endpoint/dynamodb-process.ts';
import { createEventBus } from './endpoint/events.ts';
import { createLambdaApi } from './endpoint/lambda.ts';
import { createPeriodics } from './endpoint/periodic.ts';
import { startQueues } from './endpoint/queues.ts';
import { createRoute53 } from './endpoint/route53.ts';
import { createScheduler } from './endpoint/scheduler.ts';
import { createSecrets } from './endpoint/secrets.ts';
import { createEndpoint } from './endpoint/server.ts';
import { createSes } from './endpoint/ses.ts';
import { createSesAccount } from './endpoint/ses-account.ts';
import { createSesIdentities } from './endpoint/ses-identities.ts';
import { createStatesApi } from './endpoint/states.ts';
import { createUploads } from './endpoint/uploads.ts';
import { createFaults, type Faults } from './faults.ts';
import { openHome } from './home.ts';
import { createConsoleFiles } from './http/console-files.ts';
import { startIssuer } from './http/issuer.ts';
import { readApis } from './http/routes.ts';
import { pageOrigins, serveFrontDoor, webSocketPath } from './http/serve.ts';
import { assertServicesMay } from './iam/acts.ts';
import { createGate } from './iam/gate.ts';
import { createIam } from './iam/iam.ts';
import { createDeliveries } from './lambda/deliveries.ts';
import { createFunctions } from './lambda/functions.ts';
import { createInvocations } from './lambda/invocations.ts';
import { type Mappings, startMappings } from './lambda/mappings.ts';
import { createMailStore } from './mailbox/mail-store.ts';
import { createMeter, type Meter } from './meter/meter.ts';
import { closeServer, LOOPBACK, LOOPBACK_NAMES, listen } from './net.ts';
import { createInbound } from './people/inbound.ts';
import { createPeople } from './people/people.ts';
import { type PeopleProfileInput, peopleProfile } from './people/profile.ts';
import { holdPorts } from './ports.ts';
import { createEventWebhook } from './sendgrid/event-webhook.ts';
import { createSendgrid } from './sendgrid/sendgrid.ts';
import { createStats } from './sendgrid/stats.ts';
import { createSuppressions } from './sendgrid/suppressions.ts';
import { createExecutions } from './states/executions.ts';
import { createTaskTokens } from './states/tokens.ts';
import { openStore } from './store.ts';
import { readAssembly } from './template/assembly.ts';
import { resolveResources } from './template/resolve.ts';
import { createTimeTravel, type RunReport } from './time-travel.ts';
import { createTextStore } from './twilio/text-store.ts';
import { createTwilio } from './twilio/twilio.ts';

export interface LocalOptions {
  /** Folder of all state (REX_HOME). */
  readonly home: string;
  /** Port of the HTTP API; 0 takes the last one again, or any that is free. */
  readonly port: number;
  /** The folder that the stacks were synthesized to. */
  readonly assembly: string;
  /** Gives the folder of the web console, which may have to be built first; without it there is none. */
  readonly web?: () => Promise<string>;
  readonly people?: PeopleProfileInput;
  readonly seed?: number;
  /** Values of secrets, by name, in place of what the stacks generate. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** In words, where data go from this machine: told wherever Rex says how it stands. */
  readonly callsOut?: readonly string[];
  /** The secret that holds the account at Twilio; given, it names the one on this machine. */
  readonly twilioSecret?: string;
  /** The same for the accounts at SendGrid. */
  readonly sendgridSecret?: string;
  /** The same for the accounts at booking services. */
  readonly calendarsSecret?: string;
  /** How long an idle environment is kept, in milliseconds: half a minute when it is not said. */
  readonly keepIdleMs?: number;
  readonly log?: (line: string) => void;
  /** Something without which nothing runs is gone for good: stop, and say so. */
  readonly onFailure?: (error: Error) => void;
}

export interface LocalRex {
  readonly url: string;
  readonly wsUrl: string;
  readonly issuer: string;
  readonly mailboxUrl: string;
  readonly awsEndpoint: string;
  readonly clock: { now(): Date; advance(ms: number): Promise<void> };
  /** Resolves when nothing is in flight or ready before the next timer. */
  idle(): Promise<void>;
  /** The next thing that is planned, periodic schedules apart. */
  nextTimer(): Date | undefined;
  runUntilIdle(maxMs: number): Promise<RunReport>;
  readonly meter: Pick<Meter, 'snapshot'>;
  readonly faults: Faults;
  stop(): Promise<void>;
}

const OFFSET_SETTING = 'clock-offset-ms';
const KEEP_IDLE_MS = 30_000;
const SAVE_METER_MS = 1000;
/** The engine has heard by then what was on its way to it. */
const LOST_WRITE_MS = 250;
const RECORDS = /records/i;
/** An idle queue of Lambda is polled by so many at once, each for so long. */
const POLLERS = 5;
const LONG_POLL_MS = 20_000;

/** Runs synthesized stacks on this machine. Everything that was started is ended again when the start fails. */
export async function startLocal(options: LocalOptions): Promise<LocalRex> {
  const cleanups: (() => unknown)[] = [];
  const cleanUp = async (): Promise<void> => {
    for (const cleanup of cleanups.reverse()) await cleanup();
    cleanups.length = 0;
  };
  try {
    return await start(options, cleanups, cleanUp);
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

async function start(
  options: LocalOptions,
  cleanups: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<LocalRex> {
  const log = options.log ?? (() => {});
  const assembly = readAssembly(options.assembly);
  const profile = peopleProfile.parse(options.people ?? {});
  const seed = options.seed ?? 1;

  let mappings: Mappings | undefined;
  const home = openHome(options.home);
  cleanups.push(() => home.release());
  const store = openStore(home.storeFile);
  cleanups.push(() => store.close());
  const ports = await holdPorts(options.port, store);
  cleanups.push(() => ports.release());
  const addresses = {
    httpUrl: `http://${LOOPBACK}:${ports.http.port}`,
    wsUrl: `ws://${LOOPBACK}:${ports.http.port}`,
    awsEndpoint: `http://${LOOPBACK}:${ports.aws.port}`,
    issuer: `http://${LOOPBACK}:${ports.issuer.port}`,
  };
  const resources = resolveResources(assembly, addresses);
  const permissionsLog = createWriteStream(join(home.logs, 'permissions.log'), { flags: 'a' });
  cleanups.push(() => permissionsLog.end());
  const iam = createIam(resources, {
    onFirst: (line) => permissionsLog.write(`${JSON.stringify(line)}\n`),
  });
  assertServicesMay(resources, iam);

  const activity = createActivity((what, error) => log(`${what} failed: ${error}`));
  const clock = createClock(Number(store.setting(OFFSET_SETTING) ?? 0), (ms) =>
    store.saveSetting(OFFSET_SETTING, String(ms)),
  );
  cleanups.push(() => clock.stop());
  activity.addProbe('due timers', () => clock.hasDue());
  const meter = createMeter(store);
  const invocations = createInvocations(clock);
  const faults = createFaults(seed);
  let polledUntil = clock.time();
  const saving = setInterval(() => {
    const now = clock.time();
    meter.count(
      'sqs.idlePolls',
      ((mappings?.queueCount ?? 0) * POLLERS * (now - polledUntil)) / LONG_POLL_MS,
    );
    polledUntil = now;
    meter.save();
  }, SAVE_METER_MS);
  cleanups.push(() => {
    clearInterval(saving);
    meter.save();
  });

  const engine = await startDynamoDb({
    file: home.dynamodbFile,
    pidFile: home.dynamodbPidFile,
    logFile: join(home.logs, 'dynamodb.log'),
    log,
    // Until it is up again something is in flight, and so the clock does not jump.
    onDeath: () => {
      const isUp = activity.begin('restart of the DynamoDB engine');
      return () => {
        mappings?.wakeStreams();
        isUp();
      };
    },
    onGiveUp: (error) => options.onFailure?.(error),
  });
  cleanups.push(() => engine.stop());
  const dynamodb = createDynamoDb(engine);
  const queues = await startQueues({
    folder: home.queues,
    awsEndpoint: addresses.awsEndpoint,
    clock,
    activity,
  });
  cleanups.push(() => queues.stop());
  const uploads = createUploads(home.objects, (bucket) => queues.hasBucket(bucket));
  const route53 = createRoute53(store);
  const records = {
    engine,
    table: resources.find(({ type, name }) => type === 'AWS::DynamoDB::Table' && RECORDS.test(name))?.name,
  };
  const names: DnsOptions = {
    // Loaded by the first question: with it come the clients of AWS.
    pools: async () => (await import('./dns-pools.ts')).readPools(records),
    provisioning: async (workspace, domain) =>
      (await import('./dns-pools.ts')).readProvisioning(records, workspace, domain),
    registrants: registrantsIn(store),
    route53,
  };
  const dns = await startDns(names);
  cleanups.push(() => dns.stop());
  const functions = createFunctions(
    resources,
    assembly,
    { awsEndpoint: addresses.awsEndpoint, iam },
    {
      activity,
      faults,
      meter,
      invocations,
      threads: {
        clockOffset: clock.offset,
        // It goes with the stacks that it was made of.
        compiled: join(options.assembly, 'compiled'),
        ...(engine.isOurs && {
          directCalls: {
            engine: { host: engine.host, port: engine.port },
            awsEndpoint: addresses.awsEndpoint,
            faults: faults.ofCalls,
            meter: meter.byThreads,
          },
        }),
      },
      onWrite: (tables) => mappings?.onWrite(tables),
      onLostWrite: () =>
        activity.launch('writes of a thread that ended', async () => {
          await sleep(LOST_WRITE_MS);
          mappings?.wakeStreams();
        }),
      logFolder: home.logs,
      keepIdleMs: options.keepIdleMs ?? KEEP_IDLE_MS,
    },
    { DNS_SERVERS: dns.address },
  );
  cleanups.push(() => functions.stop());

  const tokens = createTaskTokens(clock);
  const deliveries = createDeliveries({
    store,
    clock,
    activity,
    functions,
    queues,
    startExecution: (arn, input) => executions.start(arn, crypto.randomUUID(), input),
  });
  const events = createEventBus(deliveries, clock, meter);
  const executions = createExecutions(
    store,
    {
      clock,
      functions,
      queues,
      events,
      tokens,
      iam,
      onTransition: () => meter.count('stepfunctions.transitions', 1),
    },
    ({ arn, machineArn, name, status }) =>
      events.announce('aws.states', 'Step Functions Execution Status Change', {
        executionArn: arn,
        stateMachineArn: machineArn,
        name,
        status,
      }),
  );
  cleanups.push(() => executions.shutDown());
  const periodics = createPeriodics(clock, meter);
  cleanups.push(() => periodics.stop());
  const scheduler = createScheduler({ store, clock, periodics, deliveries, meter, iam });
  const secrets = createSecrets(store);
  const mails = createMailStore(home.mail, store);
  const sesAccount = createSesAccount(resources);
  const inbound = createInbound(queues, sesAccount, clock, meter);
  const { httpUrl } = addresses;
  const suppressions = createSuppressions({ store, clock });
  const stats = createStats({ store, clock });
  const sendgridEvents = createEventWebhook({ store, suppressions, stats, clock, activity, httpUrl });
  const calendars = createCalendars({ store, clock, launch: activity.launch, httpUrl });
  const people = createPeople({
    store,
    mails,
    queues,
    inbound,
    sendgridEvents,
    calendars,
    clock,
    activity,
    meter,
    profile,
    seed,
    httpUrl,
  });
  const identities = createSesIdentities(store, clock, (name, type) => recordsAt(names, name, type));
  const ses = createSes(mails, people, { account: sesAccount, identities }, clock, meter);
  const connections = createConnections(() => meter.count('websocket.messages', 1));
  cleanups.push(() => connections.closeAll());

  await deploy(
    resources,
    { dynamodb, queues, events, periodics, scheduler, secrets, ses, people, inbound, executions },
    assembly,
  );
  for (const [SecretId, SecretString] of Object.entries(options.secrets ?? {})) {
    secrets.handle('PutSecretValue', { SecretId, SecretString });
  }
  const twilio = createTwilio({ texts: createTextStore(home.texts), store, clock, activity, httpUrl });
  if (options.twilioSecret !== undefined) {
    const SecretString = JSON.stringify(twilio.account);
    secrets.handle('PutSecretValue', { SecretId: options.twilioSecret, SecretString });
  }
  const sendgrid = createSendgrid({
    webhook: sendgridEvents,
    suppressions,
    stats,
    mails,
    people,
    store,
    clock,
    httpUrl,
  });
  if (options.sendgridSecret !== undefined) {
    const SecretString = JSON.stringify(sendgrid.accounts);
    secrets.handle('PutSecretValue', { SecretId: options.sendgridSecret, SecretString });
  }
  if (options.calendarsSecret !== undefined) {
    const SecretString = JSON.stringify(calendars.accounts);
    secrets.handle('PutSecretValue', { SecretId: options.calendarsSecret, SecretString });
  }
  startBucketNotifications(resources, queues, deliveries, clock);

  const endpoint = await listen(
    ports.aws,
    createEndpoint({
      dynamodb,
      queues,
      uploads,
      events,
      scheduler,
      states: createStatesApi(executions, tokens),
      secrets,
      cognito: createCognito(),
      ses,
      sesAccount,
      route53,
      cloudwatch: createCloudWatch(invocations),
      lambda: createLambdaApi(resources),
      connections,
      meter,
      faults,
      gate: createGate({
        iam,
        machineOfToken: (token) => tokens.machineOf(token),
        webSocketApi: readApis(resources).find(({ protocol }) => protocol === 'WEBSOCKET'),
        hasObject: (bucket, key) => uploads.has(bucket, key) || queues.hasObject(bucket, key),
      }),
      signers: () => ({ now: clock.now(), secretOf: (accessKeyId) => iam.secretOf(accessKeyId) }),
      mappings: () => mappings,
    }),
    { origins: [addresses.httpUrl, ...pageOrigins(resources)] },
  );
  cleanups.push(() => closeServer(endpoint));
  const clientIds = resources
    .filter(({ type }) => type === 'AWS::Cognito::UserPoolClient')
    .map(({ name }) => name);
  const consoleOrigins = [
    ...LOOPBACK_NAMES.map((name) => `http://${name}:${ports.http.port}`),
    ...pageOrigins(resources),
  ];
  const issuer = await startIssuer(ports.issuer, clientIds, store, clock, consoleOrigins);
  cleanups.push(() => issuer.stop());

  const timeTravel = createTimeTravel(clock, activity, periodics);
  const wsUrl = addresses.wsUrl + webSocketPath(resources);
  const urls = { ...addresses, wsUrl, mailboxUrl: `${httpUrl}/mailbox` };
  const callsOut = options.callsOut ?? [];
  const status = () => ({
    ready: engine.isUp(),
    pid: process.pid,
    now: clock.now().toISOString(),
    urls,
    callsOut,
    nextTimer: clock.nextTimer()?.toISOString(),
    inFlight: activity.describe(),
    queues: queues.counts(),
    functions: functions.names(),
    usage: meter.snapshot(),
  });
  const front = await serveFrontDoor(ports.http, resources, {
    functions,
    connections,
    mails,
    people,
    twilio,
    sendgrid,
    calendars,
    issuer,
    timeTravel,
    clock,
    activity,
    meter,
    faults,
    iam,
    status,
    isDatabaseUp: () => engine.isUp(),
    ...(options.web === undefined
      ? {}
      : { web: createConsoleFiles(options.web, [addresses.issuer, addresses.wsUrl, addresses.awsEndpoint]) }),
  });
  cleanups.push(() => closeServer(front));

  mappings = await startMappings(resources, {
    queues,
    functions,
    activity,
    faults,
    meter,
    dynamodb,
    clock,
    store,
  });
  cleanups.push(() => mappings?.stop());
  executions.abortLeftOvers();
  deliveries.resume();
  scheduler.resume();
  people.resume();
  ses.resume();
  twilio.resume();
  sendgridEvents.resume();
  calendars.resume();

  writeFileSync(
    home.infoFile,
    JSON.stringify({ pid: process.pid, port: ports.http.port, url: httpUrl, ...urls, callsOut }, null, 2),
  );
  cleanups.push(() => rmSync(home.infoFile, { force: true }));
  log(`ready at ${httpUrl}`);
  return {
    url: httpUrl,
    wsUrl,
    issuer: addresses.issuer,
    mailboxUrl: urls.mailboxUrl,
    awsEndpoint: addresses.awsEndpoint,
    clock: { now: () => clock.now(), advance: (ms) => timeTravel.advance(ms) },
    idle: () => activity.whenIdle(),
    nextTimer: () => clock.nextTimer(),
    runUntilIdle: (maxMs) => timeTravel.runUntilIdle(maxMs),
    meter,
    faults,
    stop,
  };
}
