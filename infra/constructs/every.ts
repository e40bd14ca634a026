import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { functionId } from '../functions.ts';
import { PREFIX } from '../names.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { RexFunction } from './rex-function.ts';
import { schedulerPrincipal } from './scheduler-principal.ts';

export interface EveryProps {
  /** Whole minutes: Scheduler knows nothing shorter. */
  readonly interval: Duration;
  readonly invoke: RexFunction;
  readonly dead: DeadLetterQueue;
}

/** Invokes a function at a fixed rate. A failed call is not repeated: the next tick is the retry. */
export class Every extends Construct {
  constructor(scope: Construct, id: string, { interval, invoke, dead }: EveryProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: schedulerPrincipal(this) });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [invoke.function.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [dead.queue.queueArn] }));
    new CfnSchedule(this, 'Schedule', {
      name: `${PREFIX}-${functionId(invoke.functionPath)}`,
      scheduleExpression: ScheduleExpression.rate(interval).expressionString,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: invoke.function.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: dead.queue.queueArn },
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: interval.toSeconds() },
      },
    });
  }
}
