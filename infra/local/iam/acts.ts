import * as z from 'zod';
import { functionNameOf } from '../lambda/functions.ts';
import type { Resource } from '../template/resolve.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';
import type { Iam } from './iam.ts';
import type { Need, Principal } from './policy.ts';
import { refusalText } from './refusal.ts';

/** What a service of AWS does for the stacks by itself, without a request that would pass the endpoint. */
interface Act extends Need {
  readonly principal: Principal;
  /** What would not happen, for whoever reads that it is not allowed. */
  readonly what: string;
}

/** A role that a service must be able to assume. */
interface Assumption {
  readonly roleArn: string;
  readonly service: string;
}

interface World {
  readonly iam: Iam;
  readonly ofType: (type: string) => readonly Resource[];
}

type ActsOf = (resource: Resource, world: World) => readonly (Act | Assumption)[];

const arn = (service: string, path: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}`;
const functionArn = (nameOrArn: string): string => arn('lambda', `function:${functionNameOf(nameOrArn)}`);
const service = (name: string): Principal => ({ kind: 'service', service: `${name}.amazonaws.com` });
const from = (sourceArn: string) => ({ 'aws:sourcearn': sourceArn });

const texts = z.array(z.string()).default([]);
const target = z.looseObject({
  Arn: z.string(),
  RoleArn: z.string().optional(),
  DeadLetterConfig: z.looseObject({ Arn: z.string().optional() }).optional(),
});
const functionProperties = z.looseObject({
  Role: z.string(),
  LoggingConfig: z.looseObject({ LogGroup: z.string().optional() }).optional(),
  TracingConfig: z.looseObject({ Mode: z.string() }).optional(),
  DeadLetterConfig: z.looseObject({ TargetArn: z.string().optional() }).optional(),
});
const destination = z.looseObject({ Destination: z.string() }).optional();
const destinations = z.looseObject({ OnFailure: destination, OnSuccess: destination }).default({});
const invokeConfig = z.looseObject({ FunctionName: z.string(), DestinationConfig: destinations });
const mapping = z.looseObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  DestinationConfig: destinations,
});
const subscription = z.looseObject({
  TopicArn: z.string(),
  Endpoint: z.string(),
  RedrivePolicy: z.looseObject({ deadLetterTargetArn: z.string() }).optional(),
});
const notice = z.looseObject({
  Queue: z.string().optional(),
  Topic: z.string().optional(),
  Function: z.string().optional(),
});
const notices = z.array(notice).default([]);
const bucket = z.looseObject({
  NotificationConfiguration: z
    .looseObject({
      QueueConfigurations: notices,
      TopicConfigurations: notices,
      LambdaConfigurations: notices,
    })
    .optional(),
  LoggingConfiguration: z
    .looseObject({ DestinationBucketName: z.string().optional(), LogFilePrefix: z.string().default('') })
    .optional(),
});
const rule = z.looseObject({ Targets: z.array(target).default([]) });
const schedule = z.looseObject({ Target: target });
const machine = z.looseObject({ RoleArn: z.string() });
const eventDestination = z.looseObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.looseObject({
    SnsDestination: z.looseObject({ TopicARN: z.string() }).optional(),
  }),
});
const receiptRule = z.looseObject({
  RuleSetName: z.string(),
  Rule: z.looseObject({
    Name: z.string().default(''),
    Actions: z
      .array(
        z.looseObject({
          S3Action: z
            .looseObject({
              BucketName: z.string(),
              ObjectKeyPrefix: z.string().default(''),
              TopicArn: z.string().optional(),
            })
            .optional(),
        }),
      )
      .default([]),
  }),
});
const alarm = z.looseObject({ AlarmActions: texts });
const topicProperties = z.looseObject({ KmsMasterKeyId: z.string().optional() });
const route = z.looseObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
});
const integration = z.looseObject({ IntegrationUri: z.string().optional() });
const authorizer = z.looseObject({ ApiId: z.string(), AuthorizerUri: z.string().optional() });

/** What the services do, by the type of the resource that makes them do it. */
const ACTS: Readonly<Record<string, ActsOf>> = {
  'AWS::Lambda::Function': ({ name, properties }, { iam }) => {
    const { Role, LoggingConfig, TracingConfig, DeadLetterConfig } = functionProperties.parse(properties);
    const principal = iam.roleAs(Role, name);
    const group = arn(
      'logs',
      `log-group:${LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`}:log-stream:local`,
    );
    const logs = ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({
      action,
      resource: group,
      what: `write the log of ${name}`,
    }));
    const traced =
      TracingConfig?.Mode === 'Active' ? ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] : [];
    const traces = traced.map((action) => ({ action, resource: '*', what: `trace ${name}` }));
    const dead = DeadLetterConfig?.TargetArn;
    return [
      { roleArn: Role, service: 'lambda.amazonaws.com' },
      ...[
        ...logs,
        ...traces,
        ...(dead === undefined ? [] : [deliveryTo(dead, `dead letters of ${name}`)]),
      ].map((each) => ({ ...each, principal })),
    ];
  },
  'AWS::Lambda::EventInvokeConfig': ({ properties }, world) => {
    const { FunctionName, DestinationConfig } = invokeConfig.parse(properties);
    return toDestinations(FunctionName, DestinationConfig, world);
  },
  'AWS::Lambda::EventSourceMapping': ({ properties }, world) => {
    const { EventSourceArn, FunctionName, DestinationConfig } = mapping.parse(properties);
    const principal = roleOf(FunctionName, world);
    const polls = POLLING[EventSourceArn.split(':')[2] ?? ''] ?? [];
    return [
      ...polls.map(({ action, any }) => ({
        action,
        resource: any ? '*' : EventSourceArn,
        principal,
        what: `read ${EventSourceArn} for ${FunctionName}`,
      })),
      ...toDestinations(FunctionName, DestinationConfig, world),
    ];
  },
  'AWS::SNS::Subscription': ({ properties }) => {
    const { TopicArn, Endpoint, RedrivePolicy } = subscription.parse(properties);
    const targets = [Endpoint, RedrivePolicy?.deadLetterTargetArn].filter((each) => each?.startsWith('arn:'));
    return targets.map((each) => ({
      ...deliveryTo(each ?? '', `messages of ${TopicArn}`),
      principal: service('sns'),
      context: from(TopicArn),
    }));
  },
  'AWS::S3::Bucket': ({ name, properties }, world) => {
    const { NotificationConfiguration: all, LoggingConfiguration: logs } = bucket.parse(properties);
    const told = [
      ...(all?.QueueConfigurations ?? []),
      ...(all?.TopicConfigurations ?? []),
      ...(all?.LambdaConfigurations ?? []),
    ].flatMap((each) => each.Queue ?? each.Topic ?? each.Function ?? []);
    const notifications = told.flatMap((each) =>
      publishing(service('s3'), each, { source: `arn:aws:s3:::${name}`, what: `news of ${name}` }, world),
    );
    if (logs?.DestinationBucketName === undefined) return notifications;
    const log = `arn:aws:s3:::${logs.DestinationBucketName}/${logs.LogFilePrefix}log`;
    const logging = {
      action: 's3:PutObject',
      resource: log,
      principal: service('logging.s3'),
      context: from(`arn:aws:s3:::${name}`),
      what: `log who touched ${name}`,
    };
    return [...notifications, logging];
  },
  'AWS::Events::Rule': ({ name, properties }, world) => {
    const { Targets } = rule.parse(properties);
    const about = { source: arn('events', `rule/${name}`), what: `events of rule ${name}` };
    return Targets.flatMap(({ Arn, RoleArn, DeadLetterConfig }) => [
      ...(RoleArn === undefined
        ? publishing(service('events'), Arn, about, world)
        : [
            { roleArn: RoleArn, service: 'events.amazonaws.com' },
            { ...deliveryTo(Arn, about.what), principal: world.iam.roleAs(RoleArn, 'events') },
          ]),
      ...(DeadLetterConfig?.Arn === undefined
        ? []
        : publishing(service('events'), DeadLetterConfig.Arn, about, world)),
    ]);
  },
  'AWS::Scheduler::Schedule': ({ name, properties }, { iam }) => {
    const { Arn, RoleArn = '', DeadLetterConfig } = schedule.parse(properties).Target;
    const principal = iam.roleAs(RoleArn, 'scheduler');
    const targets = [Arn, ...(DeadLetterConfig?.Arn === undefined ? [] : [DeadLetterConfig.Arn])];
    return [
      { roleArn: RoleArn, service: 'scheduler.amazonaws.com' },
      ...targets.map((each) => ({ ...deliveryTo(each, `calls of schedule ${name}`), principal })),
    ];
  },
  'AWS::StepFunctions::StateMachine': ({ properties }) => [
    { roleArn: machine.parse(properties).RoleArn, service: 'states.amazonaws.com' },
  ],
  'AWS::SES::ConfigurationSetEventDestination': ({ properties }, world) => {
    const { ConfigurationSetName, EventDestination } = eventDestination.parse(properties);
    const topic = EventDestination.SnsDestination?.TopicARN;
    const about = {
      source: arn('ses', `configuration-set/${ConfigurationSetName}`),
      what: `what becomes of mail of ${ConfigurationSetName}`,
    };
    return topic === undefined ? [] : publishing(service('ses'), topic, about, world);
  },
  'AWS::SES::ReceiptRule': ({ properties }, world) => {
    const { RuleSetName, Rule } = receiptRule.parse(properties);
    const source = arn('ses', `receipt-rule-set/${RuleSetName}:receipt-rule/${Rule.Name}`);
    return Rule.Actions.flatMap(({ S3Action }) => {
      if (S3Action === undefined) return [];
      const { BucketName, ObjectKeyPrefix, TopicArn } = S3Action;
      const store = {
        action: 's3:PutObject',
        resource: `arn:aws:s3:::${BucketName}/${ObjectKeyPrefix}mail`,
        principal: service('ses'),
        context: from(source),
        what: `keep incoming mail in ${BucketName}`,
      };
      const about = { source, what: 'news of incoming mail' };
      return [store, ...(TopicArn === undefined ? [] : publishing(service('ses'), TopicArn, about, world))];
    });
  },
  'AWS::CloudWatch::Alarm': ({ name, properties }, world) =>
    alarm
      .parse(properties)
      .AlarmActions.filter((each) => each.startsWith('arn:aws:sns:'))
      .flatMap((topic) =>
        publishing(
          service('cloudwatch'),
          topic,
          { source: arn('cloudwatch', `alarm:${name}`), what: `alarm ${name}` },
          world,
        ),
      ),
  'AWS::ApiGatewayV2::Route': ({ properties }, { ofType }) => {
    const { ApiId, RouteKey, Target } = route.parse(properties);
    const name = Target.slice(Target.lastIndexOf('/') + 1);
    const found = ofType('AWS::ApiGatewayV2::Integration').find((each) => each.name === name);
    const uri = integration.parse(found?.properties ?? {}).IntegrationUri;
    const [method = '', path = ''] = RouteKey.split(' ');
    const where = path === '' ? RouteKey : `${method === 'ANY' ? '*' : method}${path}`;
    return uri === undefined
      ? []
      : [gatewayCalls(uri, arn('execute-api', `${ApiId}/stage/${where}`), `route ${RouteKey}`)];
  },
  'AWS::ApiGatewayV2::Authorizer': ({ name, properties }) => {
    const { ApiId, AuthorizerUri } = authorizer.parse(properties);
    const source = arn('execute-api', `${ApiId}/authorizers/${name}`);
    return AuthorizerUri === undefined ? [] : [gatewayCalls(AuthorizerUri, source, `authorizer ${name}`)];
  },
};

