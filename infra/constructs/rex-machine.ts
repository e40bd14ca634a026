import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PROJECT_ROOT } from '../functions.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { ALARM_PERIOD, raiseAlarm } from './alarm.ts';
import { allow } from './allow.ts';
import type { RexFunction } from './rex-function.ts';

export interface RexMachineProps {
  /** Fixed: steps that answer its tokens name it while it does not exist yet. */
  readonly name: string;
  /** The file in `statemachines`, without its `.asl.json`. */
  readonly definition: string;
  /** By the name of the substitution in the definition, such as `PlanFunctionArn`. */
  readonly steps: Readonly<Record<string, RexFunction>>;
  /** Absent for a machine that catches every failure and tells people itself. */
  readonly alarms?: {
    readonly topic: ITopic;
    readonly impacts: Readonly<Record<'failed' | 'timedOut' | 'throttled', string>>;
  };
}

/** A machine of `statemachines`: with a role that may invoke its steps, a log without data, and traces. */
export class RexMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { name, definition, steps, alarms }: RexMachineProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    const functions = Object.values(steps).map((step) => step.function.functionArn);
    allow(role, { actions: ['lambda:InvokeFunction'], resources: functions });
    const file = join(PROJECT_ROOT, 'statemachines', `${definition}.asl.json`);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(file, 'utf8')),
      definitionSubstitutions: Object.fromEntries(
        Object.entries(steps).map(
          ([
            step,
            {
              function: { functionArn },
            },
          ]) => [step, functionArn],
        ),
      ),
      role,
      tracingEnabled: true,
      logs: {
        // Vended logs have a resource policy of their own, whose size does not grow with each machine.
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${name}`,
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    acknowledgeWildcard(
      role,
      '*',
      'Neither X-Ray nor log delivery has resources that a permission could name.',
    );
    if (alarms) this.#raiseAlarms(alarms);
  }

  #raiseAlarms({ topic, impacts }: NonNullable<RexMachineProps['alarms']>): void {
    const period = { period: ALARM_PERIOD };
    const failures = [
      { id: 'Failed', metric: this.machine.metricFailed(period), impact: impacts.failed },
      { id: 'TimedOut', metric: this.machine.metricTimedOut(period), impact: impacts.timedOut },
      {
        id: 'Throttled',
        metric: this.machine.metricThrottled({ period: Duration.minutes(15) }),
        impact: impacts.throttled,
      },
    ];
    for (const { id, metric, impact } of failures)
      raiseAlarm(this, id, { metric, threshold: 1, impact, topic });
  }
}
