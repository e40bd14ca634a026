import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { functionId } from '../functions.ts';
import { METRICS_NAMESPACE, PREFIX, SERVICE } from '../names.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { allow } from './allow.ts';
import type { Capability } from './capability.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

const DEFAULT_MEMORY_MB = 512;
const DEFAULT_TIMEOUT = Duration.seconds(30);

/** What all functions of a deployment share. */
export interface FunctionPlatform {
  /** What a function runs, by its id. */
  readonly codeOf: (id: string) => Code;
  readonly alarmTopic: ITopic;
}

export interface RexFunctionProps {
  /** All that it may do. Its environment and its permissions are made of these and nothing else. */
  readonly uses?: readonly Capability[];
  readonly timeout?: Duration;
  readonly memoryMb?: number;
  /** For those whose caller does not wait for the answer: how often Lambda tries again, and where the event goes then. */
  readonly asynchronous?: { readonly retries: 0 | 1 | 2; readonly dead: DeadLetterQueue };
}

/** A function of `functions/<path>`: with a log that ends, a role of its own, and traces. */
export class RexFunction extends Construct {
  readonly functionPath: string;
  readonly timeout: Duration;
  readonly function: LambdaFunction;

  constructor(scope: Construct, path: string, platform: FunctionPlatform, props: RexFunctionProps = {}) {
    const id = functionId(path);
    super(scope, id);
    const { uses = [], timeout = DEFAULT_TIMEOUT, memoryMb = DEFAULT_MEMORY_MB, asynchronous } = props;
    this.functionPath = path;
    this.timeout = timeout;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${PREFIX}-${id}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    allow(role, {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    for (const permission of uses.flatMap(({ permissions = [] }) => permissions)) allow(role, permission);
    this.function = new LambdaFunction(this, 'Function', {
      functionName: `${PREFIX}-${id}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: platform.codeOf(id),
      handler: 'index.handler',
      memorySize: memoryMb,
      timeout,
      role,
      logGroup,
      tracing: Tracing.ACTIVE,
      environment: {
        POWERTOOLS_SERVICE_NAME: SERVICE,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
        LOG_LEVEL: 'INFO',
        ...Object.assign({}, ...uses.map(({ environment }) => environment)),
      },
      ...(asynchronous && {
        retryAttempts: asynchronous.retries,
        onFailure: new SqsDestination(asynchronous.dead.queue),
      }),
    });
    acknowledgeWildcard(role, '*', 'X-Ray has no resources that a permission could name.');
  }
}