/** What Lambda asks of a function's role before it polls for it, by the kind of source. */
const POLLING: Readonly<Record<string, readonly { readonly action: string; readonly any?: true }[]>> = {
  sqs: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((name) => ({ action: `sqs:${name}` })),
  dynamodb: [
    ...['DescribeStream', 'GetRecords', 'GetShardIterator'].map((name) => ({ action: `dynamodb:${name}` })),
    { action: 'dynamodb:ListStreams', any: true },
  ],
};

/** How something is handed to a target, by its kind. */
const DELIVERY: Readonly<Record<string, string>> = {
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  lambda: 'lambda:InvokeFunction',
  states: 'states:StartExecution',
  events: 'events:PutEvents',
};
const deliveryTo = (target: string, what: string) => ({
  action: DELIVERY[target.split(':')[2] ?? ''] ?? 'unknown',
  resource: target,
  what: `deliver ${what}`,
});

interface About {
  readonly source: string;
  readonly what: string;
}

/** A service hands something on. Where the target is encrypted with a key of ours, it must be able to use it. */
function publishing(principal: Principal, target: string, { source, what }: About, { ofType }: World): Act[] {
  const act = { ...deliveryTo(target, what), principal, context: from(source) };
  const topic = ofType('AWS::SNS::Topic').find(({ name }) => target === arn('sns', name));
  const key = topicProperties.parse(topic?.properties ?? {}).KmsMasterKeyId;
  if (key?.startsWith('arn:aws:kms:') !== true) return [act];
  return [
    act,
    ...['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({ ...act, action, resource: key })),
  ];
}

const gatewayCalls = (uri: string, source: string, what: string): Act => ({
  action: 'lambda:InvokeFunction',
  resource: functionArn(uri),
  principal: service('apigateway'),
  context: from(source),
  what,
});

function roleOf(functionName: string, { iam, ofType }: World): Principal {
  const name = functionNameOf(functionName);
  const found = ofType('AWS::Lambda::Function').find((each) => each.name === name);
  return iam.roleAs(functionProperties.parse(found?.properties ?? {}).Role, name);
}

function toDestinations(
  functionName: string,
  { OnFailure, OnSuccess }: z.infer<typeof destinations>,
  world: World,
): Act[] {
  return [OnFailure, OnSuccess].flatMap((each) =>
    each === undefined
      ? []
      : [
          {
            ...deliveryTo(each.Destination, `what ${functionName} failed at`),
            principal: roleOf(functionName, world),
          },
        ],
  );
}

/**
 * Looks at everything that services of AWS will do for the stacks. On AWS a missing permission here is found when it is
 * too late: a deployment fails half-way, or messages vanish without a word.
 * @throws one error that names all that is not allowed.
 */
export function assertServicesMay(resources: readonly Resource[], iam: Iam): void {
  const byType = Map.groupBy(resources, ({ type }) => type);
  const world: World = { iam, ofType: (type) => byType.get(type) ?? [] };
  const problems = resources.flatMap((resource) =>
    (ACTS[resource.type]?.(resource, world) ?? []).flatMap((act) => {
      const problem = problemOf(act, iam);
      return problem === undefined ? [] : [`${resource.stack}/${resource.logicalId}: ${problem}`];
    }),
  );
  if (problems.length > 0)
    throw new Error(`On AWS these stacks would not work:\n${problems.map((each) => `  ${each}`).join('\n')}`);
}

function problemOf(act: Act | Assumption, iam: Iam): string | undefined {
  if ('roleArn' in act) {
    if (iam.mayAssume(act.roleArn, act.service)) return undefined;
    return `${act.service} cannot assume the role ${act.roleArn || '(none)'}.`;
  }
  const refusal = iam.refusalOf(act.principal, [act]);
  return refusal === undefined ? undefined : `cannot ${act.what}. ${refusalText(refusal)}`;
}
