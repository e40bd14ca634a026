import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import {
  OTHER_DEAD,
  QUEUE_ROWS,
  type QueueName,
  type TopicQueueName,
} from '../../shared/api/contract/queues.ts';
import { type AgentResources, startCapabilities, workCapabilities } from '../agent-capabilities.ts';
import * as can from '../capabilities.ts';
import type { Deployment } from '../config.ts';
import type { Capability } from '../constructs/capability.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { Every } from '../constructs/every.ts';
import { PassageVectors } from '../constructs/passage-vectors.ts';
import { bucketArnOf, PrivateBucket } from '../constructs/private-bucket.ts';
import { type FunctionPlatform, RexFunction, type RexFunctionProps } from '../constructs/rex-function.ts';
import { RexMachine } from '../constructs/rex-machine.ts';
import { schedulerPrincipal } from '../constructs/scheduler-principal.ts';
import { Uploads } from '../constructs/uploads.ts';
import { titled, WorkQueue } from '../constructs/work-queue.ts';
import { MISSION_MACHINE, PROVISIONING_MACHINE, SCHEDULE_GROUP } from '../names.ts';
import type { DataStack } from './data-stack.ts';

/** For functions that go through a part of the leads at a time. */
const HEAVY = { timeout: Duration.minutes(5), memoryMb: 1024 } as const;
/** Those that SNS feeds stand beside their topics. */
type OwnQueueName = Exclude<QueueName, TopicQueueName>;

export interface WorkflowsStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly platform: FunctionPlatform;
  readonly data: DataStack;
  /** Base of the links in mail. */
  readonly baseUrl: string;
  readonly consoleUrl: string;
  readonly consoleOrigins: readonly string[];
}

/** What Rex does by itself: imports, missions, sending, and the schedules that keep them going. */
export class WorkflowsStack extends Stack {
  readonly uploads: Uploads;
  /** Documents, their passages, and copies of the indexes. */
  readonly knowledge: can.BucketPart;
  /** Where passages are searched, if not in each process. */
  readonly vectors: PassageVectors | undefined;
  readonly #queues: ReadonlyMap<string, WorkQueue>;
  readonly #platform: FunctionPlatform;
  readonly #data: DataStack;
  /** All keep records and tell what they did. */
  readonly #store: readonly Capability[];

  constructor(scope: Construct, id: string, props: WorkflowsStackProps) {
    const { deployment, platform, data, baseUrl, consoleOrigins, ...stackProps } = props;
    super(scope, id, stackProps);
    this.#platform = platform;
    this.#data = data;
    this.#store = [can.readWriteRecords(data.tables.records), can.appendEvents(data.tables.events)];
    this.#queues = this.#workQueues();
    this.uploads = new Uploads(this, 'Uploads', {
      accessLogs: data.files.accessLogs,
      imports: this.queue('imports'),
      consoleOrigins,
    });
    this.knowledge = {
      bucket: new PrivateBucket(this, 'Knowledge', {
        purpose: 'knowledge',
        accessLogs: data.files.accessLogs,
      }),
      bucketArn: bucketArnOf('knowledge'),
      prefix: 'knowledge/',
    };
    this.vectors =
      deployment.knowledgeEngine === 's3vectors'
        ? new PassageVectors(this, 'PassageVectors', deployment.knowledgeDimensions)
        : undefined;
    const schedule = this.#oneTimeSchedules();
    const automations = [
      can.readSecret('THREAD_SECRET_ARN', data.secrets.thread),
      can.deliverTo(deployment.webhookTargets),
      can.linkTo(baseUrl),
    ];
    const agents = this.#agentResources(schedule, automations);
    this.#machine(schedule, agents);
    this.#provisioningMachine();
    this.#consume(this.#consumers(schedule, agents, props));
    this.#schedules(deployment);
  }

