import { createHash } from 'node:crypto';
import * as sdkConnections from '@aws-sdk/client-apigatewaymanagementapi';
import * as sdkCloudwatch from '@aws-sdk/client-cloudwatch';
import * as sdkCognito from '@aws-sdk/client-cognito-identity-provider';
import * as sdkDynamodb from '@aws-sdk/client-dynamodb';
import * as sdkEventbridge from '@aws-sdk/client-eventbridge';
import * as sdkRoute53 from '@aws-sdk/client-route-53';
import * as sdkS3 from '@aws-sdk/client-s3';
import * as sdkScheduler from '@aws-sdk/client-scheduler';
import * as sdkSecrets from '@aws-sdk/client-secrets-manager';
import * as sdkSes from '@aws-sdk/client-ses';
import * as sdkSfn from '@aws-sdk/client-sfn';
import * as sdkSqs from '@aws-sdk/client-sqs';
import * as sdkDocuments from '@aws-sdk/lib-dynamodb';
import * as sdkPosts from '@aws-sdk/s3-presigned-post';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { NOBODY_LISTENS } from '../../test/support/nobody-listens.ts';
import { type Act, type Received, startScriptedServer } from '../../test/support/scripted-server.ts';
import * as connections from './packages/client-apigatewaymanagementapi.ts';
import * as cloudwatch from './packages/client-cloudwatch.ts';
import * as cognito from './packages/client-cognito-identity-provider.ts';
import * as dynamodb from './packages/client-dynamodb.ts';
import * as eventbridge from './packages/client-eventbridge.ts';
import * as route53 from './packages/client-route-53.ts';
import * as s3 from './packages/client-s3.ts';
import * as scheduler from './packages/client-scheduler.ts';
import * as secrets from './packages/client-secrets-manager.ts';
import * as ses from './packages/client-ses.ts';
import * as sfn from './packages/client-sfn.ts';
import * as sqs from './packages/client-sqs.ts';
import * as documents from './packages/lib-dynamodb.ts';
import * as posts from './packages/s3-presigned-post.ts';

const sdk = {
  ...sdkDynamodb,
  ...sdkDocuments,
  ...sdkSqs,
  ...sdkEventbridge,
  ...sdkSfn,
  ...sdkScheduler,
  ...sdkSes,
  ...sdkS3,
  ...sdkPosts,
  Route53Client: sdkRoute53.Route53Client,
  Route53ServiceException: sdkRoute53.Route53ServiceException,
  ListHostedZonesByNameCommand: sdkRoute53.ListHostedZonesByNameCommand,
  ListResourceRecordSetsCommand: sdkRoute53.ListResourceRecordSetsCommand,
  ChangeResourceRecordSetsCommand: sdkRoute53.ChangeResourceRecordSetsCommand,
  SecretsManagerClient: sdkSecrets.SecretsManagerClient,
  GetSecretValueCommand: sdkSecrets.GetSecretValueCommand,
  CreateSecretCommand: sdkSecrets.CreateSecretCommand,
  PutSecretValueCommand: sdkSecrets.PutSecretValueCommand,
  DeleteSecretCommand: sdkSecrets.DeleteSecretCommand,
  SecretNotFound: sdkSecrets.ResourceNotFoundException,
  SecretExists: sdkSecrets.ResourceExistsException,
  CloudWatchClient: sdkCloudwatch.CloudWatchClient,
  GetMetricDataCommand: sdkCloudwatch.GetMetricDataCommand,
  CognitoIdentityProviderClient: sdkCognito.CognitoIdentityProviderClient,
  AdminCreateUserCommand: sdkCognito.AdminCreateUserCommand,
  UsernameExistsException: sdkCognito.UsernameExistsException,
  UnsupportedUserStateException: sdkCognito.UnsupportedUserStateException,
  ApiGatewayManagementApiClient: sdkConnections.ApiGatewayManagementApiClient,
  PostToConnectionCommand: sdkConnections.PostToConnectionCommand,
  DeleteConnectionCommand: sdkConnections.DeleteConnectionCommand,
  GoneException: sdkConnections.GoneException,
  LimitExceededException: sdkConnections.LimitExceededException,
};
type Aws = typeof sdk;
/** The same calls are made through both, so ours stand for the SDK's here too. */
const lean = {
  ...dynamodb,
  ...documents,
  ...sqs,
  ...eventbridge,
  ...sfn,
  ...scheduler,
  ...ses,
  ...s3,
  ...posts,
  ...secrets,
  SecretNotFound: secrets.ResourceNotFoundException,
  SecretExists: secrets.ResourceExistsException,
  ...connections,
  ...cloudwatch,
  ...cognito,
  ...route53,
} as unknown as Aws;

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI', sessionToken: 'a+b/c==' };

const CLASSES = [
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
  'ConflictException',
  'ExecutionAlreadyExists',
  'ExecutionDoesNotExist',
  'InvalidToken',
  'TaskDoesNotExist',
  'TaskTimedOut',
  'NotFound',
  'SESServiceException',
  'Route53ServiceException',
  'SecretNotFound',
  'SecretExists',
  'GoneException',
  'UsernameExistsException',
  'UnsupportedUserStateException',
  'LimitExceededException',
] as const satisfies readonly (keyof Aws)[];

interface Told {
  readonly result?: unknown;
  readonly error?: unknown;
  readonly metadata: unknown;
}

type Config = ReturnType<typeof configOf>;
type Call = (aws: Aws, config: Config) => Promise<unknown>;

const configOf = (endpoint: string, more: { maxAttempts?: number; requestTimeout?: number } = {}) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: CREDENTIALS,
  maxAttempts: more.maxAttempts ?? 3,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: more.requestTimeout ?? 5_000,
    throwOnRequestTimeout: true,
  },
});

let server: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.stop());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const sesAnswer = (action: string, result: string): string =>
  `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>R</RequestId></ResponseMetadata></${action}Response>`;

