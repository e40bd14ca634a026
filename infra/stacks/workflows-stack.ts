import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { type AgentResources, startCapabilities, workCapabilities } from '../agent-capabilities.ts';
import * as can from '../capabilities.ts';
import type { Deployment } from '../config.ts';
import type { Capability } from '../constructs/capability.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { Every } from '../constructs/every.ts';
import { MissionMachine } from '../constructs/mission-machine.ts';
import { type FunctionPlatform, RexFunction, type RexFunctionProps } from '../constructs/rex-function.ts';
import { schedulerPrincipal } from '../constructs/scheduler-principal.ts';
import { Uploads } from '../constructs/uploads.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { SCHEDULE_GROUP, type WorkQueueName } from '../names.ts';
import type { DataStack } from './data-stack.ts';

/** For functions that go through a part of the leads at a time. */
const HEAVY = { timeout: Duration.minutes(5), memoryMb: 1024 } as const;
/** Keeps a burst of work from taking the account's concurrency from the API. */
const BATCHES_AT_ONCE = 5;

export interface WorkflowsStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly platform: FunctionPlatform;
  readonly data: DataStack;
  /** Base of the links in mail. */
  readonly baseUrl: string;
}

/** What Rex does by itself: imports, missions, sending, and the schedules that keep them going. */
export class WorkflowsStack extends Stack {
  readonly missions: WorkQueue;
  readonly imports: WorkQueue;
  readonly batches: WorkQueue;
  readonly outbound: WorkQueue;
  readonly texts: WorkQueue;
  readonly uploads: Uploads;
  readonly #platform: FunctionPlatform;
  readonly #data: DataStack;
  /** All keep records and tell what they did. */
  readonly #store: readonly Capability[];

