import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { liveStores } from '../../../shared/live/adapters/stores.ts';
import { identityStores } from '../../../shared/members/adapters/stores.ts';
import { OidcTokenVerifier } from '../../../shared/platform/adapters/oidc/oidc-token-verifier.ts';
import { RecordTable } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { authorizer } from './authorize.ts';

const env = readEnv({ OIDC_ISSUER: z.url(), OIDC_AUDIENCES: z.string(), RECORDS_TABLE: z.string() });
const records = new RecordTable(new DynamoDBClient(awsClient()), env.RECORDS_TABLE);

export const handler = authorizer({
  verifier: new OidcTokenVerifier({ issuer: env.OIDC_ISSUER, audiences: env.OIDC_AUDIENCES.split(' ') }),
  ...liveStores({ records }, systemClock),
  ...identityStores(records, systemClock),
  clock: systemClock,
});
