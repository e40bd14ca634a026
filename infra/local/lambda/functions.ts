import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { Credentials, Iam } from '../iam/iam.ts';
import type { CloudAssembly } from '../template/assembly.ts';
import type { Resource } from '../template/resolve.ts';
import { ACCOUNT, REGION } from '../template/resource-types.ts';
import { createPool, type FunctionDefinition, type FunctionPool, type PoolServices } from './pool.ts';
import type { InvokeResult, ThreadSetup } from './protocol.ts';
import { createThreads, type ThreadsOptions } from './threads.ts';

export interface Functions {
  /** By name or ARN (a version or alias at its end is ignored). Never rejects. */
  invoke(nameOrArn: string, event: unknown): Promise<InvokeResult>;
  find(nameOrArn: string): FunctionDefinition | undefined;
  names(): string[];
  stop(): Promise<void>;
}

const functionProperties = z.object({
  Code: z.object({ S3Key: z.string().optional() }),
  Handler: z.string().default('index.handler'),
  Runtime: z.string().optional(),
  MemorySize: z.coerce.number().default(128),
  Timeout: z.coerce.number().default(3),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
});

/** How many environments one function may have when it reserves none: more would only queue for this machine's cores. */
const DEFAULT_CONCURRENCY = 4;
const MODULE_ENDINGS = ['.mjs', '.js', '.cjs'];

interface FunctionsServices
  extends Omit<PoolServices, 'threads'>,
    Required<Pick<ThreadsOptions, 'onWrite' | 'onLostWrite'>> {
  readonly threads: ThreadSetup;
}

/** Makes the functions of the template ready to be invoked. Their environments start at the first invocation. */
export function createFunctions(
  resources: readonly Resource[],
  assembly: CloudAssembly,
  { awsEndpoint, iam }: { awsEndpoint: string; iam: Iam },
  { threads: threadSetup, onWrite, onLostWrite, ...services }: FunctionsServices,
  /** What every function finds in its environment here, and on AWS does not. */
  further: Readonly<Record<string, string>> = {},
): Functions {
  const threads = createThreads(threadSetup, services.logFolder, { onWrite, onLostWrite });
  const pools = new Map<string, FunctionPool>();
  for (const resource of resources) {
    if (resource.type !== 'AWS::Lambda::Function') continue;
    const definition = definitionOf(resource, assembly, awsEndpoint, iam, further);
    if (definition !== undefined) pools.set(resource.name, createPool(definition, { ...services, threads }));
  }
  const find = (nameOrArn: string): FunctionPool | undefined => pools.get(functionNameOf(nameOrArn));
  return {
    async invoke(nameOrArn, event) {
      const pool = find(nameOrArn);
      if (pool !== undefined) return pool.invoke(event);
      const errorMessage = `Function not found: ${nameOrArn}`;
      return { ok: false, error: { errorType: 'ResourceNotFoundException', errorMessage, trace: [] } };
    },
    find: (nameOrArn) => find(nameOrArn)?.definition,
    names: () => [...pools.keys()],
    async stop() {
      for (const pool of pools.values()) pool.stop();
      await threads.stop();
    },
  };
}

/** The function's name in a name, an ARN, or an API Gateway integration URI. */
export function functionNameOf(nameOrArn: string): string {
  const match = /function:([\w-]+)/.exec(nameOrArn);
  return match?.[1] ?? nameOrArn;
}

function definitionOf(
  resource: Resource,
  assembly: CloudAssembly,
  awsEndpoint: string,
  iam: Iam,
  further: Readonly<Record<string, string>>,
): FunctionDefinition | undefined {
  const properties = functionProperties.parse(resource.properties);
  // CDK's own helpers (Python, inline code) serve custom resources, which have no local meaning.
  if (properties.Runtime?.startsWith('nodejs') === false || properties.Code.S3Key === undefined)
    return undefined;
  const folder = assembly.assets.get(properties.Code.S3Key);
  if (folder === undefined)
    throw new Error(`Function ${resource.logicalId}: asset ${properties.Code.S3Key} is not in the assembly.`);
  const dot = properties.Handler.lastIndexOf('.');
  const base = join(folder, properties.Handler.slice(0, dot));
  const file = MODULE_ENDINGS.map((ending) => base + ending).find((path) => existsSync(path));
  if (file === undefined)
    throw new Error(`Function ${resource.logicalId}: no module at ${base}(${MODULE_ENDINGS.join('|')}).`);
  return {
    name: resource.name,
    arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${resource.name}`,
    moduleUrl: pathToFileURL(file).href,
    handlerName: properties.Handler.slice(dot + 1),
    memoryMb: properties.MemorySize,
    timeoutMs: properties.Timeout * 1000,
    concurrency: Math.max(1, properties.ReservedConcurrentExecutions ?? DEFAULT_CONCURRENCY),
    environment: {
      ...properties.Environment?.Variables,
      ...lambdaEnvironment(resource.name, properties.MemorySize, folder, awsEndpoint),
      ...further,
      ...credentialsIn(iam.credentialsOf(resource.name)),
    },
  };
}

/** What Lambda itself sets, and what turns the SDK to the local endpoint with no outside configuration. */
const lambdaEnvironment = (name: string, memoryMb: number, folder: string, awsEndpoint: string) => ({
  AWS_ENDPOINT_URL: awsEndpoint,
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  LAMBDA_TASK_ROOT: folder,
  TZ: ':UTC',
});

/** The credentials of the function's role, in whose name all of its requests are. */
const credentialsIn = ({ accessKeyId, secretAccessKey, sessionToken }: Credentials) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
});