  #workQueues(): Map<string, WorkQueue> {
    const own = Object.entries(QUEUE_ROWS).filter(([, { topic }]) => !topic);
    return new Map(
      own.map(([name]) => [
        name,
        new WorkQueue(this, `${titled(name)}Queue`, { name, platform: this.#platform }),
      ]),
    );
  }

  /** Where documents are handed over, beside other uploads. */
  get knowledgeUploads(): can.BucketPart {
    const { bucket, bucketArn } = this.uploads;
    return { bucket, bucketArn, prefix: 'knowledge/' };
  }

  queue(name: OwnQueueName): WorkQueue {
    const found = this.#queues.get(name);
    if (!found) throw new Error(`The queue ${name} does not stand in ${this.stackName}.`);
    return found;
  }

  #function(path: string, { uses = [], ...props }: RexFunctionProps = {}): RexFunction {
    return new RexFunction(this, path, this.#platform, { ...props, uses: [...this.#store, ...uses] });
  }

  #agentResources(schedule: Capability, automations: readonly Capability[]): AgentResources {
    return {
      stack: this,
      secrets: this.#data.secrets,
      queues: {
        missions: this.queue('missions'),
        batches: this.queue('batches'),
        outbound: this.queue('outbound'),
      },
      schedule,
      automations,
      knowledge: this.knowledge,
      vectors: this.vectors,
    };
  }

