/** What one client is made with: the options of the SDK's clients that Rex sets. */
export interface ClientConfig {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: Credentials;
  /** Tries in all. */
  readonly maxAttempts?: number;
  readonly retryMode?: 'standard';
  readonly requestHandler?: Timeouts;
}

export interface Timeouts {
  /** Milliseconds until a new connection must stand. */
  readonly connectionTimeout?: number;
  /** Milliseconds until the answer must begin. */
  readonly requestTimeout?: number;
  /** Only true: without it the SDK logs a line and goes on waiting, which nobody wants by accident. */
  readonly throwOnRequestTimeout?: true;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Where the requests of a service go, and in which name they are signed. */
export interface ServiceNames {
  /** As in `AWS_ENDPOINT_URL_<ID>`. */
  readonly id: string;
  /** The first part of its host. */
  readonly host: string;
  readonly signing: string;
  /** It has one endpoint for all Regions of the partition `aws`, in this Region. Other partitions are refused. */
  readonly globalIn?: string;
}

export interface Settings {
  readonly region: string;
  readonly endpoint: URL;
  readonly credentials: Credentials;
}

const OPTIONS = new Set<string>([
  'region',
  'endpoint',
  'credentials',
  'maxAttempts',
  'retryMode',
  'requestHandler',
] satisfies (keyof ClientConfig)[]);
const TIMEOUTS = new Set<string>([
  'connectionTimeout',
  'requestTimeout',
  'throwOnRequestTimeout',
] satisfies (keyof Timeouts)[]);

/** @throws for an option that the SDK may know and this client does not: nothing is left out in silence. */
export function checkOptions(config: object, further: readonly string[] = []): void {
  const handler = 'requestHandler' in config ? Object(config.requestHandler) : {};
  const unknown = [
    ...Object.keys(config).filter((name) => !OPTIONS.has(name) && !further.includes(name)),
    ...Object.keys(handler).filter((name) => !TIMEOUTS.has(name)),
  ];
  if (unknown.length > 0) {
    throw new Error(`The clients in infra/lean-aws do not know the option ${unknown.join(', ')}.`);
  }
}

/** Read at the first request, as by the SDK, from what Lambda sets in the environment. */
export function readSettings(
  config: ClientConfig,
  service: ServiceNames,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  for (const name of ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT']) {
    if (env[name] === 'true') throw new Error(`The clients in infra/lean-aws do not know ${name}.`);
  }
  const asked = config.region ?? required(env, 'AWS_REGION');
  const given = config.endpoint ?? endpointIn(env, service.id);
  const region = given === undefined ? (service.globalIn ?? asked) : asked;
  return {
    region,
    endpoint: new URL(given ?? endpointOf(service, asked)),
    credentials: config.credentials ?? {
      accessKeyId: required(env, 'AWS_ACCESS_KEY_ID'),
      secretAccessKey: required(env, 'AWS_SECRET_ACCESS_KEY'),
      sessionToken: env['AWS_SESSION_TOKEN'],
    },
  };
}

function endpointIn(env: Readonly<Record<string, string | undefined>>, id: string): string | undefined {
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return undefined;
  return env[`AWS_ENDPOINT_URL_${id}`] ?? env['AWS_ENDPOINT_URL'];
}

/** The domain of each partition of AWS, by how the names of its Regions begin. */
const DOMAINS: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
  [/^us-iso/, ''],
  [/^eu-iso/, ''],
];

function endpointOf({ host, globalIn }: ServiceNames, region: string): string {
  const url = regional(host, region);
  if (globalIn === undefined) return url;
  if (!url.endsWith('.amazonaws.com') || region.startsWith('us-gov-')) {
    throw new Error(`The clients in infra/lean-aws do not know ${host} in the Region ${region}.`);
  }
  return `https://${host}.amazonaws.com`;
}

function regional(host: string, region: string): string {
  const domain = DOMAINS.find(([regions]) => regions.test(region))?.[1] ?? 'amazonaws.com';
  if (domain === '') throw new Error(`The clients in infra/lean-aws do not know the Region ${region}.`);
  return `https://${host}.${region}.${domain}`;
}

function required(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set: a bundle runs on Lambda or on the local runtime.`);
  return value;
}
