import { Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Area } from '../../shared/api/contract/route-tables.ts';
import * as can from '../capabilities.ts';
import type { Deployment } from '../config.ts';
import type { Capability } from '../constructs/capability.ts';
import { addHttpAreas } from '../constructs/http-areas.ts';
import { addHttpStage } from '../constructs/http-stage.ts';
import type { FunctionPlatform } from '../constructs/rex-function.ts';
import type { CouncilStack, SeatArea } from './council-stack.ts';
import type { DataStack } from './data-stack.ts';
import type { EdgeStack } from './edge-stack.ts';
import type { WorkflowsStack } from './workflows-stack.ts';

/** With so much memory a function has a whole processor: a simulation computes for seconds. */
const WHOLE_PROCESSOR_MB = 1_769;

export interface ApiStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly platform: FunctionPlatform;
  readonly data: DataStack;
  readonly edge: EdgeStack;
  readonly workflows: WorkflowsStack;
  readonly council: CouncilStack;
  readonly webSocketUrl: string;
  /** The web console, as the issuer knows it. */
  readonly consoleClient: string;
  /** Where its pages are; undefined where what serves the API serves them too. */
  readonly consoleUrl: string;
}

/** What answers HTTPS: one function per area, with the routes of its contract. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props: ApiStackProps) {
    const {
      deployment,
      platform,
      data,
      edge,
      workflows,
      council,
      webSocketUrl,
      consoleClient,
      consoleUrl,
      ...stackProps
    } = props;
    super(scope, id, stackProps);
    const { tables, secrets } = data;
    const timelines = can.queryTimelines(tables.records);
    /** What the function of an area may touch beyond the tables. */
    const uses: Readonly<Record<Exclude<Area, SeatArea>, readonly Capability[]>> = {
      missions: [
        timelines,
        can.sendTo(workflows.queue('missions')),
        can.sendTo(workflows.queue('outbound')),
        can.controlMissions(this, ['stop']),
        can.queryEvents(tables.events),
      ],
      campaigns: [can.useRecords(tables.records, ['DeleteItem'])],
      forecast: [],
      leads: [
        timelines,
        can.insertBatches(tables.records),
        can.operateFor(deployment.operatorsWorkspace),
        can.putObjects('UPLOADS_BUCKET', workflows.uploads),
        can.readObjects('KNOWLEDGE_BUCKET', workflows.knowledge),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
      ],
      gdpr: [
        can.queryEvents(tables.events),
        can.insertBatches(tables.records),
        can.recordErasures(tables.erasures),
        can.readObjects('INBOUND_BUCKET', can.mailOf(data.files)),
        can.sendTo(workflows.queue('erasures')),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
      ],
      enrichment: [can.readSecret('ENRICHMENT_SECRET_ARN', secrets.enrichment)],
      approvals: [
        can.answerTasks(this),
        can.sendTo(workflows.queue('answers')),
        can.sendTo(workflows.queue('tasks')),
        timelines,
        can.sendTo(workflows.queue('outbound')),
        can.keepConnections(this, 'use'),
        can.deliverTo(deployment.webhookTargets),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
      ],
      replies: [timelines, can.sendTo(workflows.queue('outbound'))],
      inbox: [timelines, can.sendTo(workflows.queue('answers'))],
      resources: [
        timelines,
        can.sendTo(workflows.queue('missions')),
        can.sendTo(workflows.queue('outbound')),
        can.controlMissions(this, ['stop']),
        can.operateFor(deployment.operatorsWorkspace),
      ],
      provisioning: [can.controlProvisioning(this)],
      commands: [
        timelines,
        can.queryEvents(data.tables.events),
        can.sendTo(workflows.queue('missions')),
        can.sendTo(workflows.queue('outbound')),
        can.controlMissions(this, ['stop']),
        can.readObjects('KNOWLEDGE_BUCKET', workflows.knowledge),
        can.readSecret('OPENAI_SECRET_ARN', secrets.openai),
      ],
      decisions: [timelines],
      operations: [timelines, can.handleDeadLetters(this, 'replay'), can.tellWebSocket(webSocketUrl)],
      agents: [
        timelines,
        can.sendTo(workflows.queue('missions')),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
      ],
      automations: [
        can.useRecords(tables.records, ['DeleteItem']),
        can.sendTo(workflows.queue('missions')),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.deliverTo(deployment.webhookTargets),
        can.linkTo(edge.baseUrl),
      ],
      connections: [
        can.useRecords(tables.records, ['DeleteItem']),
        can.keepConnections(this, 'manage'),
        can.deliverTo(deployment.webhookTargets),
      ],
      profiles: [],
      llm: [can.sendTo(workflows.queue('missions')), can.readSecret('OPENAI_SECRET_ARN', secrets.openai)],
      channels: [
        timelines,
        can.sendTo(workflows.queue('texts')),
        can.sendTo(workflows.queue('outbound')),
        can.sendTo(workflows.queue('sendgrid')),
        can.readSecret('TWILIO_SECRET_ARN', secrets.twilio),
        can.readSecret('SENDGRID_SECRET_ARN', secrets.sendgrid),
        can.linkTo(edge.baseUrl),
      ],
      meetings: [
        timelines,
        can.sendTo(workflows.queue('meetings')),
        can.sendTo(workflows.queue('answers')),
        can.readSecret('CALENDARS_SECRET_ARN', secrets.calendars),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.linkTo(edge.baseUrl),
      ],
      tasks: [
        can.sendTo(workflows.queue('tasks')),
        can.queryDueWork(tables.records),
        can.executeTasks(deployment),
      ],
      correspondence: [can.useRecords(tables.records, ['DeleteItem'])],
      knowledge: [
        can.readObjects('KNOWLEDGE_BUCKET', workflows.knowledge),
        can.putObjects('KNOWLEDGE_BUCKET', workflows.knowledge),
        can.searchVectors(workflows.vectors),
        can.putObjects('UPLOADS_BUCKET', workflows.knowledgeUploads),
        can.sendTo(workflows.queue('knowledge')),
        can.readSecret('OPENAI_SECRET_ARN', secrets.openai),
      ],
      guilds: [can.sendTo(workflows.queue('tasks'))],
      analytics: [timelines],
      notifications: [can.useRecords(tables.records, ['DeleteItem']), can.checkRecords(tables.records)],
      newsletter: [
        timelines,
        can.useRecords(tables.records, ['DeleteItem']),
        can.sendTo(workflows.queue('newsletters')),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.linkTo(edge.baseUrl),
      ],
      members: [
        can.useRecords(tables.records, ['DeleteItem']),
        can.sendSystemMail(this, deployment.systemMailFrom),
        can.makeAccounts(data.signIn),
        can.linkToConsole(consoleUrl),
      ],
      mcp: [can.linkTo(edge.baseUrl)],
      webhooks: [
        can.useRecords(tables.records, ['DeleteItem']),
        can.sendTo(workflows.queue('webhooks')),
        can.readSecret('THREAD_SECRET_ARN', secrets.thread),
        can.deliverTo(deployment.webhookTargets),
      ],
      system: [
        timelines,
        can.queryEvents(tables.events),
        can.sendTo(workflows.queue('outbound')),
        can.linkTo(edge.baseUrl),
        can.tellSystemSender(deployment.systemMailFrom),
        can.sendToSignIn(data.signIn.issuer, { program: data.signIn.audience, console: consoleClient }),
      ],
      public: [can.readSecret('THREAD_SECRET_ARN', secrets.thread)],
    };
    const { httpApi, routes } = addHttpAreas(this, { deployment, platform, data, edge }, uses, {
      forecast: { memoryMb: WHOLE_PROCESSOR_MB },
      system: { unknownPaths: true },
    });
    addHttpStage(this, httpApi, [...routes, ...council.routes]);
  }
}