const UUID = /[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}/g;
const COMPARED = [
  'content-type',
  'content-length',
  'x-amz-target',
  'x-amzn-query-mode',
  'x-amz-security-token',
  'host',
  'range',
  'amz-sdk-request',
];

/** Makes a call through both clients, and compares what the server received and what the caller got. */
async function both(call: Call, acts: readonly Act[], tuning: Parameters<typeof configOf>[1] = {}) {
  const run = async (aws: Aws) => {
    server.script(acts);
    const told = await toldOf(aws, () => call(aws, configOf(server.endpoint, tuning)));
    return { told, received: server.received() };
  };
  const [theirs, ours] = [await run(sdk), await run(lean)];
  const comparable = ({ method, url, headers, body }: Received) => ({
    method,
    url,
    body: unordered(body.replace(UUID, 'a random token')),
    headers: COMPARED.map((name) => [name, headers[name]]),
  });
  expect(ours.received.map(comparable)).toEqual(theirs.received.map(comparable));
  expect(ours.told).toEqual(theirs.told);
  for (const request of ours.received) await expectSigned(request);
  return { theirs, ours };
}

/** A body in which the order of members says nothing. */
function unordered(body: string): unknown {
  if (body.startsWith('{')) return JSON.parse(body);
  return body.startsWith('Action=') ? body.split('&').sort() : body;
}

async function toldOf(aws: Aws, call: () => Promise<unknown>): Promise<Told> {
  try {
    const answer = await call();
    if (typeof answer !== 'object' || answer === null) return { result: answer, metadata: undefined };
    const { $metadata: metadata, ...result } = answer as Record<string, unknown>;
    return { result, metadata };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const failure: Error & Record<string, unknown> = Object.assign(error);
    const { $metadata: metadata } = failure;
    // The words of an error that no service has written are each client's own.
    const ofService = failure['$fault'] !== undefined;
    return {
      error: {
        name: failure.name,
        message: ofService ? failure.message : undefined,
        fault: failure['$fault'],
        code: failure['code'],
        classes: CLASSES.filter((name) => error instanceof aws[name]),
        item: failure['Item'],
        reasons: failure['CancellationReasons'],
      },
      metadata,
    };
  }
}

const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/^DynamoDB/, 'dynamodb'],
  [/^AmazonSQS/, 'sqs'],
  [/^AWSEvents/, 'events'],
  [/^AWSStepFunctions/, 'states'],
  [/^secretsmanager/, 'secretsmanager'],
  [/^AWSCognitoIdentityProviderService/, 'cognito-idp'],
  [/^GraniteServiceVersion20100801/, 'monitoring'],
];

/** The SDK's signer signs the same request, with the same headers at the same time, in the same way. */
async function expectSigned({ method, url, headers, body }: Received): Promise<void> {
  const { authorization = '' } = headers;
  const service = authorization.split('/')[3] ?? '';
  const target = headers['x-amz-target']?.toString() ?? '';
  const expected = SERVICES.find(([name]) => name.test(target))?.[1];
  if (expected) expect(service).toBe(expected);
  expect(headers['x-amz-content-sha256']).toBe(createHash('sha256').update(body).digest('hex'));
  const { pathname, searchParams } = new URL(url, server.endpoint);
  const signedNames = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
  for (const name of Object.keys(headers)) {
    if (/^(x-amz-|host$|content-type$)/.test(name)) expect(signedNames).toContain(name);
  }
  const at = headers['x-amz-date']?.toString() ?? '';
  const signer = new SignatureV4({
    credentials: CREDENTIALS,
    region: 'eu-west-1',
    service,
    sha256: new sdk.SQSClient({}).config.sha256,
    uriEscapePath: service !== 's3',
  });
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: Object.fromEntries(signedNames.map((name) => [name, headers[name]?.toString() ?? ''])),
      body,
    },
    {
      signingDate: new Date(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')),
    },
  );
  expect(authorization).toBe(signed.headers['authorization']);
}

const documentClient = (aws: Aws, config: Config) =>
  aws.DynamoDBDocumentClient.from(new aws.DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });

const ITEM = {
  pk: 'W#größe#LEAD',
  sk: '',
  whole: 42,
  negative: -0.000001,
  small: 1e-7,
  big: 9_007_199_254_740_993n,
  yes: true,
  no: false,
  nothing: null,
  missing: undefined,
  text: 'emoji 🦖, quotes " and \\, "B":"no bytes", \u2028, \u0000',
  list: [1, 'two', undefined, { deep: [undefined, null, { missing: undefined, B: 'b', S: 's' }] }, []],
  map: { missing: undefined, empty: {}, M: { N: 1 } },
  bytes: Uint8Array.from([0, 1, 254, 255]),
  buffer: Buffer.from('bytes of a slice').subarray(6, 8),
  texts: new Set(['a', 'ä']),
  numbers: new Set([1, 2.5, -3]),
  bigs: new Set([1n, 9_007_199_254_740_993n]),
  blobs: new Set([Uint8Array.from([1]), Uint8Array.from([2])]),
  mapped: new Map([['x', 1]]),
};
const WIRE = {
  pk: { S: 'W#größe' },
  n: { N: '12.50' },
  huge: { N: '123456789012345678901' },
  l: { L: [{ S: '' }, { NULL: true }, { BOOL: false }, { M: { B: { S: '"B":"x"' } } }] },
  b: { B: 'AAH+/w==' },
  ss: { SS: ['a', 'b'] },
  ns: { NS: ['1', '2.5'] },
  bs: { BS: ['AQ==', 'Ag=='] },
  m: { M: {} },
};

