import type { WebhookTargets } from '../../shared/webhooks/contract/webhooks.ts';

/** What the environment of this machine says about services that Rex may call. */
export interface ExternalServices {
  /** Values of secrets, by their names in the stacks. */
  readonly secrets: Readonly<Record<string, string>>;
  /** In words, where data goes from this machine; empty unless somebody asked for it by name. */
  readonly callsOut: readonly string[];
  /** What is set but not used, and how to use it. */
  readonly unused: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Service {
  /** The variable that asks for it: a key in the environment alone never makes Rex call out. */
  readonly wish: string;
  readonly keys: readonly string[];
  readonly secret: string;
  readonly value: (environment: Environment) => unknown;
  readonly says: (environment: Environment) => string[];
}

const SERVICES: readonly Service[] = [
  {
    wish: 'REX_OPENAI',
    keys: ['OPENAI_API_KEY'],
    secret: 'rex/openai',
    value: ({
      OPENAI_API_KEY,
      OPENAI_BASE_URL,
      OPENAI_MODEL,
      OPENAI_EMBEDDING_MODEL,
      OPENAI_WEBHOOK_SECRET,
    }) => ({
      apiKey: OPENAI_API_KEY ?? '',
      baseUrl: OPENAI_BASE_URL ?? '',
      model: OPENAI_MODEL ?? '',
      embeddingModel: OPENAI_EMBEDDING_MODEL ?? '',
      webhookSecret: OPENAI_WEBHOOK_SECRET ?? '',
    }),
    says: ({ OPENAI_BASE_URL }) => [`language model at ${OPENAI_BASE_URL || 'https://api.openai.com/v1'}`],
  },
  {
    wish: 'REX_ENRICHMENT',
    keys: ['APOLLO_API_KEY', 'HUNTER_API_KEY'],
    secret: 'rex/enrichment',
    value: ({ APOLLO_API_KEY, APOLLO_BASE_URL, HUNTER_API_KEY, HUNTER_BASE_URL }) => ({
      apollo: { apiKey: APOLLO_API_KEY ?? '', baseUrl: APOLLO_BASE_URL ?? '' },
      hunter: { apiKey: HUNTER_API_KEY ?? '', baseUrl: HUNTER_BASE_URL ?? '' },
    }),
    says: ({ APOLLO_API_KEY, HUNTER_API_KEY }) => [
      ...(APOLLO_API_KEY ? ['enrichment by Apollo'] : []),
      ...(HUNTER_API_KEY ? ['enrichment by Hunter'] : []),
    ],
  },
];

const ON = /^(?:on|1|true|yes)$/i;
const OFF = /^(?:|off|0|false|no)$/i;

/** Where webhooks may be delivered: nowhere, to servers on this machine, or to any public address. @throws Error */
export function webhookTargetsOf({ REX_WEBHOOKS = '' }: Environment): WebhookTargets {
  const given = REX_WEBHOOKS.trim();
  if (/^loopback$/i.test(given)) return 'loopback';
  if (ON.test(given)) return 'public';
  if (OFF.test(given)) return 'nowhere';
  throw new Error('REX_WEBHOOKS is "on", "loopback" or "off".');
}

/** The secrets of outside schedulers as `rex/cron` has them; none where the environment has none. @throws Error */
async function cronSecretsOf({ REX_CRON_SECRETS }: Environment): Promise<string> {
  if (!REX_CRON_SECRETS) return '{}';
  const { cronSecretsSchema } = await import('../../shared/platform/adapters/secrets/cron-verifier.ts');
  try {
    return JSON.stringify(cronSecretsSchema.parse(JSON.parse(REX_CRON_SECRETS)));
  } catch {
    // What it holds is not printed.
    throw new Error(
      'REX_CRON_SECRETS is JSON: {"workspace": "32 to 200 characters"}, no two of them the same.',
    );
  }
}

/** @throws Error for a wish that is neither on nor off, or that has no key. */
export async function externalServices(environment: Environment): Promise<ExternalServices> {
  const secrets: Record<string, string> = { 'rex/cron': await cronSecretsOf(environment) };
  const callsOut: string[] = [];
  const unused: string[] = [];
  for (const { wish, keys, secret, value, says } of SERVICES) {
    const given = (environment[wish] ?? '').trim();
    if (!ON.test(given) && !OFF.test(given)) throw new Error(`${wish} is "on" or "off".`);
    const held = keys.filter((key) => environment[key]);
    const wanted = ON.test(given);
    if (wanted && held.length === 0) throw new Error(`${wish} is on, but ${keys.join(' or ')} is not set.`);
    secrets[secret] = JSON.stringify(value(wanted ? environment : {}));
    if (wanted) callsOut.push(...says(environment));
    else if (held.length > 0) unused.push(`${held.join(', ')}: set, but not used. ${wish}=on uses it.`);
  }
  if (webhookTargetsOf(environment) === 'public')
    callsOut.push('webhooks to the addresses of their endpoints, automations, and connected accounts');
  return { secrets, callsOut, unused };
}
