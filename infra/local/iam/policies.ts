import * as z from 'zod';
import type { Resource } from '../template/resolve.ts';
import { ACCOUNT, attributeOf, REGION } from '../template/resource-types.ts';
import { compilePolicy, type Statement } from './policy.ts';

export interface Role {
  readonly arn: string;
  readonly name: string;
  /** Who may assume it. */
  readonly trust: readonly Statement[];
  /** What it may do, from its inline and attached policies. */
  readonly statements: readonly Statement[];
}

/** Everything that the templates say about who may do what. */
export interface Policies {
  /** By ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  /** The policies of resources, by the ARN of the resource: of a bucket also for its objects. */
  readonly resources: ReadonlyMap<string, readonly Statement[]>;
}

const texts = z.array(z.string()).default([]);
const inline = z.array(z.object({ PolicyDocument: z.unknown() })).default([]);
const roleProperties = z.object({
  AssumeRolePolicyDocument: z.unknown(),
  Policies: inline,
  ManagedPolicyArns: texts,
});
const attached = z.object({ PolicyDocument: z.unknown(), Roles: texts });
const queuePolicy = z.object({
  PolicyDocument: z.unknown(),
  Queues: texts,
  Queue: z.string().optional(),
});
const topicPolicy = z.object({
  PolicyDocument: z.unknown(),
  Topics: texts,
  TopicArn: z.string().optional(),
});
const bucketPolicy = z.object({ PolicyDocument: z.unknown(), Bucket: z.string() });
const secretPolicy = z.object({ ResourcePolicy: z.unknown(), SecretId: z.string() });
const busPolicy = z.object({
  EventBusName: z.string().default('default'),
  StatementId: z.string().optional(),
  Statement: z.unknown().optional(),
  Action: z.string().optional(),
  Principal: z.string().optional(),
});
const keyPolicy = z.object({ KeyPolicy: z.unknown() });
const permission = z.object({
  FunctionName: z.string(),
  Action: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/** AWS's own policies that a role here may have attached; what else they allow is not used by what runs here. */
const MANAGED: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': ['logs:*'],
  AWSXRayDaemonWriteAccess: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
};
const MANAGED_ARN = /:iam::aws:policy\/(.+)$/;

type Owner = readonly [arn: string, statements: readonly Statement[]];

const queueArn = (urlOrArn: string): string =>
  `arn:aws:sqs:${REGION}:${ACCOUNT}:${urlOrArn.slice(Math.max(urlOrArn.lastIndexOf('/'), urlOrArn.lastIndexOf(':')) + 1)}`;
const each = (arns: readonly string[], document: unknown): Owner[] => {
  const statements = compilePolicy(document);
  return arns.map((arn) => [arn, statements]);
};

/** What each kind of resource policy says, and of which resource. */
const RESOURCE_POLICIES: Readonly<Record<string, (resource: Resource) => Owner[]>> = {
  'AWS::SQS::QueuePolicy': ({ properties }) => queues(properties),
  'AWS::SQS::QueueInlinePolicy': ({ properties }) => queues(properties),
  'AWS::SNS::TopicPolicy': ({ properties }) => topics(properties),
  'AWS::SNS::TopicInlinePolicy': ({ properties }) => topics(properties),
  'AWS::S3::BucketPolicy': ({ properties }) => {
    const { Bucket, PolicyDocument } = bucketPolicy.parse(properties);
    return each([`arn:aws:s3:::${Bucket}`], PolicyDocument);
  },
  'AWS::SecretsManager::ResourcePolicy': ({ properties }) => {
    const { SecretId, ResourcePolicy } = secretPolicy.parse(properties);
    return each([SecretId], ResourcePolicy);
  },
  'AWS::KMS::Key': ({ type, name, properties }) =>
    each([attributeOf(type, 'Arn', name, NO_ADDRESSES)], keyPolicy.parse(properties).KeyPolicy),
  'AWS::Events::EventBusPolicy': ({ properties }) => {
    const { EventBusName, Statement, Action, Principal } = busPolicy.parse(properties);
    const arn = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${EventBusName}`;
    const old = { Effect: 'Allow', Action, Principal: { AWS: Principal ?? '*' }, Resource: arn };
    return each([arn], { Statement: Statement ?? old });
  },
  'AWS::Lambda::Permission': ({ properties }) => {
    const { FunctionName, Action, Principal, SourceArn, SourceAccount } = permission.parse(properties);
    const name = FunctionName.slice(FunctionName.lastIndexOf(':') + 1);
    const arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
    const isService = Principal.endsWith('.amazonaws.com');
    return each([arn], {
      Statement: {
        Effect: 'Allow',
        Action,
        Resource: arn,
        Principal: isService ? { Service: Principal } : { AWS: Principal },
        Condition: {
          ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
          ...(SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
        },
      },
    });
  },
};
const NO_ADDRESSES = { awsEndpoint: '', httpUrl: '', wsUrl: '', issuer: '' };

/** @throws for a policy that cannot be decided here, with the resource that has it. */
export function readPolicies(resources: readonly Resource[]): Policies {
  const attachedTo = new Map<string, Statement[]>();
  const byResource = new Map<string, Statement[]>();
  const add = (to: Map<string, Statement[]>, name: string, statements: readonly Statement[]): void =>
    void to.set(name, [...(to.get(name) ?? []), ...statements]);
  const roles = new Map<string, Role>();
  for (const resource of resources) {
    naming(resource, () => {
      if (resource.type === 'AWS::IAM::Policy' || resource.type === 'AWS::IAM::ManagedPolicy') {
        const { PolicyDocument, Roles } = attached.parse(resource.properties);
        for (const role of Roles) add(attachedTo, role, compilePolicy(PolicyDocument));
      }
      for (const [arn, statements] of RESOURCE_POLICIES[resource.type]?.(resource) ?? [])
        add(byResource, arn, statements);
    });
  }
  for (const resource of resources.filter(({ type }) => type === 'AWS::IAM::Role')) {
    naming(resource, () => {
      const { name, type, properties } = resource;
      const arn = attributeOf(type, 'Arn', name, NO_ADDRESSES);
      const parsed = roleProperties.parse(properties);
      roles.set(arn, {
        arn,
        name,
        trust: compilePolicy(parsed.AssumeRolePolicyDocument),
        statements: [
          ...parsed.Policies.flatMap(({ PolicyDocument }) => compilePolicy(PolicyDocument)),
          ...parsed.ManagedPolicyArns.flatMap(managed),
          ...(attachedTo.get(name) ?? []),
        ],
      });
    });
  }
  return { roles, resources: byResource };
}

function queues(properties: unknown): Owner[] {
  const { PolicyDocument, Queues, Queue } = queuePolicy.parse(properties);
  return each([...Queues, ...(Queue === undefined ? [] : [Queue])].map(queueArn), PolicyDocument);
}

function topics(properties: unknown): Owner[] {
  const { PolicyDocument, Topics, TopicArn } = topicPolicy.parse(properties);
  return each([...Topics, ...(TopicArn === undefined ? [] : [TopicArn])], PolicyDocument);
}

/** A policy of the templates is attached by its own `Roles`; what is attached here by ARN can only be AWS's. */
function managed(arn: string): Statement[] {
  const name = MANAGED_ARN.exec(arn)?.[1];
  if (name === undefined) return [];
  const actions = MANAGED[name];
  if (actions === undefined)
    throw new Error(`AWS's policy ${name} is not known to infra/local/iam/policies.ts.`);
  return compilePolicy({ Statement: { Effect: 'Allow', Action: actions, Resource: '*' } });
}

function naming({ stack, logicalId, type }: Resource, work: () => void): void {
  try {
    work();
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${stack}/${logicalId} (${type}): ${why}`, { cause: error });
  }
}
