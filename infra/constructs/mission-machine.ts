import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { PROJECT_ROOT } from '../functions.ts';
import { MISSION_MACHINE } from '../names.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { ALARM_PERIOD, raiseAlarm } from './alarm.ts';
import { allow } from './allow.ts';
import type { RexFunction } from './rex-function.ts';

const MISSION_DEFINITION = join(PROJECT_ROOT, 'statemachines/mission.asl.json');

export interface MissionMachineProps {
  /** By the name of the substitution in the definition, such as `PlanFunctionArn`. */
  readonly steps: Readonly<Record<string, RexFunction>>;
  readonly alarmTopic: ITopic;
}

/** The machine of `statemachines/mission.asl.json`: one execution per attempt at a mission. */
export class MissionMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { steps, alarmTopic }: MissionMachineProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    const functions = Object.values(steps).map((step) => step.function.functionArn);
    allow(role, { actions: ['lambda:InvokeFunction'], resources: functions });
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: MISSION_MACHINE,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(MISSION_DEFINITION, 'utf8')),
      definitionSubstitutions: Object.fromEntries(
        Object.entries(steps).map(([name, step]) => [name, step.function.functionArn]),
      ),
      role,
      tracingEnabled: true,
      logs: {
        // Vended logs have a resource policy of their own, whose size does not grow with each machine.
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${MISSION_MACHINE}`,
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
    this.#raiseAlarms(alarmTopic);
  }

  #raiseAlarms(topic: ITopic): void {
    const period = { period: ALARM_PERIOD };
    const failures = [
      {
        id: 'Failed',
        metric: this.machine.metricFailed(period),
        impact:
          'A mission ended in error, beyond what its recovery could do. The reconciler starts it again; look why.',
      },
      {
        id: 'TimedOut',
        metric: this.machine.metricTimedOut(period),
        impact: 'A mission waited for longer than its definition allows.',
      },
      {
        id: 'Throttled',
        metric: this.machine.metricThrottled({ period: Duration.minutes(15) }),
        impact: "Step Functions throttles the missions: they are slow. Raise the account's transition quota.",
      },
    ];
    for (const { id, metric, impact } of failures)
      raiseAlarm(this, id, { metric, threshold: 1, impact, topic });
  }
}
