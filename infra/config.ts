import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { workspaceIdSchema } from '../shared/kernel/contract/common.ts';
import { WEBHOOK_TARGETS } from '../shared/webhooks/contract/webhooks.ts';
import { PROJECT_ROOT } from './functions.ts';

/** Scheme, host and port, and nothing else: what a browser sends as Origin. There is no `*`. */
const isOrigin = (text: string): boolean =>
  /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** What a deployment may choose, given as CDK context: `-c alarmEmail=ops@example.com`. */
const deploymentSchema = z.object({
  /**
   * Domains whose mail is taken in, with commas between them; without it the rule takes mail of every verified domain.
   * Name the sending domains beside the reply domains: some programs answer to From.
   */
  inboundDomain: z
    .string()
    .min(4)
    .transform((domains) => domains.split(',').map((domain) => domain.trim()))
    .optional(),
  /**
   * `false` leaves the account's receipt rules as they are: replies and unsubscribes by mail then reach Rex only if
   * another rule hands them over. For accounts, Regions and emulators in which SES takes no mail.
   */
  receiveMail: z.stringbool().or(z.boolean()).default(true),
  /**
   * The address that Rex itself writes from: notifications, and invitations to a workspace. SES must have verified it or its domain,
   * and no lead should know it. Without it, nothing is mailed to members.
   */
  systemMailFrom: z.email().max(254).optional(),
  /** Who is told of alarms, apart from those who subscribe to the topic by themselves. */
  alarmEmail: z.email().optional(),
  /** Requests a minute that one person may make, over all functions together. */
  requestsPerMinute: z.coerce.number().int().min(1).default(100),
  /** Whose admins see dead letters that belong to no workspace. */
  operatorsWorkspace: workspaceIdSchema.default('operations'),
  /** Origins of the console, separated by commas: pages there may call the API and upload files from a browser. */
  consoleOrigin: z
    .string()
    .default('http://localhost:5173')
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.string().refine(isOrigin, 'is no origin such as https://console.example.com')).min(1)),
  /** Where webhooks may be delivered. All but `public` is for a Rex on one machine. */
  webhookTargets: z.enum(WEBHOOK_TARGETS).default('public'),
  /** Where passages of the knowledge base are searched: in each process, or in Amazon S3 Vectors (`shared/knowledge/README.md`). */
  knowledgeEngine: z.enum(['embedded', 's3vectors']).default('embedded'),
  /** Numbers of a vector in S3 Vectors: those of the embedding model. 1 where none is configured, and words alone are searched. */
  knowledgeDimensions: z.coerce.number().int().min(1).max(4096).default(512),
  /** `false`: the executor takes no tasks; what is asked for waits. */
  autoExecution: z.stringbool().or(z.boolean()).default(true),
  /** `true`: tasks are rehearsed in all workspaces, and nothing is done outside. */
  agentDryRun: z.stringbool().or(z.boolean()).default(false),
  /** `true` puts CloudFront with a web application firewall before the API (us-east-1 only). */
  shield: z.stringbool().or(z.boolean()).default(false),
  /** Requests that one address may make in five minutes, where there is a shield. */
  shieldLimit: z.coerce.number().int().min(10).max(2_000_000_000).default(2000),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** @throws when a context value is wrong, naming it. */
export function parseDeployment(contextValue: (name: string) => unknown): Deployment {
  const names = Object.keys(deploymentSchema.shape);
  const parsed = deploymentSchema.safeParse(
    Object.fromEntries(names.map((name) => [name, contextValue(name)])),
  );
  if (!parsed.success) throw new Error(`CDK context is wrong.\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The context of cdk.json, which the CLI would pass: synthesis without it must give the same templates. */
export function committedContext(): Record<string, unknown> {
  const file: unknown = JSON.parse(readFileSync(join(PROJECT_ROOT, 'cdk.json'), 'utf8'));
  return z.object({ context: z.record(z.string(), z.unknown()) }).parse(file).context;
}
