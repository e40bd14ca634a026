import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { ArnFormat, Aws, type Stack } from 'aws-cdk-lib/core';
import { OTHER_DEAD, QUEUES } from '../shared/api/contract/queues.ts';
import type { WebhookTargets } from '../shared/webhooks/contract/webhooks.ts';
import type { Deployment } from './config.ts';
import type { Capability } from './constructs/capability.ts';
import type { Files } from './constructs/files.ts';
import type { PassageVectors } from './constructs/passage-vectors.ts';
import { bucketArnOf } from './constructs/private-bucket.ts';
import type { SignIn } from './constructs/sign-in.ts';
import type { WorkQueue } from './constructs/work-queue.ts';
import { functionEntries } from './functions.ts';
import {
  CONFIGURATION_SET,
  MAIL_PREFIX,
  MISSION_MACHINE,
  PREFIX,
  PROVISIONING_MACHINE,
  SCHEDULE_GROUP,
  UNTRACKED_SET,
} from './names.ts';

type RecordAction = 'BatchGetItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

/**
 * Transactions need the permissions of the actions in them. Only the erasure of a person scans a whole table,
 * and rare actions are capabilities of their own.
 */
const READ_WRITE: readonly RecordAction[] = ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'];

export const WORK_INDEX = 'work';
export const TIMELINE_INDEX = 'timeline';

/** For functions that do a single thing. */
export const useRecords = (table: ITable, actions: readonly RecordAction[]): Capability => ({
  environment: { RECORDS_TABLE: table.tableName },
  permissions: [{ actions: actions.map((action) => `dynamodb:${action}`), resources: [table.tableArn] }],
});

export const readWriteRecords = (table: ITable): Capability => useRecords(table, READ_WRITE);

/** Many records at once, each without a guard. */
export const writeBatches = (table: ITable): Capability => ({
  permissions: [{ actions: ['dynamodb:BatchWriteItem'], resources: [table.tableArn] }],
});

/** Many records at once, each of which must not be there: a statement of PartiQL is the only such batch. */
export const insertBatches = (table: ITable): Capability => ({
  permissions: [{ actions: ['dynamodb:PartiQLInsert'], resources: [table.tableArn] }],
});

/** Changes of many records at once, each guarded by the version that was read: that too is a batch of PartiQL only. */
export const changeBatches = (table: ITable): Capability => ({
  permissions: [{ actions: ['dynamodb:PartiQLUpdate'], resources: [table.tableArn] }],
});

/** Writes that hold only while another record is as it was. */
export const checkRecords = (table: ITable): Capability => ({
  permissions: [{ actions: ['dynamodb:ConditionCheckItem'], resources: [table.tableArn] }],
});

/** The index of work that is due, which only the reconciler reads, all shards of a kind in one statement of PartiQL. */
export const queryDueWork = (table: ITable): Capability => ({
  permissions: [
    { actions: ['dynamodb:PartiQLSelect'], resources: [`${table.tableArn}/index/${WORK_INDEX}`] },
  ],
});

