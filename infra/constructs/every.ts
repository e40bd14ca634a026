import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { PREFIX } from '../names.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import type { RexFunction } from './rex-function.ts';
import { schedulerPrincipal } from './scheduler-principal.ts';

export interface EveryProps {
  readonly minutes: number;
  readonly invoke: RexFunction;
  readonly dead: DeadLetterQueue;
}

/** Invokes a function at a fixed rate. A failed call is not repeated: the next tick is the retry. */
export class Every extends Construct {
  constructor(scope: Construct, id: string, { minutes, invoke, dead }: EveryProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: schedulerPrincipal(this) });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [invoke.function.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [dead.queue.queueArn] }));
    new CfnSchedule(this, 'Schedule', {
      name: `${PREFIX}-${invoke.functionPath.replaceAll('/', '-')}`,
      scheduleExpression: minutes % 60 === 0 ? hours(minutes / 60) : minutesRate(minutes),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: invoke.function.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: dead.queue.queueArn },
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: Math.max(60, minutes * 60) },
      },
    });
  }
}

const hours = (count: number): string => (count === 1 ? 'rate(1 hour)' : `rate(${count} hours)`);
const minutesRate = (count: number): string => (count === 1 ? 'rate(1 minute)' : `rate(${count} minutes)`);
