import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { CONNECTIONS_ENV, openConnectionDeps } from '../../../shared/wiring/open-connections.ts';
import { connectionsHandler } from './handler.ts';

export const handler = connectionsHandler(openConnectionDeps(readEnv(CONNECTIONS_ENV), openTables()));
