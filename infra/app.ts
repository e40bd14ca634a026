import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib/core';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { committedContext, parseDeployment } from './config.ts';
import { BUNDLES, bundleOf, CONSOLE } from './functions.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { CouncilStack } from './stacks/council-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { FrontStack } from './stacks/front-stack.ts';
import { MailStack } from './stacks/mail-stack.ts';
import { RealtimeStack } from './stacks/realtime-stack.ts';
import { WorkflowsStack } from './stacks/workflows-stack.ts';

export interface RexAppProps extends AppProps {
  /** Folder of the bundles. */
  readonly bundles?: string;
  /** What a function runs, by its id; its bundle when this is not said. */
  readonly codeOf?: (id: string) => Code;
  /** Folder of the web console; without it there is none. */
  readonly web?: string;
}

/** All stacks, in the order of what stands on what: data <- front <- edge <- workflows <- council <- api; workflows <- realtime and mail. */
export function createApp({
  bundles = BUNDLES,
  codeOf = (id) => Code.fromAsset(bundleOf(id, bundles), { exclude: ['*.map'] }),
  web,
  ...props
}: RexAppProps = {}): App {
  const app = new App({ analyticsReporting: false, ...props });
  const deployment = parseDeployment((name) => app.node.tryGetContext(name));
  const data = new DataStack(app, 'RexData', {
    deployment,
    description: 'Rex: records, files, secrets, people',
  });
  const front = new FrontStack(app, 'RexFront', {
    deployment,
    signIn: data.signIn,
    web,
    description: 'Rex: the HTTP API without its routes, and the web console',
  });
  const { consoleOrigins } = front;
  const platform = { codeOf, alarmTopic: data.alarmTopic };
  const edge = new EdgeStack(app, 'RexEdge', {
    deployment,
    platform,
    front,
    signIn: data.signIn,
    records: data.tables.records,
    cronSecret: data.secrets.cron,
    description: 'Rex: who may call the HTTP API',
  });
  const consoleUrl = front.consoleUrl ?? edge.baseUrl;
  const workflows = new WorkflowsStack(app, 'RexWorkflows', {
    deployment,
    platform,
    data,
    baseUrl: edge.baseUrl,
    consoleUrl,
    consoleOrigins,
    description: 'Rex: imports, missions, sending, schedules',
  });
  new MailStack(app, 'RexMail', {
    deployment,
    platform,
    data,
    tasks: workflows.queue('tasks'),
    description: 'Rex: SES events and incoming mail',
  });
  const realtime = new RealtimeStack(app, 'RexRealtime', {
    platform,
    data,
    authorizer: edge.authorizer,
    workflows,
    description: 'Rex: event bus and WebSocket API',
  });
  const council = new CouncilStack(app, 'RexCouncil', {
    deployment,
    platform,
    data,
    edge,
    workflows,
    description: 'Rex: the seats of the Council',
  });
  new ApiStack(app, 'RexApi', {
    deployment,
    platform,
    data,
    edge,
    consoleClient: front.clientId,
    consoleUrl,
    workflows,
    council,
    webSocketUrl: realtime.webSocketUrl,
    description: 'Rex: HTTPS routes',
  });
  Tags.of(app).add('app', 'rex');
  return app;
}

/** Writes the assembly as `cdk synth` would: in this process, without credentials, network or validation. */
export function synthesize(
  outdir: string,
  { bundles = BUNDLES, context = {} }: { bundles?: string; context?: Record<string, unknown> } = {},
): CloudAssembly {
  return createApp({ bundles, outdir, context: { ...committedContext(), ...context } }).synth();
}

if (import.meta.main) {
  // Loaded here only: `npm start` synthesizes too, and need not wait for the rules.
  const { AwsSolutionsChecks } = await import('cdk-nag');
  const app = createApp({ web: CONSOLE });
  // There, Lambda's own interfaces would be within the reach of whoever adds an endpoint.
  if (parseDeployment((name) => app.node.tryGetContext(name)).webhookTargets === 'loopback') {
    throw new Error('webhookTargets=loopback is for a Rex on one machine.');
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
}
