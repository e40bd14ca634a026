import * as z from 'zod';
import { OidcTokenVerifier } from '../../../shared/platform/adapters/oidc/oidc-token-verifier.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openLive } from '../../../shared/wiring/open-live.ts';
import { authorizer } from './authorize.ts';

const env = readEnv({ OIDC_ISSUER: z.url(), OIDC_AUDIENCES: z.string() });

export const handler = authorizer(
  new OidcTokenVerifier({ issuer: env.OIDC_ISSUER, audiences: env.OIDC_AUDIENCES.split(' ') }),
  openLive().tickets,
);
