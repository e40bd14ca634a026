import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { domainStores } from '../../../../shared/domains/adapters/stores.ts';
import { erasureHashes } from '../../../../shared/gdpr/domain/erasure-hashes.ts';
import { systemClock } from '../../../../shared/kernel/clock.ts';
import { leadStores } from '../../../../shared/leads/adapters/stores.ts';
import { releasedContent } from '../../../../shared/lords/aesthete/app/released-content.ts';
import { newsletterStores } from '../../../../shared/newsletter/adapters/stores.ts';
import { newsletterSendHandler } from '../../../../shared/newsletter/app/send-handler.ts';
import { readSecret } from '../../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../../shared/platform/runtime/env.ts';
import { seatStores } from '../../../../shared/seats/adapters/stores.ts';
import type { TaskHandler } from '../../../../shared/tasks/app/ports/handler.ts';
import type { Opening } from './opening.ts';

export async function openHandlers({ tables }: Opening): Promise<readonly TaskHandler[]> {
  const env = readEnv({ THREAD_SECRET_ARN: z.string(), PUBLIC_BASE_URL: z.string() });
  const threadSecret = await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN);
  const handler = newsletterSendHandler({
    ...newsletterStores(tables),
    ...leadStores(tables),
    ...domainStores(tables),
    erasedNameOf: erasureHashes(threadSecret).addressHashOf,
    released: releasedContent(seatStores(tables, 'aesthete').works),
    threadSecret,
    publicBaseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
    clock: systemClock,
  });
  return [handler] as readonly TaskHandler[];
}
