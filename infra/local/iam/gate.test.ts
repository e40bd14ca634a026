import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { BatchWriteCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { writeFixture } from '../fixture/assembly.ts';
import { type Fixture, runFixture } from '../fixture/run.ts';

const ARN = (service: string, path: string) => `arn:aws:${service}:us-east-1:000000000000:${path}`;
const MACHINE = ARN('states', 'stateMachine:fixture-machine');
const TABLE = ARN('dynamodb', 'table/seen');
const RAW = { Data: Buffer.from('From: ann@acme.example\r\nTo: bob@x.example\r\n\r\nhello') };

/** A function with a role of its own, named as the function is. */
const limited = (name: string, statements: readonly object[]) => ({
  [`${name}Role`]: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'lambda.amazonaws.com' },
        },
      },
      Policies: [
        {
          PolicyName: 'logs',
          PolicyDocument: { Statement: { Effect: 'Allow', Action: 'logs:*', Resource: '*' } },
        },
        ...(statements.length === 0 ? [] : [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }]),
      ],
    },
  },
  [`${name}Fn`]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: name,
      Code: { S3Key: `${'a'.repeat(64)}.zip` },
      Handler: 'index.tick',
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
    },
  },
});
const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

const permission = z.object({ role: z.string(), action: z.string(), resource: z.string() });
const usage = z.object({
  used: z.array(permission),
  unused: z.array(permission),
  denied: z.array(z.object({ principal: z.string(), action: z.string(), times: z.number() })),
});

type Clients = ReturnType<Fixture['as']>;
const schedule = (RoleArn: string) =>
  new CreateScheduleCommand({
    Name: 'later',
    ScheduleExpression: 'at(2999-01-01T00:00:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: ARN('sqs', 'fixture-quiet'), RoleArn },
  });
const event = { EventBusName: 'fixture-bus', Source: 'fixture.x', DetailType: 'T', Detail: '{}' };
const send = (Source: string) =>
  new SendRawEmailCommand({ Source, Destinations: ['bob@x.example'], RawMessage: RAW });
const item = { kind: 'k', id: '1' };

/** One call of each kind, what it needs, and how the service says no. */
const CALLS: Readonly<
  Record<
    string,
    {
      readonly call: (clients: Clients, fixture: Fixture) => Promise<unknown>;
      readonly error: string;
      readonly words: string;
      readonly needs: readonly object[];
    }
  >
