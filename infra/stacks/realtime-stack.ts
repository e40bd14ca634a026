import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { OTHER_DEAD } from '../../shared/api/contract/queues.ts';
import { appendEvents, postToConnections, publishEvents, sendTo, useRecords } from '../capabilities.ts';
import { accessLog } from '../constructs/access-log.ts';
import { acknowledge, acknowledgeManagedPolicy } from '../constructs/acknowledge.ts';
import type { Capability } from '../constructs/capability.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { type FunctionPlatform, RexFunction } from '../constructs/rex-function.ts';
import { consumeStream } from '../constructs/table-stream.ts';
import { PREFIX, SERVICE } from '../names.ts';
import { THROTTLES } from '../throttles.ts';
import type { DataStack } from './data-stack.ts';
import type { WorkflowsStack } from './workflows-stack.ts';

const STAGE = 'live';
const PROMPT = { timeout: Duration.seconds(10) };
const PUSH_MANAGED_POLICY = 'service-role/AmazonAPIGatewayPushToCloudWatchLogs';

export interface RealtimeStackProps extends StackProps {
  readonly platform: FunctionPlatform;
  readonly data: DataStack;
  readonly authorizer: RexFunction;
  readonly workflows: WorkflowsStack;
}

/** Events: from their table, over the bus, to connected clients. */
export class RealtimeStack extends Stack {
  /** Where clients connect, with a ticket. */
  readonly webSocketUrl: string;
  readonly #platform: FunctionPlatform;
  readonly #data: DataStack;

  constructor(
    scope: Construct,
    id: string,
    { platform, data, authorizer, workflows, ...props }: RealtimeStackProps,
  ) {
    super(scope, id, props);
    this.#platform = platform;
    this.#data = data;
    const bus = new EventBus(this, 'Bus', { eventBusName: PREFIX });
    this.#publish(bus, workflows);
    const { api, stage } = this.#webSocket(authorizer);
    this.webSocketUrl = stage.url;
    this.#push(bus, api, stage);
  }

  #publish(bus: EventBus, workflows: WorkflowsStack): void {
    const publisher = new RexFunction(this, 'streams/events', this.#platform, {
      uses: [
        publishEvents(bus),
        sendTo(workflows.queue('webhooks')),
        sendTo(workflows.queue('notifications')),
        useRecords(this.#data.tables.records, ['PutItem', 'Query']),
      ],
    });
    const dead = new DeadLetterQueue(this, 'DeadEvents', {
      name: 'events',
      impact: OTHER_DEAD.events,
      alarmTopic: this.#platform.alarmTopic,
    });
    consumeStream(publisher, {
      table: this.#data.tables.events,
      dead,
      alarmTopic: this.#platform.alarmTopic,
    });
  }

  #webSocket(authorizer: RexFunction): { api: WebSocketApi; stage: WebSocketStage } {
    const api = new WebSocketApi(this, 'WebSocketApi', { apiName: 'rex-realtime' });
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: api,
      stageName: STAGE,
      autoDeploy: true,
      throttle: { rateLimit: THROTTLES.connections.rate, burstLimit: THROTTLES.connections.burst },
      accessLogSettings: accessLog(this, 'AccessLog', 'websocket'),
    });
    stage.node.addDependency(this.#accountLogging());
    new CfnOutput(this, 'WebSocketUrl', { value: stage.url });
    const { records } = this.#data.tables;
    const replies = postToConnections(this, connectionsOf(api, stage));
    const route = (name: string, uses: Capability[]) => {
      const fn = new RexFunction(this, `realtime/${name}`, this.#platform, { ...PROMPT, uses });
      return new WebSocketLambdaIntegration(name, fn.function);
    };
    api.addRoute('$connect', {
      integration: route('connect', [useRecords(records, ['PutItem'])]),
      authorizer: new WebSocketLambdaAuthorizer('Token', authorizer.function, {
        identitySource: ['route.request.querystring.token'],
      }),
    });
    for (const { name, integration } of [
      { name: '$disconnect', integration: route('disconnect', [useRecords(records, ['DeleteItem'])]) },
      {
        name: '$default',
        integration: route('message', [
          useRecords(records, ['BatchGetItem', 'GetItem', 'PutItem', 'Query']),
          replies,
        ]),
      },
    ]) {
      acknowledge(
        api.addRoute(name, { integration }),
        'APIG4',
        'Only $connect can have an authorizer, and has one.',
      );
    }
    return { api, stage };
  }

  /** Without a role in the account's settings, a WebSocket stage cannot write access logs. One per Region. */
  #accountLogging(): CfnAccount {
    const role = new Role(this, 'ApiGatewayLogs', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(PUSH_MANAGED_POLICY)],
    });
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    acknowledgeManagedPolicy(role, PUSH_MANAGED_POLICY, 'API Gateway asks for this policy by name.');
    const account = new CfnAccount(this, 'ApiGatewayAccount', { cloudWatchRoleArn: role.roleArn });
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }

  #push(bus: EventBus, api: WebSocketApi, stage: WebSocketStage): void {
    const dead = new DeadLetterQueue(this, 'DeadPushes', {
      name: 'push',
      impact: OTHER_DEAD.push,
      alarmTopic: this.#platform.alarmTopic,
    });
    const push = new RexFunction(this, 'realtime/push', this.#platform, {
      uses: [
        // Closed connections are removed.
        useRecords(this.#data.tables.records, ['Query', 'DeleteItem']),
        postToConnections(this, connectionsOf(api, stage)),
      ],
      asynchronous: { retries: 2, dead },
    });
    const answer = new RexFunction(this, 'bus/answer', this.#platform, {
      uses: [appendEvents(this.#data.tables.events)],
      asynchronous: { retries: 0, dead },
    });
    const asked = new Rule(this, 'Asked', {
      eventBus: bus,
      eventPattern: { source: [SERVICE], detailType: ['bus.asked'] },
    });
    // The caller waits only for seconds.
    asked.addTarget(
      new LambdaFunction(answer.function, { deadLetterQueue: dead.queue, maxEventAge: Duration.minutes(1) }),
    );
    const rule = new Rule(this, 'AllEvents', {
      eventBus: bus,
      eventPattern: { source: [SERVICE], detail: { watched: [true] } },
    });
    // News that is an hour old is found by reading, not by pushing.
    rule.addTarget(
      new LambdaFunction(push.function, { deadLetterQueue: dead.queue, maxEventAge: Duration.hours(1) }),
    );
  }
}

const connectionsOf = (api: WebSocketApi, stage: WebSocketStage) => ({
  apiId: api.apiId,
  stage: STAGE,
  endpoint: stage.callbackUrl,
});
