import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { alertStores } from '../alerts/adapters/stores.ts';
import { systemClock } from '../kernel/clock.ts';
import { limitStores } from '../limits/adapters/stores.ts';
import { llmStores } from '../llm/adapters/stores.ts';
import type { EmbeddingPort, LlmPort } from '../llm/app/ports/llm.ts';
import type { LlmJobs } from '../llm/app/ports/llm-jobs.ts';
import { llmSettingsSchema } from '../llm/contract/settings.ts';
import type { Tables } from '../platform/adapters/dynamodb/table.ts';
import { readSecretSettings } from '../platform/adapters/secrets/secret-reader.ts';
import { workspaceStores } from '../workspaces/adapters/stores.ts';

const modelSchema = z.object({
  apiKey: z.string().default(''),
  baseUrl: z.string().default(''),
  model: z.string().default(''),
});
/** The second model is asked when the first gives no usable answer. */
const secretSchema = modelSchema.extend({
  fallback: modelSchema.optional(),
  /** Such as text-embedding-3-small: finds passages of the knowledge base by their meaning. */
  embeddingModel: z.string().default(''),
  /** By which the provider signs what it tells us; without it no answer in the background can come. */
  webhookSecret: z.string().default(''),
});

const DEFAULT_MODEL = 'gpt-5-mini';

/** Whether a key for a language model is set. */
export const hasLlm = async (secrets: SecretsManagerClient, secretArn: string): Promise<boolean> =>
  secretSchema.parse(await readSecretSettings(secrets, secretArn)).apiKey !== '';

/**
 * The gateway to the language model, or undefined when no key is set: then the agents go by templates and rules. What
 * speaks to the provider, and what finds names in texts, is loaded only when there is a key.
 */
export async function openLlm(
  secrets: SecretsManagerClient,
  secretArn: string,
  tables: Tables,
): Promise<LlmPort | undefined> {
  const { fallback, ...first } = secretSchema.parse(await readSecretSettings(secrets, secretArn));
  if (!first.apiKey) return undefined;
  const [{ openAiLlm }, { compromiseReader }, { llmGateway }] = await Promise.all([
    import('../llm/adapters/openai/openai-llm.ts'),
    import('../leads/adapters/compromise/name-reader.ts'),
    import('../llm/app/llm-gateway.ts'),
  ]);
  const provider = ({ apiKey, baseUrl, model }: z.infer<typeof modelSchema>) =>
    openAiLlm({ apiKey, model: model || DEFAULT_MODEL, ...(baseUrl ? { baseUrl } : {}) });
  return llmGateway({
    providers: [provider(first), ...(fallback?.apiKey ? [provider(fallback)] : [])],
    ...spendDeps(tables),
    reader: compromiseReader,
  });
}

/** The gateway to the embedding model, or undefined when none is named. */
export async function openEmbeddings(
  secrets: SecretsManagerClient,
  secretArn: string,
  tables: Tables,
): Promise<EmbeddingPort | undefined> {
  const {
    apiKey,
    baseUrl,
    embeddingModel: model,
  } = secretSchema.parse(await readSecretSettings(secrets, secretArn));
  if (!apiKey || !model) return undefined;
  const [{ openAiEmbeddings }, { compromiseReader }, { embeddingGateway }] = await Promise.all([
    import('../llm/adapters/openai/openai-embeddings.ts'),
    import('../leads/adapters/compromise/name-reader.ts'),
    import('../llm/app/embedding-gateway.ts'),
  ]);
  return embeddingGateway({
    provider: openAiEmbeddings({ apiKey, model, ...(baseUrl ? { baseUrl } : {}) }),
    ...spendDeps(tables),
    reader: compromiseReader,
  });
}

function spendDeps(tables: Tables) {
  const { workspaces } = workspaceStores(tables);
  return {
    ...alertStores(tables),
    ...llmStores(tables, systemClock),
    ...limitStores(tables, systemClock),
    settingsOf: async (workspace: string) =>
      (await workspaces.get(workspace))?.settings.llm ?? llmSettingsSchema.parse({}),
    clock: systemClock,
  };
}

export interface OpenedJobs {
  readonly jobs: LlmJobs;
  readonly webhookSecret: string;
}

/** What asks the model in the background; undefined when no key, or no secret for its webhooks, is set. */
export async function openLlmJobs(
  secrets: SecretsManagerClient,
  secretArn: string,
  tables: Tables,
): Promise<OpenedJobs | undefined> {
  const { apiKey, baseUrl, model, webhookSecret } = secretSchema.parse(
    await readSecretSettings(secrets, secretArn),
  );
  if (!apiKey || !webhookSecret) return undefined;
  const [{ openAiBackground }, { compromiseReader }, { llmJobs }] = await Promise.all([
    import('../llm/adapters/openai/openai-background.ts'),
    import('../leads/adapters/compromise/name-reader.ts'),
    import('../llm/app/llm-jobs.ts'),
  ]);
  return {
    webhookSecret,
    jobs: llmJobs({
      provider: openAiBackground({ apiKey, model: model || DEFAULT_MODEL, ...(baseUrl ? { baseUrl } : {}) }),
      ...spendDeps(tables),
      reader: compromiseReader,
    }),
  };
}