describe('the lean clients, beside those of the SDK', () => {
  it.each<[string, Call, Act]>([
    [
      'GetItem',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.GetCommand({ TableName: 't', Key: { pk: 'a', sk: 1 }, ConsistentRead: true }),
        ),
      { body: { Item: WIRE, ConsumedCapacity: { TableName: 't', CapacityUnits: 0.5 } } },
    ],
    [
      'GetMetricData',
      (aws, config) =>
        new aws.CloudWatchClient(config).send(
          new aws.GetMetricDataCommand({
            StartTime: new Date(1_760_000_000_000),
            EndTime: new Date(1_760_086_400_500),
            MetricDataQueries: [
              {
                Id: 'p95Ms_0',
                MetricStat: {
                  Metric: {
                    Namespace: 'AWS/Lambda',
                    MetricName: 'Duration',
                    Dimensions: [{ Name: 'FunctionName', Value: 'rex-http-leads' }],
                  },
                  Period: 3_600,
                  Stat: 'p95',
                },
              },
            ],
          }),
        ),
      {
        body: {
          Messages: [],
          MetricDataResults: [
            {
              Id: 'p95Ms_0',
              Label: 'rex-http-leads Duration',
              StatusCode: 'Complete',
              Timestamps: [1_760_007_600, 1_760_004_000.5],
              Values: [12.5, 9],
            },
          ],
        },
      },
    ],
    [
      'AdminCreateUser',
      (aws, config) =>
        new aws.CognitoIdentityProviderClient(config).send(
          new aws.AdminCreateUserCommand({
            UserPoolId: 'eu-west-1_Ab1',
            Username: 'kim@acme.example',
            DesiredDeliveryMediums: ['EMAIL'],
            UserAttributes: [{ Name: 'email', Value: 'kim@acme.example' }],
          }),
        ),
      { body: { User: { Username: 'kim', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' } } },
    ],
    [
      'GetItem of nothing',
      (aws, config) =>
        documentClient(aws, config).send(new aws.GetCommand({ TableName: 't', Key: { pk: 'a' } })),
      { headers: { 'x-amzn-requestid': 'R1' } },
    ],
    [
      'PutItem',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.PutCommand({
            TableName: 't',
            Item: ITEM,
            ConditionExpression: '#v = :v',
            ExpressionAttributeNames: { '#v': 'version' },
            ExpressionAttributeValues: { ':v': 7, ':absent': undefined },
            ReturnValues: 'ALL_OLD',
          }),
        ),
      { body: { Attributes: WIRE } },
    ],
    [
      'UpdateItem',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.UpdateCommand({
            TableName: 't',
            Key: { pk: 'a', sk: 'b' },
            UpdateExpression: 'ADD #c :c',
            ConditionExpression: undefined,
            ExpressionAttributeNames: { '#c': 'c' },
            ExpressionAttributeValues: { ':c': 1 },
          }),
        ),
      { body: { Attributes: { c: { N: '2' } } } },
    ],
    [
      'DeleteItem',
      (aws, config) =>
        documentClient(aws, config).send(new aws.DeleteCommand({ TableName: 't', Key: { pk: 'a' } })),
      {},
    ],
    [
      'Query',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.QueryCommand({
            TableName: 't',
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': 'ä' },
            Limit: undefined,
            ScanIndexForward: false,
            ExclusiveStartKey: { pk: 'a', sk: 'z' },
          }),
        ),
      {
        body: {
          Items: [WIRE, { pk: { S: 'x' } }],
          LastEvaluatedKey: { pk: { S: 'x' } },
          Count: 2,
          ScannedCount: 2,
        },
      },
    ],
    [
      'Scan',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.ScanCommand({
            TableName: 't',
            ConsistentRead: true,
            FilterExpression: 'begins_with(pk, :pk)',
            ExpressionAttributeValues: { ':pk': 'ä' },
            ExclusiveStartKey: undefined,
          }),
        ),
      { body: { Items: [WIRE], LastEvaluatedKey: { pk: { S: 'x' } }, Count: 1, ScannedCount: 2 } },
    ],
    [
      'BatchGetItem, of which something is left',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.BatchGetCommand({
            RequestItems: { t: { Keys: [{ pk: 'a' }, { pk: 'b' }], ConsistentRead: false } },
          }),
        ),
      {
        body: {
          Responses: { t: [WIRE] },
          UnprocessedKeys: { t: { Keys: [{ pk: { S: 'b' } }], ConsistentRead: false } },
        },
      },
    ],
    [
      'BatchWriteItem, of which something is left',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.BatchWriteCommand({
            RequestItems: { t: [{ PutRequest: { Item: ITEM } }, { DeleteRequest: { Key: { pk: 'a' } } }] },
          }),
        ),
      {
        body: {
          UnprocessedItems: {
            t: [{ PutRequest: { Item: WIRE } }, { DeleteRequest: { Key: { pk: { S: 'a' } } } }],
          },
        },
      },
    ],
    [
      'ExecuteStatement, of which more is left',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.ExecuteStatementCommand({
            Statement: 'SELECT pk FROM "t"."work" WHERE workShard IN [?, ?] AND workDueAt <= ?',
            Parameters: ['a#0', 'a#1', '2026-01-01'],
            NextToken: 'further',
          }),
        ),
      { body: { Items: [WIRE], NextToken: 'on', LastEvaluatedKey: { pk: { S: 'a' } } } },
    ],
    [
      'BatchExecuteStatement, of which one fails',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.BatchExecuteStatementCommand({
            Statements: [
              { Statement: "INSERT INTO \"t\" VALUE {'pk': ?, 'a': ?}", Parameters: ['ä', ITEM] },
              { Statement: 'SELECT * FROM "t" WHERE "pk" = ?', Parameters: [[1, 'x', true]] },
            ],
            ReturnConsumedCapacity: 'TOTAL',
          }),
        ),
      {
        body: {
          Responses: [
            { TableName: 't', Error: { Code: 'DuplicateItem', Message: 'It is there.' } },
            { TableName: 't', Item: WIRE },
          ],
        },
      },
    ],
    [
      'TransactWriteItems',
      (aws, config) =>
        documentClient(aws, config).send(
          new aws.TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName: 't',
                  Item: ITEM,
                  ConditionExpression: 'x = :x',
                  ExpressionAttributeValues: { ':x': [1] },
                },
              },
              {
                Update: {
                  TableName: 't',
                  Key: { pk: 'a' },
                  UpdateExpression: 'SET a = :a',
                  ExpressionAttributeValues: { ':a': 1 },
                },
              },
              { Delete: { TableName: 't', Key: { pk: 'a' } } },
              {
                ConditionCheck: {
                  TableName: 't',
                  Key: { pk: 'a' },
                  ConditionExpression: 'attribute_exists(pk)',
                },
              },
            ],
          }),
        ),
      {},
    ],
    [
      'SendMessageBatch',
      (aws, config) =>
        new aws.SQSClient(config).send(
          new aws.SendMessageBatchCommand({
            QueueUrl: 'http://127.0.0.1/000000000000/q',
            Entries: [
              {
                Id: '0',
                MessageBody: 'hello 🦖',
                MessageGroupId: 'acme',
                DelaySeconds: undefined,
                MessageAttributes: { bytes: { DataType: 'Binary', BinaryValue: Uint8Array.from([1, 2]) } },
              },
              { Id: '1', MessageBody: 'refused' },
            ],
          }),
        ),
      {
        body: {
          Successful: [{ Id: '0', MessageId: 'm', MD5OfMessageBody: '7a8057d2dd49ba2e7e055c71ce8f480f' }],
          Failed: [{ Id: '1', SenderFault: true, Code: 'InvalidParameterValue' }],
        },
      },
    ],
    [
      'SendMessage',
      (aws, config) =>
        new aws.SQSClient(config).send(
          new aws.SendMessageCommand({ QueueUrl: 'http://127.0.0.1/0/q', MessageBody: 'hello' }),
        ),
      { body: { MessageId: 'm', MD5OfMessageBody: '5d41402abc4b2a76b9719d911017c592' } },
    ],
    [
      'ReceiveMessage',
      (aws, config) =>
        new aws.SQSClient(config).send(
          new aws.ReceiveMessageCommand({
            QueueUrl: 'http://127.0.0.1/0/q',
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['SentTimestamp'],
          }),
        ),
      {
        body: {
          Messages: [
            {
              MessageId: 'm',
              ReceiptHandle: 'r',
              Body: 'hello',
              MD5OfBody: '5d41402abc4b2a76b9719d911017c592',
              Attributes: { SentTimestamp: '1' },
              MessageAttributes: { correlationId: { DataType: 'String', StringValue: 'c' } },
            },
          ],
        },
      },
    ],
    [
      'ReceiveMessage of none',
      (aws, config) =>
        new aws.SQSClient(config).send(new aws.ReceiveMessageCommand({ QueueUrl: 'http://127.0.0.1/0/q' })),
      {},
    ],
    [
      'DeleteMessageBatch',
      (aws, config) =>
        new aws.SQSClient(config).send(
          new aws.DeleteMessageBatchCommand({
            QueueUrl: 'http://127.0.0.1/0/q',
            Entries: [{ Id: '0', ReceiptHandle: 'r' }],
          }),
        ),
      { body: { Successful: [{ Id: '0' }], Failed: [] } },
    ],
    [
      'GetQueueUrl',
      (aws, config) => new aws.SQSClient(config).send(new aws.GetQueueUrlCommand({ QueueName: 'q' })),
      { body: { QueueUrl: 'http://127.0.0.1/0/q' } },
    ],
    [
      'PutEvents',
      (aws, config) =>
        new aws.EventBridgeClient(config).send(
          new aws.PutEventsCommand({
            Entries: [
              {
                EventBusName: 'b',
                Source: 'rex',
                DetailType: 'd',
                Time: new Date(1_700_000_000_123),
                Detail: '{"a":"ä"}',
              },
            ],
          }),
        ),
      { body: { FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'm' }] } },
    ],
    [
      'StartExecution',
      (aws, config) =>
        new aws.SFNClient(config).send(
          new aws.StartExecutionCommand({ stateMachineArn: 'arn:m', name: 'n', input: '{}' }),
        ),
      { body: { executionArn: 'arn:e', startDate: 1.7e9 } },
    ],
    [
      'DescribeExecution',
      (aws, config) =>
        new aws.SFNClient(config).send(new aws.DescribeExecutionCommand({ executionArn: 'arn:e' })),
      { body: { executionArn: 'arn:e', status: 'RUNNING', startDate: 1.7e9, stopDate: 1_700_000_001.5 } },
    ],
    [
      'StopExecution',
      (aws, config) =>
        new aws.SFNClient(config).send(
          new aws.StopExecutionCommand({ executionArn: 'e', error: 'E', cause: 'c' }),
        ),
      { body: { stopDate: 1.7e9 } },
    ],
    [
      'SendTaskSuccess',
      (aws, config) =>
        new aws.SFNClient(config).send(new aws.SendTaskSuccessCommand({ taskToken: 't', output: '{"a":1}' })),
      {},
    ],
    [
      'SendTaskFailure',
      (aws, config) =>
        new aws.SFNClient(config).send(
          new aws.SendTaskFailureCommand({ taskToken: 't', error: 'e', cause: 'c' }),
        ),
      {},
    ],
    [
      'CreateSchedule',
      (aws, config) =>
        new aws.SchedulerClient(config).send(
          new aws.CreateScheduleCommand({
            Name: 'wake up/1 (ü)',
            GroupName: 'g',
            ScheduleExpression: 'at(2026-01-01T00:00:00)',
            FlexibleTimeWindow: { Mode: 'OFF' },
            ActionAfterCompletion: 'DELETE',
            Target: { Arn: 'arn:q', RoleArn: 'arn:r', Input: '{}' },
          }),
        ),
      { body: { ScheduleArn: 'arn:s' } },
    ],
    [
      'GetSecretValue',
      (aws, config) =>
        new aws.SecretsManagerClient(config).send(new aws.GetSecretValueCommand({ SecretId: 's' })),
      {
        body: {
          ARN: 'a',
          SecretString: 'x',
          SecretBinary: 'AQI=',
          CreatedDate: 1.7e9,
          VersionStages: ['AWSCURRENT'],
        },
      },
    ],
    [
      'CreateSecret',
      (aws, config) =>
        new aws.SecretsManagerClient(config).send(
          new aws.CreateSecretCommand({
            Name: 'rex/connections/a',
            SecretString: '{"é":1}',
            Description: 'd',
          }),
        ),
      { body: { ARN: 'a', Name: 'n', VersionId: 'v' } },
    ],
    [
      'PutSecretValue',
      (aws, config) =>
        new aws.SecretsManagerClient(config).send(
          new aws.PutSecretValueCommand({ SecretId: 's', SecretString: 'x' }),
        ),
      { body: { ARN: 'a', Name: 'n', VersionId: 'v', VersionStages: ['AWSCURRENT'] } },
    ],
    [
      'DeleteSecret',
      (aws, config) =>
        new aws.SecretsManagerClient(config).send(
          new aws.DeleteSecretCommand({ SecretId: 's', ForceDeleteWithoutRecovery: true }),
        ),
      { body: { ARN: 'a', Name: 'n', DeletionDate: 1.7e9 } },
    ],
    [
      'PostToConnection',
      (aws, config) =>
        new aws.ApiGatewayManagementApiClient({ ...config, endpoint: `${config.endpoint}/main` }).send(
          new aws.PostToConnectionCommand({ ConnectionId: 'a=/+b', Data: Buffer.from('{"hello":"ä"}') }),
        ),
      { body: '' },
    ],
    [
      'DeleteConnection',
      (aws, config) =>
        new aws.ApiGatewayManagementApiClient({ ...config, endpoint: `${config.endpoint}/main` }).send(
          new aws.DeleteConnectionCommand({ ConnectionId: 'abc=' }),
        ),
      { status: 204, body: '' },
    ],
    [
      'SendRawEmail',
      (aws, config) =>
        new aws.SESClient(config).send(
          new aws.SendRawEmailCommand({
            Source: '"Zoë (R&D)" <zoe@mail.example>',
            Destinations: ['a+b@person.example'],
            RawMessage: { Data: Buffer.from("Subject: ü\r\n\r\n~!*'() hello") },
            ConfigurationSetName: 'rex',
            Tags: [{ Name: 'kind', Value: 'x y' }],
          }),
        ),
      {
        body: '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>0100-1&amp;2</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>R</RequestId></ResponseMetadata></SendRawEmailResponse>',
      },
    ],
    [
      'VerifyDomainIdentity',
      (aws, config) =>
        new aws.SESClient(config).send(new aws.VerifyDomainIdentityCommand({ Domain: 'mail.acme.example' })),
      { body: sesAnswer('VerifyDomainIdentity', '<VerificationToken>t+/=</VerificationToken>') },
    ],
    [
      'VerifyDomainDkim',
      (aws, config) =>
        new aws.SESClient(config).send(new aws.VerifyDomainDkimCommand({ Domain: 'mail.acme.example' })),
      {
        body: sesAnswer(
          'VerifyDomainDkim',
          '<DkimTokens><member>a</member><member>b</member><member>c</member></DkimTokens>',
        ),
      },
    ],
    [
      'SetIdentityMailFromDomain',
      (aws, config) =>
        new aws.SESClient(config).send(
          new aws.SetIdentityMailFromDomainCommand({
            Identity: 'mail.acme.example',
            MailFromDomain: 'bounce.mail.acme.example',
            BehaviorOnMXFailure: 'UseDefaultValue',
          }),
        ),
      { body: sesAnswer('SetIdentityMailFromDomain', '') },
    ],
    [
      'GetIdentityVerificationAttributes',
      (aws, config) =>
        new aws.SESClient(config).send(
          new aws.GetIdentityVerificationAttributesCommand({ Identities: ['a.example', 'b.example'] }),
        ),
      {
        body: sesAnswer(
          'GetIdentityVerificationAttributes',
          '<VerificationAttributes><entry><key>a.example</key><value><VerificationStatus>Success</VerificationStatus><VerificationToken>t</VerificationToken></value></entry><entry><key>b.example</key><value><VerificationStatus>Pending</VerificationStatus><VerificationToken>u</VerificationToken></value></entry></VerificationAttributes>',
        ),
      },
    ],
    [
      'GetIdentityDkimAttributes',
      (aws, config) =>
        new aws.SESClient(config).send(
          new aws.GetIdentityDkimAttributesCommand({ Identities: ['a.example'] }),
        ),
      {
        body: sesAnswer(
          'GetIdentityDkimAttributes',
          '<DkimAttributes><entry><key>a.example</key><value><DkimEnabled>true</DkimEnabled><DkimVerificationStatus>TemporaryFailure</DkimVerificationStatus><DkimTokens><member>a</member><member>b</member></DkimTokens></value></entry></DkimAttributes>',
        ),
      },
    ],
    [
      'GetIdentityMailFromDomainAttributes',
      (aws, config) =>
        new aws.SESClient(config).send(
          new aws.GetIdentityMailFromDomainAttributesCommand({ Identities: ['a.example'] }),
        ),
      {
        body: sesAnswer(
          'GetIdentityMailFromDomainAttributes',
          '<MailFromDomainAttributes><entry><key>a.example</key><value><MailFromDomain>bounce.a.example</MailFromDomain><MailFromDomainStatus>Success</MailFromDomainStatus><BehaviorOnMXFailure>UseDefaultValue</BehaviorOnMXFailure></value></entry></MailFromDomainAttributes>',
        ),
      },
    ],
    [
      'ListHostedZonesByName',
      async (aws, config) =>
        (
          await new aws.Route53Client(config).send(
            new aws.ListHostedZonesByNameCommand({ DNSName: 'acme.example', MaxItems: 20 }),
          )
        ).HostedZones?.map(({ Id, Name, Config }) => [Id, Name, Config?.PrivateZone]),
      {
        body: '<?xml version="1.0"?><ListHostedZonesByNameResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><HostedZones><HostedZone><Id>/hostedzone/Z1</Id><Name>acme.example.</Name><CallerReference>c</CallerReference><Config><PrivateZone>false</PrivateZone></Config></HostedZone><HostedZone><Id>/hostedzone/Z2</Id><Name>acme.example.</Name><CallerReference>d</CallerReference><Config><PrivateZone>true</PrivateZone></Config></HostedZone></HostedZones><IsTruncated>false</IsTruncated><MaxItems>20</MaxItems></ListHostedZonesByNameResponse>',
      },
    ],
    [
      'ListResourceRecordSets',
      async (aws, config) =>
        (
          await new aws.Route53Client(config).send(
            new aws.ListResourceRecordSetsCommand({
              HostedZoneId: 'Z1',
              StartRecordName: '_dmarc.acme.example',
              StartRecordType: 'TXT',
              MaxItems: 1,
            }),
          )
        ).ResourceRecordSets?.map(({ Name, Type, TTL, ResourceRecords, SetIdentifier, AliasTarget }) => [
          Name,
          Type,
          TTL,
          ResourceRecords,
          SetIdentifier,
          AliasTarget?.DNSName,
        ]),
      {
        body: '<?xml version="1.0"?><ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ResourceRecordSets><ResourceRecordSet><Name>acme.example.</Name><Type>TXT</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>&quot;v=spf1 -all&quot;</Value></ResourceRecord><ResourceRecord><Value>&quot;a&quot; &quot;b&amp;c&quot;</Value></ResourceRecord></ResourceRecords></ResourceRecordSet><ResourceRecordSet><Name>www.acme.example.</Name><Type>CNAME</Type><SetIdentifier>one</SetIdentifier><AliasTarget><HostedZoneId>Z9</HostedZoneId><DNSName>d.cloudfront.example.</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget></ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>1</MaxItems></ListResourceRecordSetsResponse>',
      },
    ],
    [
      'ChangeResourceRecordSets',
      async (aws, config) =>
        (
          await new aws.Route53Client(config).send(
            new aws.ChangeResourceRecordSetsCommand({
              HostedZoneId: 'Z1',
              ChangeBatch: {
                Comment: 'by <Rex>',
                Changes: [
                  {
                    Action: 'CREATE',
                    ResourceRecordSet: {
                      Name: 'acme.example',
                      Type: 'TXT',
                      TTL: 300,
                      ResourceRecords: [{ Value: '"a & b"' }, { Value: '"c"' }],
                    },
                  },
                ],
              },
            }),
          )
        ).ChangeInfo?.Status,
      {
        body: '<?xml version="1.0"?><ChangeResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2026-01-01T00:00:00Z</SubmittedAt></ChangeInfo></ChangeResourceRecordSetsResponse>',
      },
    ],
    [
      'GetObject, a part of one',
      async (aws, config) => {
        const { Body } = await new aws.S3Client({ ...config, forcePathStyle: true }).send(
          new aws.GetObjectCommand({ Bucket: 'b', Key: "W#a/ü x+y(1)*'!.csv", Range: 'bytes=0-4' }),
        );
        return Buffer.from((await Body?.transformToByteArray()) ?? []).toString();
      },
      { status: 206, headers: { 'content-type': 'text/csv' }, body: 'hällo' },
    ],
    [
      'PutObject',
      async (aws, config) => {
        await new aws.S3Client({ ...config, forcePathStyle: true }).send(
          new aws.PutObjectCommand({ Bucket: 'b', Key: 'knowledge/a/ü x+y', Body: Buffer.from('hällo') }),
        );
      },
      { status: 200, body: '' },
    ],
    [
      'DeleteObject',
      async (aws, config) => {
        await new aws.S3Client({ ...config, forcePathStyle: true }).send(
          new aws.DeleteObjectCommand({ Bucket: 'b', Key: 'mail/ü x+y' }),
        );
      },
      { status: 204, body: '' },
    ],
    [
      'ListObjectsV2',
      async (aws, config) => {
        const { Contents = [], NextContinuationToken } = await new aws.S3Client({
          ...config,
          forcePathStyle: true,
        }).send(new aws.ListObjectsV2Command({ Bucket: 'b', Prefix: 'mail/a b', ContinuationToken: 'x=/+' }));
        return [Contents.map(({ Key }) => Key), NextContinuationToken];
      },
      {
        headers: { 'content-type': 'application/xml' },
        body: '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>true</IsTruncated><NextContinuationToken>y</NextContinuationToken><Contents><Key>mail/a b1</Key><Size>1</Size></Contents><Contents><Key>mail/a b&amp;2</Key><Size>2</Size></Contents></ListBucketResult>',
      },
    ],
    [
      'HeadObject',
      async (aws, config) => {
        const { ContentLength } = await new aws.S3Client({ ...config, forcePathStyle: true }).send(
          new aws.HeadObjectCommand({ Bucket: 'b', Key: 'k' }),
        );
        return ContentLength;
      },
      { headers: { 'content-length': '1234' }, body: '' },
    ],
  ])('make the same request of %s, and read the same from its answer', async (_name, call, answer) => {
    const { ours } = await both(call, [answer]);
    expect(ours.received).toHaveLength(1);
  });

  it('refuse what arrived in SQS as something else than was sent', async () => {
    for (const aws of [sdk, lean]) {
      server.script([{ body: { MessageId: 'm', MD5OfMessageBody: '00000000000000000000000000000000' } }]);
      const sent = new aws.SQSClient(configOf(server.endpoint)).send(
        new aws.SendMessageCommand({ QueueUrl: 'http://127.0.0.1/0/q', MessageBody: 'hello' }),
      );
      await expect(sent).rejects.toThrow(/checksum/i);
    }
  });

  const get: Call = (aws, config) =>
    documentClient(aws, config).send(new aws.GetCommand({ TableName: 't', Key: { pk: 'a' } }));
  const describeExecution: Call = (aws, config) =>
    new aws.SFNClient(config).send(new aws.DescribeExecutionCommand({ executionArn: 'arn:e' }));
  const succeed: Call = (aws, config) =>
    new aws.SFNClient(config).send(new aws.SendTaskSuccessCommand({ taskToken: 't', output: '{}' }));
  const schedule: Call = (aws, config) =>
    new aws.SchedulerClient(config).send(
      new aws.CreateScheduleCommand({
        Name: 'n',
        ScheduleExpression: 'at(2026-01-01T00:00:00)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: 'a', RoleArn: 'r' },
      }),
    );
  const secret: Call = (aws, config) =>
    new aws.SecretsManagerClient(config).send(new aws.GetSecretValueCommand({ SecretId: 's' }));
  const post: Call = (aws, config) =>
    new aws.ApiGatewayManagementApiClient(config).send(
      new aws.PostToConnectionCommand({ ConnectionId: 'c', Data: Buffer.from('x') }),
    );
  const mail: Call = (aws, config) =>
    new aws.SESClient({ ...config, maxAttempts: 1 }).send(
      new aws.SendRawEmailCommand({ RawMessage: { Data: Buffer.from('x') } }),
    );
  const head: Call = (aws, config) =>
    new aws.S3Client({ ...config, forcePathStyle: true }).send(
      new aws.HeadObjectCommand({ Bucket: 'b', Key: 'k' }),
    );
  const read: Call = (aws, config) =>
    new aws.S3Client({ ...config, forcePathStyle: true }).send(
      new aws.GetObjectCommand({ Bucket: 'b', Key: 'k' }),
    );
  const queueUrl: Call = (aws, config) =>
    new aws.SQSClient(config).send(new aws.GetQueueUrlCommand({ QueueName: 'q' }));

  const refusal = (status: number, type: string, more: object = {}): Act => ({
    status,
    headers: { 'x-amzn-requestid': 'R-1', 'content-type': 'application/x-amz-json-1.0' },
    body: { __type: `com.amazonaws.x#${type}`, message: `why: ${type}`, ...more },
  });
  const named = (status: number, type: string, body: string | object = ''): Act => ({
    status,
    headers: { 'x-amzn-errortype': `${type}:http://internal.amazon.com/`, 'x-amzn-requestid': 'R-2' },
    body,
  });
  const sesError = (status: number, code: string): Act => ({
    status,
    headers: { 'x-amzn-requestid': 'R-3' },
    body: `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>a &lt;b&gt; &#233; &amp;amp;</Message></Error><RequestId>R-3</RequestId></ErrorResponse>`,
  });
  const PAGE: Act = {
    status: 503,
    headers: { 'content-type': 'text/html' },
    body: '<html><body>Busy</body></html>',
  };
  const FINE: Act = { body: {} };

  it.each<[string, Call, readonly Act[]]>([
    ['a guard that fails', get, [refusal(400, 'ConditionalCheckFailedException', { Item: WIRE })]],
    [
      'a transaction that is cancelled',
      get,
      [
        refusal(400, 'TransactionCanceledException', {
          CancellationReasons: [
            { Code: 'None' },
            { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: WIRE },
          ],
        }),
      ],
    ],
    ['a bad request', get, [refusal(400, 'ValidationException')]],
    ['an error without words', get, [{ status: 400, body: { __type: 'x#AccessDeniedException' } }]],
    ['an error of which nothing is said', get, [{ status: 413, body: '' }]],
    ['a throttle, and then an answer', get, [refusal(400, 'ProvisionedThroughputExceededException'), FINE]],
    ['throttles only', get, [refusal(400, 'ThrottlingException')]],
    ['a transaction in progress', get, [refusal(400, 'TransactionInProgressException'), FINE]],
    ['429', get, [{ status: 429, body: {} }, FINE]],
    ['500 and 503, and then an answer', get, [refusal(500, 'InternalServerError'), refusal(503, 'X'), FINE]],
    ['500 only', get, [refusal(500, 'InternalServerError')]],
    ['501', get, [refusal(501, 'NotImplemented')]],
    ['a page instead of an error, and then an answer', get, [PAGE, FINE]],
    ['pages instead of errors only', get, [PAGE]],
    ['a page instead of an answer', get, [{ body: '<html></html>' }]],
    ['a connection that ends, and then an answer', get, ['reset', FINE]],
    ['connections that end', get, ['reset']],
    ['an answer that ends in the middle', get, ['cut']],
    ['an answer that ends in the middle, and then a whole one', get, ['cut', FINE]],
    [
      'a queue that is not there',
      queueUrl,
      [
        {
          status: 400,
          headers: { 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
          body: { __type: 'com.amazonaws.sqs#QueueDoesNotExist', message: 'no queue' },
        },
      ],
    ],
    ['a queue under load', queueUrl, [refusal(403, 'RequestThrottled'), { body: { QueueUrl: 'u' } }]],
    ['an execution that is not there', describeExecution, [refusal(400, 'ExecutionDoesNotExist')]],
    ['an execution that is there', describeExecution, [refusal(400, 'ExecutionAlreadyExists')]],
    ['a token of nothing', succeed, [refusal(400, 'InvalidToken')]],
    ['a token that is used up', succeed, [refusal(400, 'TaskDoesNotExist')]],
    ['a token that is late', succeed, [refusal(400, 'TaskTimedOut')]],
    ['a schedule that is there', schedule, [named(409, 'ConflictException', { Message: 'is there' })]],
    ['a throttled schedule', schedule, [named(429, 'ThrottlingException', { Message: 'slow' }), FINE]],
    [
      'a secret that is not there',
      secret,
      [refusal(400, 'ResourceNotFoundException', { Message: 'staging label' })],
    ],
    ['a connection that is gone', post, [named(410, 'GoneException')]],
    ['a connection that is gone, in a body', post, [named(410, 'GoneException', { message: 'Gone' })]],
    ['a connection under load', post, [named(429, 'LimitExceededException')]],
    ['mail that is refused', mail, [sesError(400, 'MessageRejected')]],
    ['mail that is not known to be refused', mail, [sesError(400, 'SomethingNew')]],
    ['mail that is throttled', mail, [sesError(400, 'Throttling')]],
    ['mail that fails on their side', mail, [sesError(500, 'InternalFailure')]],
    ['mail and a connection that ends', mail, ['reset']],
    ['mail and an answer that ends in the middle', mail, ['cut']],
    [
      'a file that is not there, in a body',
      read,
      [
        {
          status: 404,
          headers: { 'x-amz-request-id': 'R-4', 'x-amz-id-2': 'X' },
          body: '<?xml version="1.0"?>\n<Error><Code>NoSuchBucket</Code><Message>none</Message></Error>',
        },
      ],
    ],
    ['a file that is not there', head, [{ status: 404, headers: { 'x-amz-request-id': 'R-4' }, body: '' }]],
    [
      'a file under load',
      read,
      [{ status: 503, body: '<Error><Code>SlowDown</Code><Message>m</Message></Error>' }],
    ],
    ['a wish to wait', get, [{ status: 503, headers: { 'retry-after': '0.02' }, body: {} }, FINE]],
    [
      'a wish to wait, in milliseconds',
      get,
      [{ status: 503, headers: { 'x-amz-retry-after': '7' }, body: {} }, FINE],
    ],
  ])('meet %s in the same way', async (_name, call, acts) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.03);
    // The SDK counts what a server wishes from one moment to another.
    vi.useFakeTimers({ toFake: ['Date'] });
    await both(call, acts);
  });

  it.each<[string, Call]>([
    ['DynamoDB', get],
    ['SES', mail],
  ])('give up %s in the same way when no answer comes in time', async (_name, call) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    await both(call, ['hang'], { maxAttempts: 2, requestTimeout: 500 });
  });

  it.each([get, mail])('say in the same way that nobody listens', async (call) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const [theirs, ours] = await Promise.all(
      [sdk, lean].map((aws) => toldOf(aws, () => call(aws, configOf(NOBODY_LISTENS, { maxAttempts: 2 })))),
    );
    expect(ours).toEqual(theirs);
    expect(ours?.error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('take the time of the service when the own is wrong', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const tomorrow = new Date(Date.now() + 24 * 3600 * 1000);
    const skewed = refusal(400, 'InvalidSignatureException');
    const { theirs, ours } = await both(get, [
      { ...(skewed as object), headers: { date: tomorrow.toUTCString() } },
      FINE,
    ]);
    for (const { received } of [theirs, ours]) {
      const dates = received.map(({ headers }) => String(headers['x-amz-date']).slice(0, 8));
      expect(dates[1]).toBe(tomorrow.toISOString().slice(0, 10).replaceAll('-', ''));
      expect(dates[0]).not.toBe(dates[1]);
    }
  });

  it('stop in the same way when they are told to, before and while they wait', async () => {
    const abortable: Call = (aws, config) =>
      documentClient(aws, config).send(new aws.GetCommand({ TableName: 't', Key: { pk: 'a' } }), {
        abortSignal: AbortSignal.timeout(500),
      });
    await both(abortable, ['hang']);
    await both(
      (aws, config) =>
        documentClient(aws, config).send(new aws.GetCommand({ TableName: 't', Key: { pk: 'a' } }), {
          abortSignal: AbortSignal.abort(),
        }),
      ['hang'],
    );
  });

  it('spend what they may spend on retries, and no more', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const counts = [];
    for (const aws of [sdk, lean]) {
      const client = documentClient(aws, configOf(server.endpoint, { maxAttempts: 10 }));
      server.script([refusal(500, 'InternalServerError')]);
      for (let i = 0; i < 5; i++) {
        await client.send(new aws.GetCommand({ TableName: 't', Key: { pk: 'a' } })).catch(() => undefined);
      }
      counts.push(server.received().length);
    }
    expect(counts[1]).toBe(counts[0]);
    expect(counts[1]).toBeLessThan(50);
  });

  it('take no page for an answer of SES: what stands before it may have passed the mail on', async () => {
    for (const act of [PAGE, { body: '<html></html>' }]) {
      server.script([act]);
      const told = await toldOf(lean, () => mail(lean, configOf(server.endpoint)));
      expect(told.error).toMatchObject({ name: 'SyntaxError', classes: [] });
    }
  });

  it('make the same form for an upload', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-28T09:15:00.123Z'), toFake: ['Date'] });
    const [theirs, ours] = await Promise.all(
      [sdk, lean].map((aws) =>
        aws.createPresignedPost(new aws.S3Client({ ...configOf(server.endpoint), forcePathStyle: true }), {
          Bucket: 'uploads',
          Key: 'W#acme/ü.csv',
          Conditions: [
            ['eq', '$key', 'W#acme/ü.csv'],
            ['content-length-range', 1, 1000],
          ],
          Expires: 900,
        }),
      ),
    );
    expect(ours).toEqual(theirs);
  });
});
