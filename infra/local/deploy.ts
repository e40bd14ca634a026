import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { DynamoDb } from './endpoint/dynamodb.ts';
import { type EventBus, ruleProperties } from './endpoint/events.ts';
import type { Periodics } from './endpoint/periodic.ts';
import type { Queues } from './endpoint/queues.ts';
import { parseSchedule } from './endpoint/schedule-expression.ts';
import type { Scheduler } from './endpoint/scheduler.ts';
import { secretProperties } from './endpoint/secrets.ts';
import type { Ses } from './endpoint/ses.ts';
import { type Inbound, receiptRule } from './people/inbound.ts';
import { eventDestination, type People } from './people/people.ts';
import type { Executions } from './states/executions.ts';
import type { CloudAssembly } from './template/assembly.ts';
import { queueAttributes, tableDefinition } from './template/convert.ts';
import type { Resource } from './template/resolve.ts';

export interface DeployServices {
  readonly dynamodb: DynamoDb;
  readonly queues: Queues;
  readonly events: EventBus;
  readonly periodics: Periodics;
  readonly scheduler: Scheduler;
  readonly secrets: { add(name: string, properties: z.infer<typeof secretProperties>): void };
  readonly ses: Ses;
  readonly people: People;
  readonly inbound: Inbound;
  readonly executions: Executions;
}

type Deploy = (resource: Resource, services: DeployServices, assembly: CloudAssembly) => void | Promise<void>;

const subscription = z.object({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
  RawMessageDelivery: z.union([z.boolean(), z.string()]).optional(),
  FilterPolicy: z.unknown().optional(),
  FilterPolicyScope: z.string().optional(),
});
const stateMachine = z.object({
  StateMachineType: z.literal('STANDARD', 'infra/local runs STANDARD machines only').default('STANDARD'),
  RoleArn: z.string(),
  DefinitionString: z.string().optional(),
  DefinitionS3Location: z.object({ Key: z.string() }).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
});

/** How each type comes to life. The order is that of creation: what is pointed to comes before what points to it. */
const DEPLOY: Readonly<Record<string, Deploy>> = {
  'AWS::SecretsManager::Secret': ({ name, properties }, { secrets }) =>
    secrets.add(name, secretProperties.parse(properties)),
  'AWS::DynamoDB::Table': ({ name, properties }, { dynamodb }) =>
    dynamodb.createTable(tableDefinition(name, properties)),
  'AWS::DynamoDB::GlobalTable': ({ name, properties }, { dynamodb }) =>
    dynamodb.createTable(tableDefinition(name, properties)),
  'AWS::SQS::Queue': ({ name, properties }, { queues }) =>
    queues.createQueue(name, queueAttributes(properties)),
  'AWS::SNS::Topic': ({ name }, { queues }) => queues.createTopic(name, {}),
  'AWS::S3::Bucket': ({ name }, { queues }) => queues.createBucket(name),
  'AWS::SNS::Subscription': ({ logicalId, properties }, { queues }) => {
    const { TopicArn, Protocol, Endpoint, ...rest } = subscription.parse(properties);
    if (Protocol !== 'sqs')
      throw new Error(`Subscription ${logicalId}: infra/local delivers topics to queues only.`);
    const attributes: Record<string, string> = {};
    if (String(rest.RawMessageDelivery) === 'true') attributes['RawMessageDelivery'] = 'true';
    if (rest.FilterPolicy !== undefined) attributes['FilterPolicy'] = JSON.stringify(rest.FilterPolicy);
    if (rest.FilterPolicyScope !== undefined) attributes['FilterPolicyScope'] = rest.FilterPolicyScope;
    queues.subscribe(TopicArn, Endpoint, attributes);
  },
  'AWS::Events::EventBus': ({ name }, { events }) => events.addBus(name),
  'AWS::Events::Rule': ({ name, properties }, { events, periodics }) => {
    const rule = ruleProperties.parse(properties);
    events.addRule(rule);
    if (rule.ScheduleExpression === undefined || rule.State === 'DISABLED') return;
    const timing = parseSchedule(rule.ScheduleExpression);
    if (timing.kind === 'periodic')
      periodics.add(`rule/${name}`, timing.next, () => events.runScheduledRule(rule));
  },
  'AWS::Scheduler::ScheduleGroup': ({ name }, { scheduler }) => scheduler.addGroup(name),
  'AWS::Scheduler::Schedule': ({ name, properties }, { scheduler }) =>
    scheduler.addFromTemplate(name, properties),
  'AWS::StepFunctions::StateMachine': ({ name, properties }, { executions }, assembly) => {
    const { RoleArn, DefinitionString, DefinitionS3Location, DefinitionSubstitutions } =
      stateMachine.parse(properties);
    const file = assembly.assets.get(DefinitionS3Location?.Key ?? '');
    const source = DefinitionString ?? (file === undefined ? undefined : readFileSync(file, 'utf8'));
    if (source === undefined) throw new Error(`State machine ${name} has no definition in the assembly.`);
    const definition = source.replaceAll(
      /\$\{(\w+)\}/g,
      (whole, variable: string) => DefinitionSubstitutions[variable] ?? whole,
    );
    const arn = `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
    return executions.addMachine({ arn, name, roleArn: RoleArn, definition });
  },
  'AWS::SES::ConfigurationSet': ({ name }, { ses }) => ses.addConfigurationSet(name),
  'AWS::SES::ConfigurationSetEventDestination': ({ properties }, { people }) =>
    people.addDestination(eventDestination.parse(properties)),
  'AWS::SES::ReceiptRule': ({ properties }, { inbound }) =>
    inbound.addRule(receiptRule.parse(properties).Rule),
};

/**
 * Makes or updates everything that the resources describe. What exists already keeps its contents.
 * @throws for what AWS would not deploy or this runtime cannot run, naming the resource.
 */
export async function deploy(
  resources: readonly Resource[],
  services: DeployServices,
  assembly: CloudAssembly,
): Promise<void> {
  for (const [type, run] of Object.entries(DEPLOY)) {
    for (const resource of resources.filter((each) => each.type === type)) {
      try {
        await run(resource, services, assembly);
      } catch (cause) {
        const reason =
          cause instanceof z.ZodError
            ? z.prettifyError(cause)
            : cause instanceof Error
              ? cause.message
              : String(cause);
        throw new Error(`${type} ${resource.logicalId}: ${reason}`, { cause });
      }
    }
  }
}
