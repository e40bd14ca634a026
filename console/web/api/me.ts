import type { z } from 'zod';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { type Credentials, call } from './client.ts';

export type Me = z.output<typeof memberRoutes.getMe.success.schema>;

/** Who calls, and which workspaces they belong to. */
export const askForMe = async (credentials: Credentials, signal: AbortSignal): Promise<Me> =>
  (await call(memberRoutes.getMe, {}, credentials, signal)).data;
