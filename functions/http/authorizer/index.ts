import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { RecordTable } from '../../../shared/adapters/dynamodb/table.ts';
import { DynamoTicketStore } from '../../../shared/adapters/dynamodb/ticket-store.ts';
import { OidcTokenVerifier } from '../../../shared/adapters/oidc/oidc-token-verifier.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { authorizer } from './authorize.ts';

const env = readEnv({ OIDC_ISSUER: z.url(), OIDC_AUDIENCE: z.string(), RECORDS_TABLE: z.string() });
const records = new RecordTable(new DynamoDBClient(awsClient()), env.RECORDS_TABLE);

export const handler = authorizer(
  new OidcTokenVerifier({ issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE }),
  new DynamoTicketStore(records, systemClock),
);
