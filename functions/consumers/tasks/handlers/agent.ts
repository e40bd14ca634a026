import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { alertStores } from '../../../../shared/alerts/adapters/stores.ts';
import { analyticsStores } from '../../../../shared/analytics/adapters/stores.ts';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { guildStores } from '../../../../shared/guilds/adapters/stores.ts';
import { agentRunHandler } from '../../../../shared/guilds/app/agent-run-handler.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { llmStores } from '../../../../shared/llm/adapters/stores.ts';
import { readUsage } from '../../../../shared/llm/app/read-usage.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { recommendationStores } from '../../../../shared/recommendations/adapters/stores.ts';
import { taskStores } from '../../../../shared/tasks/adapters/stores.ts';
import type { TaskHandler } from '../../../../shared/tasks/app/ports/handler.ts';
import { passageOpener } from '../../../../shared/wiring/open-knowledge.ts';
import { openLlm } from '../../../../shared/wiring/open-llm.ts';
import { workspaceStores } from '../../../../shared/workspaces/adapters/stores.ts';
import type { Opening } from './opening.ts';

export async function openHandlers({ tables }: Opening): Promise<readonly TaskHandler[]> {
  const env = readEnv({ OPENAI_SECRET_ARN: z.string(), KNOWLEDGE_BUCKET: z.string() });
  const secrets = new SecretsManagerClient(awsClient());
  const { ledger } = llmStores(tables, systemClock);
  const { workspaces } = workspaceStores(tables);
  const handler = agentRunHandler({
    ...alertStores(tables),
    ...analyticsStores(tables),
    ...domainStores(tables),
    ...guildStores(tables),
    ...recommendationStores(tables),
    ...taskStores(tables),
    passageIndex: await passageOpener(tables, env.KNOWLEDGE_BUCKET)(),
    llmUsage: (workspace) => readUsage({ ledger, workspaces, clock: systemClock }, workspace),
    llm: await openLlm(secrets, env.OPENAI_SECRET_ARN, tables),
    clock: systemClock,
  });
  return [handler as TaskHandler];
}