/** Lists of a workspace in the order of time, across the partitions of what they belong to. */
export const queryTimelines = (table: ITable): Capability => ({
  permissions: [{ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/${TIMELINE_INDEX}`] }],
});

/** Events are only ever added. */
export const appendEvents = (table: ITable): Capability => ({
  environment: { EVENTS_TABLE: table.tableName },
  permissions: [{ actions: ['dynamodb:PutItem'], resources: [table.tableArn] }],
});

/** Whether tasks are executed at all, and whether only rehearsed. */
export const executeTasks = ({
  autoExecution,
  agentDryRun,
}: Pick<Deployment, 'autoExecution' | 'agentDryRun'>): Capability => ({
  environment: { ENABLE_AUTO_EXECUTION: String(autoExecution), AGENT_DRY_RUN: String(agentDryRun) },
});

/** A mission's log is read from its events. */
export const queryEvents = (table: ITable): Capability => ({
  permissions: [{ actions: ['dynamodb:Query'], resources: [table.tableArn] }],
});

/** Its address is in the environment as `<NAME>_QUEUE_URL`. */
export const sendTo = ({ name, queue }: WorkQueue): Capability => ({
  environment: { [`${name.toUpperCase()}_QUEUE_URL`]: queue.queueUrl },
  permissions: [{ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }],
});

export const readSecret = (variable: string, secret: ISecret): Capability => ({
  environment: { [variable]: secret.secretArn },
  permissions: [{ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }],
});

/** Credentials of connected accounts: one secret each. `manage` makes them and takes them away as well. */
export function keepConnections(stack: Stack, part: 'use' | 'manage'): Capability {
  const prefix = `${PREFIX}/connections`;
  const names = [
    'GetSecretValue',
    'PutSecretValue',
    ...(part === 'manage' ? ['CreateSecret', 'DeleteSecret'] : []),
  ];
  return {
    environment: { CONNECTIONS_PREFIX: prefix },
    permissions: [
      {
        actions: names.map((name) => `secretsmanager:${name}`),
        resources: [
          stack.formatArn({
            service: 'secretsmanager',
            resource: 'secret',
            resourceName: `${prefix}/*`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
        wildcardReason: 'Accounts are connected while Rex runs; the prefix is the limit.',
      },
    ],
  };
}

export interface BucketPart {
  readonly bucket: IBucket;
  /** With the bucket's fixed name spelt out, so that the wildcard can be acknowledged by its text. */
  readonly bucketArn: string;
  readonly prefix: string;
}

const onObjects = (
  action: string,
  variable: string,
  { bucket, bucketArn, prefix }: BucketPart,
): Capability => ({
  environment: { [variable]: bucket.bucketName },
  permissions: [
    {
      actions: [action],
      resources: [`${bucketArn}/${prefix}*`],
      wildcardReason: 'Objects are named when they arrive; the prefix is the limit.',
    },
  ],
});

/** Without permission to list the bucket, S3 answers 403 for a missing object. */
export const readObjects = (variable: string, part: BucketPart): Capability => {
  const { environment, permissions = [] } = onObjects('s3:GetObject', variable, part);
  return {
    ...(environment && { environment }),
    permissions: [...permissions, { actions: ['s3:ListBucket'], resources: [part.bucketArn] }],
  };
};

/** Signing a POST takes the permission to put: whoever holds the form acts as this function. */
export const putObjects = (variable: string, part: BucketPart): Capability =>
  onObjects('s3:PutObject', variable, part);

/** Erasing a person takes files away. */
export const deleteObjects = (variable: string, part: BucketPart): Capability =>
  onObjects('s3:DeleteObject', variable, part);

/** Finds passages. The text of a question and the filter need the permission to get vectors, too. */
export const searchVectors = (vectors: PassageVectors | undefined): Capability =>
  onVectors(vectors, ['GetVectors', 'QueryVectors']);

/** Puts passages where they are found, and takes them away. */
export const publishVectors = (vectors: PassageVectors | undefined): Capability =>
  onVectors(vectors, ['DeleteVectors', 'PutVectors']);

/** Nothing where the index is in each process. */
const onVectors = (vectors: PassageVectors | undefined, actions: readonly string[]): Capability =>
  vectors === undefined
    ? {}
    : {
        environment: {
          KNOWLEDGE_INDEX_ARN: vectors.indexArn,
          KNOWLEDGE_DIMENSIONS: String(vectors.dimensions),
        },
        permissions: [
          { actions: actions.map((action) => `s3vectors:${action}`), resources: [vectors.indexArn] },
        ],
      };

/** Who was erased, apart from the other tables. */
export const recordErasures = (table: ITable): Capability => ({
  environment: { ERASURES_TABLE: table.tableName },
  permissions: [
    {
      actions: ['GetItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action}`),
      resources: [table.tableArn],
    },
  ],
});

/** Mail that came in. */
export const mailOf = (files: Files): BucketPart => ({
  bucket: files.inbound,
  bucketArn: bucketArnOf('inbound'),
  prefix: MAIL_PREFIX,
});

/** Erasing a person reads and rewrites whole tables: nothing that names them may be overlooked. No other function may. */
export const eraseFrom = (table: ITable): Capability => ({
  permissions: [
    {
      actions: ['GetItem', 'DeleteItem', 'UpdateItem', 'Query', 'Scan'].map((action) => `dynamodb:${action}`),
      resources: [table.tableArn],
    },
  ],
});

const machineArn = (stack: Stack, machine: string): string =>
  stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: machine,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

export type MachineControl = 'start' | 'describe' | 'stop';

/** `start` acts on the machine, the others on its executions. */
export const controlMissions = (stack: Stack, controls: readonly MachineControl[]): Capability =>
  controlMachine(stack, { machine: MISSION_MACHINE, variable: 'MISSION_MACHINE_ARN', controls });

/** Starts the setting up of a domain, and what of it is gone again. */
export const controlProvisioning = (stack: Stack): Capability =>
  controlMachine(stack, {
    machine: PROVISIONING_MACHINE,
    variable: 'PROVISIONING_MACHINE_ARN',
    controls: ['start', 'describe'],
  });

function controlMachine(
  stack: Stack,
  {
    machine,
    variable,
    controls,
  }: {
    readonly machine: string;
    readonly variable: string;
    readonly controls: readonly MachineControl[];
  },
): Capability {
  const execution = stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${machine}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const arn = machineArn(stack, machine);
  const ofExecution = (['describe', 'stop'] as const).filter((control) => controls.includes(control));
  return {
    environment: { [variable]: arn },
    permissions: [
      ...(controls.includes('start') ? [{ actions: ['states:StartExecution'], resources: [arn] }] : []),
      ...(ofExecution.length > 0
        ? [
            {
              actions: ofExecution.map((control) => EXECUTION_ACTIONS[control]),
              resources: [execution],
              wildcardReason: 'Executions are named by what they work on and the attempt when they start.',
            },
          ]
        : []),
    ],
  };
}

const EXECUTION_ACTIONS = { describe: 'states:DescribeExecution', stop: 'states:StopExecution' } as const;

/** Reads what Lambda measures of these functions. */
export const readMetrics = (): Capability => ({
  environment: {
    FUNCTION_PREFIX: `${PREFIX}-`,
    FUNCTION_IDS: functionEntries()
      .map(({ id }) => id)
      .join(' '),
  },
  permissions: [
    {
      actions: ['cloudwatch:GetMetricData'],
      resources: ['*'],
      wildcardReason: 'Metrics of CloudWatch have no resources that a permission could name.',
    },
  ],
});

/** Makes identities of domains in SES. These actions know no resources. */
export const setUpIdentities = (): Capability => ({
  permissions: [
    {
      actions: [
        'ses:GetIdentityDkimAttributes',
        'ses:GetIdentityMailFromDomainAttributes',
        'ses:GetIdentityVerificationAttributes',
        'ses:SetIdentityMailFromDomain',
        'ses:VerifyDomainDkim',
        'ses:VerifyDomainIdentity',
      ],
      resources: ['*'],
      wildcardReason: 'Identities are made while Rex runs, and these actions of SES take no resource.',
    },
  ],
});

/** Reads and writes the hosted zones of the account: records of domains that workspaces have proved. */
export const writeZones = (): Capability => ({
  permissions: [
    {
      actions: ['route53:ListHostedZonesByName'],
      resources: ['*'],
      wildcardReason: 'Zones are found by their names, which takes no resource.',
    },
    {
      actions: ['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets'],
      resources: [`arn:${Aws.PARTITION}:route53:::hostedzone/*`],
      wildcardReason: 'Sending domains are added while Rex runs, and their zones with them.',
    },
  ],
});

/** Releases a state of the machine that waits by a task token. */
export const answerTasks = (
  stack: Stack,
  answers: readonly TaskAnswer[] = ['Failure', 'Success'],
): Capability => ({
  permissions: [
    {
      actions: answers.map((answer) => `states:SendTask${answer}`),
      resources: [machineArn(stack, MISSION_MACHINE)],
    },
  ],
});

type TaskAnswer = 'Failure' | 'Success';

export interface OneTimeSchedules {
  /** What Scheduler does the delivery as. */
  readonly role: IRole;
  /** Where the messages go. */
  readonly to: readonly WorkQueue[];
}

/** Puts a message on one of these queues at a later time; `<NAME>_QUEUE_ARN` names it. */
export function scheduleMessages(stack: Stack, { role, to }: OneTimeSchedules): Capability {
  return {
    environment: {
      SCHEDULER_ROLE_ARN: role.roleArn,
      SCHEDULE_GROUP,
      ...Object.fromEntries(to.map(({ name, queue }) => [`${name.toUpperCase()}_QUEUE_ARN`, queue.queueArn])),
    },
    permissions: [
      {
        actions: ['scheduler:CreateSchedule'],
        resources: [
          stack.formatArn({
            service: 'scheduler',
            resource: 'schedule',
            resourceName: `${SCHEDULE_GROUP}/*`,
          }),
        ],
        wildcardReason: 'One-time schedules are named when they are made; the group is the limit.',
      },
      { actions: ['iam:PassRole'], resources: [role.roleArn] },
    ],
  };
}

export function sendEmail(stack: Stack): Capability {
  const ses = (resource: string, resourceName: string): string =>
    stack.formatArn({ service: 'ses', resource, resourceName });
  return {
    environment: { CONFIGURATION_SET },
    permissions: [
      {
        actions: ['ses:SendRawEmail'],
        resources: [
          ses('identity', '*'),
          ses('configuration-set', CONFIGURATION_SET),
          ses('configuration-set', UNTRACKED_SET),
        ],
        wildcardReason: 'Sending domains are added while Rex runs.',
      },
    ],
  };
}

/**
 * Mail of Rex to its own people: from this address only, whose identity at SES is the address or its domain. Without an address
 * there is no permission, and nothing is mailed.
 */
export function sendSystemMail(stack: Stack, from: string | undefined): Capability {
  if (from === undefined) return { environment: { CONFIGURATION_SET } };
  const ses = (resource: string, resourceName: string): string =>
    stack.formatArn({ service: 'ses', resource, resourceName });
  return {
    environment: { CONFIGURATION_SET, REX_SYSTEM_MAIL_FROM: from },
    permissions: [
      {
        actions: ['ses:SendRawEmail'],
        resources: [
          ses('identity', from.slice(from.lastIndexOf('@') + 1)),
          ses('identity', from),
          ses('configuration-set', UNTRACKED_SET),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': from } },
      },
    ],
  };
}

/** Says from which address Rex writes to its own people. */
export const tellSystemSender = (from: string | undefined): Capability => ({
  environment: from === undefined ? {} : { REX_SYSTEM_MAIL_FROM: from },
});

/** Makes accounts of people who are invited, in this pool and no other. */
export const makeAccounts = ({ userPoolId, pool }: Pick<SignIn, 'userPoolId' | 'pool'>): Capability => ({
  environment: { USER_POOL_ID: userPoolId },
  permissions: [{ actions: ['cognito-idp:AdminCreateUser'], resources: [pool.userPoolArn] }],
});

/** Base of the links to pages of the web console. */
export const linkToConsole = (consoleUrl: string): Capability => ({
  environment: { CONSOLE_URL: consoleUrl },
});

export const publishEvents = (bus: IEventBus): Capability => ({
  environment: { EVENT_BUS_NAME: bus.eventBusName },
  permissions: [{ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }],
});

/** Base of the links that recipients are sent. */
export const linkTo = (publicBaseUrl: string): Capability => ({
  environment: { PUBLIC_BASE_URL: publicBaseUrl },
});

/** Tells clients where the WebSocket is. */
export const tellWebSocket = (url: string): Capability => ({ environment: { WEBSOCKET_URL: url } });

/** Where webhooks may be delivered. */
export const deliverTo = (targets: WebhookTargets): Capability => ({
  environment: { WEBHOOK_TARGETS: targets },
});

/** How many requests a minute one person may make. */
export const limitRequests = (perMinute: number): Capability => ({
  environment: { REQUESTS_PER_MINUTE: String(perMinute) },
});

/** `collect` takes dead letters off their queues, `replay` returns them to the original queue. The queues have fixed names. */
export function handleDeadLetters(stack: Stack, part: 'collect' | 'replay'): Capability {
  const named = (names: readonly string[], suffix = ''): string[] =>
    names.map((name) => `${PREFIX}-${name}${suffix}`);
  const work = Object.keys(QUEUES);
  const others = Object.keys(OTHER_DEAD);
  const arns = (names: readonly string[]): string[] =>
    names.map((resource) => stack.formatArn({ service: 'sqs', resource }));
  return {
    environment: {
      REPLAYABLE_QUEUES: named(work).join(','),
      OTHER_DEAD_QUEUES: named(others).join(','),
    },
    permissions: [
      part === 'collect'
        ? {
            actions: ['sqs:DeleteMessage', 'sqs:GetQueueUrl', 'sqs:ReceiveMessage'],
            resources: arns([...named(work, '-dead'), ...named(others, '-dead')]),
          }
        : { actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'], resources: arns(named(work)) },
    ],
  };
}

/** The workspace that shows what belongs to no other. */
export const operateFor = (workspace: string): Capability => ({
  environment: { OPERATORS_WORKSPACE: workspace },
});

/** Whose tokens are accepted. Their keys are public. */
export const verifyTokens = (issuer: string, audiences: readonly string[]): Capability => ({
  environment: { OIDC_ISSUER: issuer, OIDC_AUDIENCES: audiences.join(' ') },
});

/** Tells clients where to sign in, and as which client. */
export const sendToSignIn = (
  issuer: string,
  clients: { readonly program: string; readonly console: string },
): Capability => ({
  environment: { OIDC_ISSUER: issuer, PROGRAM_CLIENT: clients.program, CONSOLE_CLIENT: clients.console },
});

/** Speaks to whoever is connected to this stage of the WebSocket API. */
export const postToConnections = (
  stack: Stack,
  api: { apiId: string; stage: string; endpoint: string },
): Capability => ({
  environment: { WEBSOCKET_ENDPOINT: api.endpoint },
  permissions: [
    {
      actions: ['execute-api:ManageConnections'],
      resources: [
        stack.formatArn({
          service: 'execute-api',
          resource: api.apiId,
          resourceName: `${api.stage}/POST/@connections/*`,
        }),
        stack.formatArn({
          service: 'execute-api',
          resource: api.apiId,
          resourceName: `${api.stage}/DELETE/@connections/*`,
        }),
      ],
      wildcardReason: 'Connections are named when they are made.',
    },
  ],
});
