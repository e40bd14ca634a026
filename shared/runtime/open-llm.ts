import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { DynamoLlmJobStore } from '../adapters/dynamodb/llm-job-store.ts';
import { DynamoLlmLedger } from '../adapters/dynamodb/llm-ledger.ts';
import { DynamoProviderLimits } from '../adapters/dynamodb/provider-limits.ts';
import type { RecordTable } from '../adapters/dynamodb/table.ts';
import { DynamoWorkspaceStore } from '../adapters/dynamodb/workspace-store.ts';
import { readSecretSettings } from '../adapters/secrets/secret-reader.ts';
import type { LlmPort } from '../app/ports/llm.ts';
import type { LlmJobs } from '../app/ports/llm-jobs.ts';
import { llmSettingsSchema } from '../contracts/llm-settings.ts';
import { systemClock } from '../kernel/clock.ts';

const modelSchema = z.object({
  apiKey: z.string().default(''),
  baseUrl: z.string().default(''),
  model: z.string().default(''),
});
/** The second model is asked when the first gives no usable answer. */
const secretSchema = modelSchema.extend({
  fallback: modelSchema.optional(),
  /** By which the provider signs what it tells us; without it no answer in the background can come. */
  webhookSecret: z.string().default(''),
});

const DEFAULT_MODEL = 'gpt-5-mini';

/**
 * The gateway to the language model, or undefined when no key is set: then the agents go by templates and rules. What
 * speaks to the provider, and what finds names in texts, is loaded only when there is a key.
 */
export async function openLlm(
  secrets: SecretsManagerClient,
  secretArn: string,
  tables: { readonly records: RecordTable; readonly events: RecordTable },
): Promise<LlmPort | undefined> {
  const { fallback, ...first } = secretSchema.parse(await readSecretSettings(secrets, secretArn));
  if (!first.apiKey) return undefined;
  const [{ openAiLlm }, { compromiseReader }, { llmGateway }] = await Promise.all([
    import('../adapters/openai/openai-llm.ts'),
    import('../adapters/compromise/name-reader.ts'),
    import('../app/llm/llm-gateway.ts'),
  ]);
  const provider = ({ apiKey, baseUrl, model }: z.infer<typeof modelSchema>) =>
    openAiLlm({ apiKey, model: model || DEFAULT_MODEL, ...(baseUrl ? { baseUrl } : {}) });
  return llmGateway({
    providers: [provider(first), ...(fallback?.apiKey ? [provider(fallback)] : [])],
    ...spendDeps(tables),
    reader: compromiseReader,
  });
}

function spendDeps({ records, events }: { readonly records: RecordTable; readonly events: RecordTable }) {
  const workspaces = new DynamoWorkspaceStore(records, events);
  return {
    ledger: new DynamoLlmLedger(records, () => systemClock.now()),
    limits: new DynamoProviderLimits(records, systemClock),
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
  tables: { readonly records: RecordTable; readonly events: RecordTable },
): Promise<OpenedJobs | undefined> {
  const { apiKey, baseUrl, model, webhookSecret } = secretSchema.parse(
    await readSecretSettings(secrets, secretArn),
  );
  if (!apiKey || !webhookSecret) return undefined;
  const [{ openAiBackground }, { compromiseReader }, { llmJobs }] = await Promise.all([
    import('../adapters/openai/openai-background.ts'),
    import('../adapters/compromise/name-reader.ts'),
    import('../app/llm/llm-jobs.ts'),
  ]);
  return {
    webhookSecret,
    jobs: llmJobs({
      provider: openAiBackground({ apiKey, model: model || DEFAULT_MODEL, ...(baseUrl ? { baseUrl } : {}) }),
      jobs: new DynamoLlmJobStore(tables.records),
      ...spendDeps(tables),
      reader: compromiseReader,
    }),
  };
}
