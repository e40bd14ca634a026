import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { liveStores } from '../../../shared/live/adapters/stores.ts';
import { identityStores } from '../../../shared/members/adapters/stores.ts';
import { RecordTable } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { OidcTokenVerifier } from '../../../shared/platform/adapters/oidc/oidc-token-verifier.ts';
import { CronVerifier } from '../../../shared/platform/adapters/secrets/cron-verifier.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { authorizer } from './authorize.ts';

const env = readEnv({
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCES: z.string(),
  RECORDS_TABLE: z.string(),
  CRON_SECRET_ARN: z.string(),
});
const records = new RecordTable(new DynamoDBClient(awsClient()), env.RECORDS_TABLE);

export const handler = authorizer({
  people: new OidcTokenVerifier({ issuer: env.OIDC_ISSUER, audiences: env.OIDC_AUDIENCES.split(' ') }),
  schedulers: new CronVerifier(new SecretsManagerClient(awsClient()), env.CRON_SECRET_ARN, systemClock),
  ...liveStores({ records }, systemClock),
  ...identityStores(records, systemClock),
  clock: systemClock,
});
