import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { DynamoLlmLedger } from '../adapters/dynamodb/llm-ledger.ts';
import { DynamoProviderLimits } from '../adapters/dynamodb/provider-limits.ts';
import type { RecordTable } from '../adapters/dynamodb/table.ts';
import { DynamoWorkspaceStore } from '../adapters/dynamodb/workspace-store.ts';
import { readSecret } from '../adapters/secrets/secret-reader.ts';
import type { LlmPort } from '../app/ports/llm.ts';
import { llmSettingsSchema } from '../contracts/llm-settings.ts';
import { systemClock } from '../kernel/clock.ts';

const modelSchema = z.object({
  apiKey: z.string().default(''),
  baseUrl: z.string().default(''),
  model: z.string().default(''),
});
/** The second model is asked when the first gives no usable answer. */
const secretSchema = modelSchema.extend({ fallback: modelSchema.optional() });

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
  const { fallback, ...first } = secretSchema.parse(JSON.parse(await readSecret(secrets, secretArn)));
  if (!first.apiKey) return undefined;
  const [{ openAiLlm }, { compromiseReader }, { llmGateway }] = await Promise.all([
    import('../adapters/openai/openai-llm.ts'),
    import('../adapters/compromise/name-reader.ts'),
    import('../app/llm/llm-gateway.ts'),
  ]);
  const provider = ({ apiKey, baseUrl, model }: z.infer<typeof modelSchema>) =>
    openAiLlm({ apiKey, model: model || DEFAULT_MODEL, ...(baseUrl ? { baseUrl } : {}) });
  const workspaces = new DynamoWorkspaceStore(tables.records, tables.events);
  return llmGateway({
    providers: [provider(first), ...(fallback?.apiKey ? [provider(fallback)] : [])],
    ledger: new DynamoLlmLedger(tables.records, () => systemClock.now()),
    limits: new DynamoProviderLimits(tables.records, systemClock),
    reader: compromiseReader,
    settingsOf: async (workspace) =>
      (await workspaces.get(workspace))?.settings.llm ?? llmSettingsSchema.parse({}),
    clock: systemClock,
  });
}
