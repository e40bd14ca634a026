import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { Outside } from '../automations/app/work-run.ts';
import { readSecret } from '../platform/adapters/secrets/secret-reader.ts';
import { WEBHOOK_TARGETS, type WebhookTargets } from '../webhooks/contract/webhooks.ts';

/** What functions that call automations are told. */
export const AUTOMATIONS_ENV = {
  THREAD_SECRET_ARN: z.string(),
  WEBHOOK_TARGETS: z.enum(WEBHOOK_TARGETS),
  PUBLIC_BASE_URL: z.string(),
};

/** Opened when an automation is called: most missions have none, and the secret is not read for them. */
export function outsideOf(
  secrets: SecretsManagerClient,
  env: {
    readonly THREAD_SECRET_ARN: string;
    readonly WEBHOOK_TARGETS: WebhookTargets;
    readonly PUBLIC_BASE_URL: string;
  },
): () => Promise<Outside> {
  let opened: Promise<Outside> | undefined;
  return () => {
    opened ??= open(secrets, env);
    return opened;
  };
}

async function open(
  secrets: SecretsManagerClient,
  { THREAD_SECRET_ARN, WEBHOOK_TARGETS: targets, PUBLIC_BASE_URL }: Parameters<typeof outsideOf>[1],
): Promise<Outside> {
  // What judges addresses is loaded with it.
  const { openConnectors } = await import('../automations/adapters/connectors.ts');
  return {
    connectors: openConnectors({ targets }),
    secret: await readSecret(secrets, THREAD_SECRET_ARN),
    publicBaseUrl: PUBLIC_BASE_URL,
  };
}
