import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoTicketStore } from '../../../shared/live/adapters/ticket-store.ts';
import { RecordTable } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { OidcTokenVerifier } from '../../../shared/platform/adapters/oidc/oidc-token-verifier.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { authorizer } from './authorize.ts';

const env = readEnv({ OIDC_ISSUER: z.url(), OIDC_AUDIENCE: z.string(), RECORDS_TABLE: z.string() });
const records = new RecordTable(new DynamoDBClient(awsClient()), env.RECORDS_TABLE);

export const handler = authorizer(
  new OidcTokenVerifier({ issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE }),
  new DynamoTicketStore(records, systemClock),
);