> = {
  'an item of a table': {
    call: ({ dynamodb }) => dynamodb.send(new PutCommand({ TableName: 'seen', Item: item })),
    error: 'AccessDeniedException',
    words: `dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`,
    needs: [allow('dynamodb:PutItem', TABLE)],
  },
  'each item of a transaction': {
    call: ({ dynamodb }) =>
      dynamodb.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName: 'seen', Item: { kind: 'k', id: '2' } } },
            { Delete: { TableName: 'seen', Key: item } },
          ],
        }),
      ),
    error: 'AccessDeniedException',
    words: 'dynamodb:PutItem on',
    needs: [allow('dynamodb:PutItem', TABLE), allow('dynamodb:DeleteItem', TABLE)],
  },
  'a batch of writes': {
    call: ({ dynamodb }) =>
      dynamodb.send(new BatchWriteCommand({ RequestItems: { seen: [{ PutRequest: { Item: item } }] } })),
    error: 'AccessDeniedException',
    words: 'dynamodb:BatchWriteItem on',
    needs: [allow('dynamodb:BatchWriteItem', TABLE)],
  },
  'messages for a queue': {
    call: ({ sqs }, fixture) =>
      sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: fixture.queueUrl('fixture-quiet'),
          Entries: [{ Id: '1', MessageBody: 'x'.repeat(100_000) }],
        }),
      ),
    error: 'AccessDeniedException',
    words: `sqs:sendmessage on resource: ${ARN('sqs', 'fixture-quiet')}`,
    needs: [allow('sqs:SendMessage', ARN('sqs', 'fixture-quiet'))],
  },
  'news for a topic': {
    call: ({ sns }) => sns.send(new PublishCommand({ TopicArn: ARN('sns', 'fixture-Topic'), Message: 'x' })),
    error: 'AuthorizationErrorException',
    words: 'SNS:Publish on resource',
    needs: [allow('sns:Publish', ARN('sns', 'fixture-Topic'))],
  },
  'an object': {
    call: ({ s3 }) => s3.send(new PutObjectCommand({ Bucket: 'fixture-mail', Key: 'a b/c', Body: 'x' })),
    error: 'AccessDenied',
    words: 's3:PutObject on resource: "arn:aws:s3:::fixture-mail/a b/c"',
    needs: [allow('s3:PutObject', 'arn:aws:s3:::fixture-mail/a b/*')],
  },
  'events for a bus': {
    call: ({ events }) => events.send(new PutEventsCommand({ Entries: [event] })),
    error: 'AccessDeniedException',
    words: 'events:PutEvents on',
    needs: [
      allow('events:PutEvents', ARN('events', 'event-bus/fixture-bus'), {
        Condition: { StringLike: { 'events:source': 'fixture.*' } },
      }),
    ],
  },
  'an execution of a machine': {
    call: ({ states }) => states.send(new StartExecutionCommand({ stateMachineArn: MACHINE, input: '{}' })),
    error: 'AccessDeniedException',
    words: `states:StartExecution on resource: ${MACHINE}`,
    needs: [allow('states:StartExecution', MACHINE)],
  },
  'a secret': {
    call: ({ secrets }) => secrets.send(new GetSecretValueCommand({ SecretId: 'fixture-secret' })),
    error: 'AccessDeniedException',
    words: `secretsmanager:GetSecretValue on resource: ${ARN('secretsmanager', 'secret:fixture-secret')}`,
    needs: [allow('secretsmanager:GetSecretValue', ARN('secretsmanager', 'secret:fixture-secret'))],
  },
  'a secret that is made': {
    call: ({ secrets }) => secrets.send(new CreateSecretCommand({ Name: 'fixture/made', SecretString: 'x' })),
    error: 'AccessDeniedException',
    words: `secretsmanager:CreateSecret on resource: ${ARN('secretsmanager', 'secret:fixture/made')}`,
    needs: [allow('secretsmanager:CreateSecret', ARN('secretsmanager', 'secret:fixture/*'))],
  },
  'a schedule, and its role': {
    call: ({ scheduler }) => scheduler.send(schedule('arn:aws:iam::000000000000:role/fixture-Role')),
    error: 'AccessDeniedException',
    words: 'scheduler:CreateSchedule on',
    needs: [
      allow('scheduler:CreateSchedule', ARN('scheduler', 'schedule/default/*')),
      allow('iam:PassRole', 'arn:aws:iam::000000000000:role/fixture-Role', {
        Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    ],
  },
  'a mail from a domain': {
    call: ({ ses }) => ses.send(send('Ann <ann@acme.example>')),
    error: 'AccessDenied',
    words: `is not authorized to perform \`ses:SendRawEmail' on resource \`${ARN('ses', 'identity/acme.example')}'`,
    needs: [
      allow('ses:SendRawEmail', ARN('ses', 'identity/acme.example'), {
        Condition: { StringLike: { 'ses:FromAddress': '*@acme.example' } },
      }),
    ],
  },
};
const nameOf = (what: string, may: 'may' | 'lacks') => `${what.replaceAll(/\W+/g, '-')}-${may}`;

describe('the endpoint checks requests of functions', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    const roles = Object.entries(CALLS).flatMap(([what, { needs }]) => [
      limited(nameOf(what, 'may'), needs),
      // All but the last of what it takes.
      limited(nameOf(what, 'lacks'), needs.slice(0, -1)),
    ]);
    const others = [
      limited('nothing', []),
      limited('reads', [allow('s3:GetObject', 'arn:aws:s3:::fixture-uploads/*')]),
      limited('lists', [
        allow('s3:GetObject', 'arn:aws:s3:::fixture-uploads/*'),
        allow('s3:ListBucket', 'arn:aws:s3:::fixture-uploads'),
      ]),
      limited('queries', [allow('dynamodb:Query', TABLE)]),
      limited('uploads', [allow('s3:PutObject', 'arn:aws:s3:::fixture-mail/in/*')]),
      limited('denied', [allow('sqs:*', '*'), { ...allow('sqs:Send*', '*'), Effect: 'Deny' }]),
    ];
    fixture = await runFixture({ assembly: writeFixture(Object.assign({}, ...roles, ...others)) });
  }, 60_000);
  afterAll(() => fixture?.end());

  it.each(Object.entries(CALLS))(
    '%s: denied without the permission, as AWS says it',
    async (what, { call, error, words }) => {
      const refused = call(fixture.as('nothing'), fixture);
      await expect(refused).rejects.toMatchObject({ name: error });
      await expect(call(fixture.as('nothing'), fixture)).rejects.toThrow(words);
      await expect(call(fixture.as(nameOf(what, 'lacks')), fixture)).rejects.toMatchObject({ name: error });
    },
  );

  it.each(Object.entries(CALLS))(
    '%s: works with exactly the permissions that it needs',
    async (what, { call }) => {
      await expect(call(fixture.as(nameOf(what, 'may')), fixture)).resolves.toBeDefined();
    },
  );

  it('an index of a table needs the index', async () => {
    const query = (IndexName?: string) =>
      fixture.as('queries').dynamodb.send(
        new QueryCommand({
          TableName: 'seen',
          IndexName,
          KeyConditionExpression: 'kind = :k',
          ExpressionAttributeValues: { ':k': 'k' },
        }),
      );
    await expect(query()).resolves.toBeDefined();
    await expect(query('timeline')).rejects.toThrow(`dynamodb:Query on resource: ${TABLE}/index/timeline`);
  });

  it('a missing object answers 404 to a caller who may list the bucket, and 403 to others', async () => {
    const key = { Bucket: 'fixture-uploads', Key: 'in/none' };
    const statusOf = (by: string) =>
      fixture
        .as(by)
        .s3.send(new HeadObjectCommand(key))
        .catch((error) => error.$metadata.httpStatusCode);
    expect(await statusOf('reads')).toBe(403);
    expect(await statusOf('lists')).toBe(404);
    await expect(fixture.as('reads').s3.send(new GetObjectCommand(key))).rejects.toThrow(/s3:ListBucket/);
    await fixture.s3.send(new PutObjectCommand({ ...key, Body: 'x' }));
    await expect(fixture.as('reads').s3.send(new HeadObjectCommand(key))).resolves.toBeDefined();
  });

  it('an upload by a form has the permissions of the function that signed the form', async () => {
    const post = async (by: string, Key: string, bytes: number) => {
      const { url, fields } = await createPresignedPost(fixture.as(by).s3, { Bucket: 'fixture-mail', Key });
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append('file', new Blob(['x'.repeat(bytes)]), 'x.csv');
      return (await fetch(url, { method: 'POST', body: form })).status;
    };
    expect(await post('uploads', 'in/x', 300_000)).toBeLessThan(300);
    expect(await post('uploads', 'out/x', 10)).toBe(403);
    expect(await post('nothing', 'in/x', 300_000)).toBe(403);
  });

  it('an explicit denial wins', async () => {
    const QueueUrl = fixture.queueUrl('fixture-quiet');
    const refused = fixture.as('denied').sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    await expect(refused).rejects.toThrow('with an explicit deny in an identity-based policy');
  });

  it('an answer to a task needs permission on the state machine that waits for it', async () => {
    await fixture.states.send(
      new StartExecutionCommand({
        stateMachineArn: MACHINE,
        name: 'waits',
        input: JSON.stringify({ id: 'w', items: [], pauseSeconds: 0, fail: null, answer: false }),
      }),
    );
    let taskToken = '';
    for (let tries = 0; taskToken === '' && tries < 100; tries++) {
      await fixture.rex.idle();
      await fixture.rex.clock.advance(1000);
      const [seen] = await fixture.seen('token');
      taskToken = String(seen?.detail['token'] ?? '');
    }
    const answer = new SendTaskSuccessCommand({ taskToken, output: '{}' });
    await expect(fixture.as('nothing').states.send(answer)).rejects.toThrow(
      `states:SendTaskSuccess on resource: ${MACHINE}`,
    );
    await expect(fixture.states.send(answer)).resolves.toBeDefined();
  });

  it('reports the permissions that were used, unused and refused', async () => {
    const report = usage.parse(await (await fetch(`${fixture.rex.url}/_local/permissions`)).json());
    const role = (name: string) => `fixture-${name}Role`;
    expect(report.used).toContainEqual({ role: role('queries'), action: 'dynamodb:Query', resource: TABLE });
    expect(report.unused).toContainEqual({ role: role('denied'), action: 'sqs:*', resource: '*' });
    expect(report.denied.some(({ principal }) => principal.endsWith('/nothing'))).toBe(true);
  });

  it('refuses an unsigned request', async () => {
    const headers = { 'x-amz-target': 'DynamoDB_20120810.ListTables' };
    const answer = await fetch(fixture.rex.awsEndpoint, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ __type: 'MissingAuthenticationToken' });
    expect((await fetch(`${fixture.rex.awsEndpoint}/fixture-uploads/in/none`)).status).toBe(403);
  });
});