  #oneTimeSchedules(): Capability {
    new CfnScheduleGroup(this, 'ScheduleGroup', { name: SCHEDULE_GROUP });
    const role = new Role(this, 'SchedulerRole', { assumedBy: schedulerPrincipal(this) });
    const to = (['missions', 'outbound', 'webhooks', 'notifications'] as const).map((name) =>
      this.queue(name),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: to.map(({ queue }) => queue.queueArn),
      }),
    );
    return can.scheduleMessages(this, { role, to });
  }

  #machine(schedule: Capability, agents: AgentResources): void {
    const { secrets } = this.#data;
    const step = (name: string, props?: RexFunctionProps) => this.#function(`steps/mission/${name}`, props);
    new RexMachine(this, 'MissionMachine', {
      name: MISSION_MACHINE,
      definition: 'mission',
      alarms: {
        topic: this.#platform.alarmTopic,
        impacts: {
          failed:
            'A mission ended in error, beyond what its recovery could do. The reconciler starts it again; look why.',
          timedOut: 'A mission waited for longer than its definition allows.',
          throttled:
            "Step Functions throttles the missions: they are slow. Raise the account's transition quota.",
        },
      },
      steps: {
        PlanFunctionArn: step('plan', HEAVY),
        RunStepFunctionArn: step('run-step', {
          ...HEAVY,
          uses: [
            can.queryTimelines(this.#data.tables.records),
            can.answerTasks(this),
            ...startCapabilities(agents),
          ],
        }),
        CollectFunctionArn: step('collect', { uses: [schedule, can.answerTasks(this)] }),
        AnalyzeFunctionArn: step('analyze', HEAVY),
        OptimizeFunctionArn: step('optimize'),
        CompleteFunctionArn: step('complete', { uses: [can.sendTo(this.queue('missions'))] }),
        RecoverFunctionArn: step('recover', {
          uses: [
            can.sendTo(this.queue('missions')),
            can.readSecret('OPENAI_SECRET_ARN', secrets.openai),
            can.answerTasks(this, ['Failure']),
          ],
        }),
      },
    });
  }

  /** It catches every failure and raises an alert of Rex, so it has no alarms. */
  #provisioningMachine(): void {
    const step = (name: string, ...uses: Capability[]) =>
      this.#function(`steps/domain-provisioning/${name}`, { uses });
    new RexMachine(this, 'ProvisioningMachine', {
      name: PROVISIONING_MACHINE,
      definition: 'domain-provisioning',
      steps: {
        AskSesFunctionArn: step('ask-ses', can.setUpIdentities()),
        WriteRecordsFunctionArn: step('write-records', can.writeZones()),
        CheckFunctionArn: step('check'),
      },
    });
  }

  #consume(consumers: Readonly<Record<string, readonly Capability[]>>): void {
    for (const [name, uses] of Object.entries(consumers)) {
      this.#queues.get(name)?.consume([...this.#store, ...uses]);
    }
  }

  /** What the consumer of each queue may touch beyond the tables. */
  #consumers(
    schedule: Capability,
    agents: AgentResources,
    { baseUrl, consoleUrl, deployment }: Pick<WorkflowsStackProps, 'baseUrl' | 'consoleUrl' | 'deployment'>,
  ): Readonly<Record<OwnQueueName, readonly Capability[]>> {
    const { secrets, tables, files } = this.#data;
    return {
      missions: [
        can.queryTimelines(tables.records),
        can.controlMissions(this, ['start']),
        can.answerTasks(this),
        can.sendTo(this.queue('missions')),
        ...agents.automations,
      ],
      imports: [
        can.writeBatches(tables.records),
        can.insertBatches(tables.records),
        can.readObjects('UPLOADS_BUCKET', this.uploads),
        can.sendTo(this.queue('imports')),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
      ],
      erasures: [
        can.eraseFrom(tables.records),
        can.eraseFrom(tables.events),
        can.insertBatches(tables.records),
        can.recordErasures(tables.erasures),
        can.readObjects('INBOUND_BUCKET', can.mailOf(files)),
        can.deleteObjects('INBOUND_BUCKET', can.mailOf(files)),
        can.readObjects('UPLOADS_BUCKET', this.uploads),
        can.deleteObjects('UPLOADS_BUCKET', this.uploads),
        can.sendTo(this.queue('erasures')),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
      ],
      batches: [can.answerTasks(this, ['Success']), ...workCapabilities(agents)],
      outbound: [
        can.changeBatches(tables.records),
        can.readObjects('KNOWLEDGE_BUCKET', this.knowledge),
        can.sendEmail(this),
        schedule,
        can.answerTasks(this, ['Success']),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.readSecret('TWILIO_SECRET_ARN', secrets.twilio),
        can.readSecret('SENDGRID_SECRET_ARN', secrets.sendgrid),
        can.linkTo(baseUrl),
      ],
      texts: [],
      sendgrid: [can.insertBatches(tables.records)],
      meetings: [can.readSecret('THREAD_SECRET_ARN', secrets.thread)],
      answers: [
        can.changeBatches(tables.records),
        can.sendEmail(this),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.readSecret('TWILIO_SECRET_ARN', secrets.twilio),
        can.readSecret('SENDGRID_SECRET_ARN', secrets.sendgrid),
        can.linkTo(baseUrl),
      ],
      tasks: [
        can.changeBatches(tables.records),
        can.readObjects('KNOWLEDGE_BUCKET', this.knowledge),
        can.searchVectors(this.vectors),
        can.sendTo(this.queue('tasks')),
        can.checkRecords(tables.records),
        can.queryTimelines(tables.records),
        can.executeTasks(deployment),
        can.keepConnections(this, 'use'),
        can.deliverTo(deployment.webhookTargets),
        can.sendEmail(this),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.readSecret('SENDGRID_SECRET_ARN', secrets.sendgrid),
        can.readSecret('OPENAI_SECRET_ARN', secrets.openai),
        can.linkTo(baseUrl),
      ],
      notifications: [
        can.sendTo(this.queue('notifications')),
        schedule,
        can.sendSystemMail(this, deployment.systemMailFrom),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.readSecret('TWILIO_SECRET_ARN', secrets.twilio),
        can.linkTo(baseUrl),
        can.linkToConsole(consoleUrl),
        can.keepConnections(this, 'use'),
        can.deliverTo(deployment.webhookTargets),
      ],
      newsletters: [
        can.sendEmail(this),
        can.queryTimelines(tables.records),
        can.useRecords(tables.records, ['DeleteItem']),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.readSecret('SENDGRID_SECRET_ARN', secrets.sendgrid),
        can.linkTo(baseUrl),
      ],
      knowledge: [
        can.useRecords(tables.records, ['DeleteItem']),
        can.readObjects('KNOWLEDGE_BUCKET', this.knowledge),
        can.putObjects('KNOWLEDGE_BUCKET', this.knowledge),
        can.deleteObjects('KNOWLEDGE_BUCKET', this.knowledge),
        can.publishVectors(this.vectors),
        can.readObjects('UPLOADS_BUCKET', this.knowledgeUploads),
        can.readSecret('OPENAI_SECRET_ARN', secrets.openai),
        can.deliverTo(deployment.webhookTargets),
      ],
      webhooks: [
        can.sendTo(this.queue('webhooks')),
        schedule,
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.deliverTo(deployment.webhookTargets),
      ],
    };
  }

  #schedules(deployment: Deployment): void {
    const { operatorsWorkspace } = deployment;
    const dead = new DeadLetterQueue(this, 'DeadTicks', {
      name: 'schedules',
      impact: OTHER_DEAD.schedules,
      alarmTopic: this.#platform.alarmTopic,
    });
    // The next tick is the retry.
    const asynchronous = { retries: 0, dead } as const;
    const executor = this.#function('schedules/executor', {
      asynchronous,
      timeout: Duration.seconds(58),
      uses: [
        can.queryDueWork(this.#data.tables.records),
        can.sendTo(this.queue('missions')),
        can.sendTo(this.queue('outbound')),
        can.sendTo(this.queue('imports')),
        can.sendTo(this.queue('answers')),
        can.sendTo(this.queue('tasks')),
        can.sendTo(this.queue('newsletters')),
        can.sendTo(this.queue('knowledge')),
        can.executeTasks(deployment),
        can.readObjects('UPLOADS_BUCKET', this.uploads),
        can.controlMissions(this, ['start', 'describe']),
      ],
    });
    // The shortest interval that Scheduler has.
    new Every(this, 'EveryMinute', { interval: Duration.minutes(1), invoke: executor, dead });
    const deadLetters = this.#function('schedules/dead-letters', {
      asynchronous,
      timeout: Duration.minutes(2),
      uses: [can.handleDeadLetters(this, 'collect'), can.operateFor(operatorsWorkspace)],
    });
    new Every(this, 'EveryFiveMinutes', { interval: Duration.minutes(5), invoke: deadLetters, dead });
    const health = this.#function('schedules/domain-health', {
      asynchronous,
      timeout: Duration.minutes(2),
      uses: [
        can.queryTimelines(this.#data.tables.records),
        can.queryDueWork(this.#data.tables.records),
        can.queryTimelines(this.#data.tables.records),
        can.sendTo(this.queue('missions')),
        can.controlMissions(this, ['stop']),
        can.controlProvisioning(this),
      ],
    });
    new Every(this, 'EveryHour', { interval: Duration.hours(1), invoke: health, dead });
    const snapshots = this.#function('schedules/snapshots', {
      asynchronous,
      timeout: Duration.minutes(2),
      uses: [can.queryDueWork(this.#data.tables.records)],
    });
    new Every(this, 'EveryHourSnapshots', { interval: Duration.hours(1), invoke: snapshots, dead });
    const council = this.#function('schedules/council', {
      asynchronous,
      timeout: Duration.minutes(5),
      uses: [
        can.queryDueWork(this.#data.tables.records),
        can.readMetrics(),
        can.queryTimelines(this.#data.tables.records),
        can.useRecords(this.#data.tables.records, ['DeleteItem']),
        can.sendTo(this.queue('missions')),
        can.sendTo(this.queue('notifications')),
        can.sendTo(this.queue('tasks')),
        can.controlMissions(this, ['stop']),
        can.queryEvents(this.#data.tables.events),
      ],
    });
    new Every(this, 'EveryHourCouncil', { interval: Duration.hours(1), invoke: council, dead });
    const sendgrid = this.#function('schedules/sendgrid', {
      asynchronous,
      timeout: Duration.minutes(5),
      uses: [
        can.queryDueWork(this.#data.tables.records),
        can.insertBatches(this.#data.tables.records),
        can.readSecret('SENDGRID_SECRET_ARN', this.#data.secrets.sendgrid),
        can.readSecret('THREAD_SECRET_ARN', this.#data.secrets.thread),
      ],
    });
    new Every(this, 'EveryHourSendgrid', { interval: Duration.hours(1), invoke: sendgrid, dead });
  }
}
