import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { OidcTokenVerifier } from '../../../shared/platform/adapters/oidc/oidc-token-verifier.ts';
import { CronVerifier } from '../../../shared/platform/adapters/secrets/cron-verifier.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openLive } from '../../../shared/wiring/open-live.ts';
import { authorizer } from './authorize.ts';

const env = readEnv({ OIDC_ISSUER: z.url(), OIDC_AUDIENCES: z.string(), CRON_SECRET_ARN: z.string() });

export const handler = authorizer({
  people: new OidcTokenVerifier({ issuer: env.OIDC_ISSUER, audiences: env.OIDC_AUDIENCES.split(' ') }),
  schedulers: new CronVerifier(new SecretsManagerClient(awsClient()), env.CRON_SECRET_ARN, systemClock),
  tickets: openLive().tickets,
});