  constructor(scope: Construct, id: string, props: WorkflowsStackProps) {
    const { deployment, platform, data, baseUrl, ...stackProps } = props;
    super(scope, id, stackProps);
    this.#platform = platform;
    this.#data = data;
    this.#store = [can.readWriteRecords(data.tables.records), can.appendEvents(data.tables.events)];
    this.missions = this.#queue('missions', {
      workTimeout: Duration.minutes(1),
      impact: 'Missions are neither started nor closed in time; the monitor drives them on every minute.',
    });
    this.imports = this.#queue('imports', {
      workTimeout: HEAVY.timeout,
      impact: 'An uploaded file is not imported, or only in part.',
    });
    this.batches = this.#queue('batches', {
      workTimeout: HEAVY.timeout,
      impact: 'A step of a mission waits for a part that nobody works on.',
    });
    this.outbound = this.#queue('outbound', {
      workTimeout: HEAVY.timeout,
      impact: 'Approved messages of a cohort are not sent. Nothing is sent twice when they are moved back.',
    });
    this.texts = this.#queue('texts', {
      workTimeout: Duration.minutes(1),
      impact:
        'Requests to stop and answers by SMS or WhatsApp are not acted on. Pause sending until they are.',
    });
    this.uploads = new Uploads(this, 'Uploads', {
      accessLogs: data.files.accessLogs,
      imports: this.imports,
      consoleOrigins: deployment.consoleOrigin,
    });
    const schedule = this.#oneTimeSchedules();
    this.#machine(schedule);
    this.#consumers(schedule, baseUrl);
    this.#schedules(deployment);
  }

  #queue(name: WorkQueueName, props: { workTimeout: Duration; impact: string }): WorkQueue {
    const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}Queue`;
    return new WorkQueue(this, id, { name, alarmTopic: this.#platform.alarmTopic, ...props });
  }

  #function(path: string, { uses = [], ...props }: RexFunctionProps = {}): RexFunction {
    return new RexFunction(this, path, this.#platform, { ...props, uses: [...this.#store, ...uses] });
  }

  #agentResources(schedule: Capability): AgentResources {
    const { missions, batches, outbound } = this;
    return {
      stack: this,
      secrets: this.#data.secrets,
      queues: { missions, batches, outbound },
      schedule,
    };
  }

  #oneTimeSchedules(): Capability {
    new CfnScheduleGroup(this, 'ScheduleGroup', { name: SCHEDULE_GROUP });
    const role = new Role(this, 'SchedulerRole', { assumedBy: schedulerPrincipal(this) });
    const { missions, outbound } = this;
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [missions.queue.queueArn, outbound.queue.queueArn],
      }),
    );
    return can.scheduleMessages(this, { role, missions, outbound });
  }

  #machine(schedule: Capability): void {
    const { secrets } = this.#data;
    const step = (name: string, props?: RexFunctionProps) => this.#function(`steps/mission/${name}`, props);
    new MissionMachine(this, 'MissionMachine', {
      alarmTopic: this.#platform.alarmTopic,
      steps: {
        PlanFunctionArn: step('plan', HEAVY),
        RunStepFunctionArn: step('run-step', {
          ...HEAVY,
          uses: [
            can.queryTimelines(this.#data.tables.records),
            can.answerTasks(this),
            ...startCapabilities(this.#agentResources(schedule)),
          ],
        }),
        CollectFunctionArn: step('collect', { uses: [schedule, can.answerTasks(this)] }),
        AnalyzeFunctionArn: step('analyze', HEAVY),
        OptimizeFunctionArn: step('optimize'),
        CompleteFunctionArn: step('complete', { uses: [can.sendTo('MISSIONS_QUEUE_URL', this.missions)] }),
        RecoverFunctionArn: step('recover', {
          uses: [
            can.sendTo('MISSIONS_QUEUE_URL', this.missions),
            can.readSecret('OPENAI_SECRET_ARN', secrets.openai),
            can.answerTasks(this, ['Failure']),
          ],
        }),
      },
    });
  }

  #consumers(schedule: Capability, baseUrl: string): void {
    const { secrets } = this.#data;
    const missions = this.#function('consumers/missions', {
      uses: [
        can.queryTimelines(this.#data.tables.records),
        can.controlMissions(this, ['start']),
        can.answerTasks(this),
      ],
      timeout: Duration.minutes(1),
    });
    this.missions.consumeWith(missions, { batchSize: 10 });
    const imports = this.#function('consumers/imports', {
      ...HEAVY,
      uses: [
        can.writeBatches(this.#data.tables.records),
        can.readObjects('UPLOADS_BUCKET', this.uploads),
        can.sendTo('IMPORTS_QUEUE_URL', this.imports),
      ],
    });
    this.imports.consumeWith(imports, { batchSize: 1 });
    const batches = this.#function('consumers/batches', {
      ...HEAVY,
      uses: [can.answerTasks(this, ['Success']), ...workCapabilities(this.#agentResources(schedule))],
    });
    this.batches.consumeWith(batches, { batchSize: 1, maxConcurrency: BATCHES_AT_ONCE });
    const outbound = this.#function('consumers/outbound', {
      ...HEAVY,
      uses: [
        can.sendEmail(this),
        can.checkRecords(this.#data.tables.records),
        schedule,
        can.answerTasks(this, ['Success']),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.readSecret('TWILIO_SECRET_ARN', secrets.twilio),
        can.linkTo(baseUrl),
      ],
    });
    this.outbound.consumeWith(outbound, { batchSize: 1, maxConcurrency: BATCHES_AT_ONCE });
    const texts = this.#function('consumers/texts', { timeout: Duration.minutes(1) });
    this.texts.consumeWith(texts, { batchSize: 10 });
  }

  #schedules({ operatorsWorkspace }: Deployment): void {
    const dead = new DeadLetterQueue(this, 'DeadTicks', {
      name: 'schedules',
      impact:
        'A scheduled job could not run. The next tick tries again; several in a row mean that lost work is not found.',
      alarmTopic: this.#platform.alarmTopic,
    });
    // The next tick is the retry.
    const asynchronous = { retries: 0, dead } as const;
    const executor = this.#function('schedules/executor', {
      asynchronous,
      timeout: Duration.seconds(58),
      uses: [
        can.queryDueWork(this.#data.tables.records),
        // An upload whose notice was lost is planned here.
        can.writeBatches(this.#data.tables.records),
        can.sendTo('MISSIONS_QUEUE_URL', this.missions),
        can.sendTo('OUTBOUND_QUEUE_URL', this.outbound),
        can.sendTo('IMPORTS_QUEUE_URL', this.imports),
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
        can.sendTo('MISSIONS_QUEUE_URL', this.missions),
        can.controlMissions(this, ['stop']),
      ],
    });
    new Every(this, 'EveryHour', { interval: Duration.hours(1), invoke: health, dead });
    const snapshots = this.#function('schedules/snapshots', {
      asynchronous,
      timeout: Duration.minutes(2),
      uses: [can.queryDueWork(this.#data.tables.records)],
    });
    new Every(this, 'EveryHourSnapshots', { interval: Duration.hours(1), invoke: snapshots, dead });
  }
}