describe('permissions of AWS services are checked before the start', () => {
  const started = async (resources: Record<string, unknown>): Promise<string> => {
    const fixture = await runFixture({ assembly: writeFixture(resources) }).catch((error: Error) => error);
    if (fixture instanceof Error) return fixture.message;
    await fixture.end();
    return 'it started';
  };
  const none = { Type: 'AWS::Logs::LogGroup', Properties: {} };

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'a topic that may not write to its queue',
      { QuietPolicy: none },
      /TopicToWork: cannot deliver messages of .*sns\.amazonaws\.com.*sqs:SendMessage/,
    ],
    [
      'a rule that may not call its function',
      { BusMayCall: none },
      /Rule: cannot deliver events of rule .*lambda:InvokeFunction/,
    ],
    [
      'an API that may not call its function',
      { ApiMayCall: none },
      /ThingRoute: cannot route GET .*apigateway/,
    ],
    [
      'SES that may not store mail',
      { MailPolicy: none },
      /Receipt: cannot keep incoming mail in fixture-mail.*s3:PutObject/,
    ],
    [
      'SES that may not tell of mail',
      { TopicPolicy: none },
      /Destination: cannot deliver what becomes of mail/,
    ],
    [
      'a role that the service cannot assume',
      { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [] } } } },
      /states\.amazonaws\.com cannot assume the role/,
    ],
    [
      'a policy that cannot be decided',
      limited('odd', [allow('sqs:*', '*', { Condition: { StringEquals: { 'aws:Weather': 'fair' } } })]),
      /oddRole.*aws:Weather/,
    ],
  ])('%s', async (_, resources, words) => {
    expect(await started(resources)).toMatch(words);
  });
});
