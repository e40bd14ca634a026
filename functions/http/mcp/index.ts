import * as z from 'zod';
import manifest from '../../../package.json' with { type: 'json' };
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { mcpHandler } from './handler.ts';

const env = readEnv({ PUBLIC_BASE_URL: z.string() });

export const handler = mcpHandler({
  baseUrl: env.PUBLIC_BASE_URL.replace(/\/$/, ''),
  version: manifest.version,
});
