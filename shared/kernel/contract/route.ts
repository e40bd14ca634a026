import type { ZodType } from 'zod';
import type { ErrorCode } from '../errors.ts';
import type { CallerRole, Role } from './common.ts';

/**
 * One route as data: the parser of the function, the OpenAPI document and the clients derive from it.
 */
export interface RouteContract {
  readonly operationId: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{name}` parameters, as API Gateway writes them. */
  readonly path: string;
  readonly summary: string;
  /** The operation of which this is another address. */
  readonly aliasOf?: string;
  /**
   * Who may call it. `public` needs no token; `signed` is a webhook: no token either, and its handler verifies the
   * signature over the body before it reads anything. `person` is anybody who has signed in, also a member of no workspace.
   */
  readonly roles: readonly CallerRole[] | 'public' | 'signed' | 'person';
  /** Who calls it, when the roles do not tell. The default for public routes is `documents`. */
  readonly traffic?: Traffic;
  /** Is not counted in the requests of a person: whoever has made too many can still stop everything. */
  readonly uncounted?: true;
  readonly params?: ZodType;
  readonly query?: ZodType;
  readonly body?: ZodType;
  /** An object schema of the headers that the route reads. Names are in lower case. */
  readonly headers?: ZodType;
  readonly success: { readonly status: number; readonly schema?: ZodType; readonly contentType?: string };
  readonly errors: readonly ErrorCode[];
}

/**
 * Who calls a route: `people` have a token, `webhooks` a signature, and `recipients` follow a link in a mail; `documents`
 * are public, and anybody may read them. The throttle of a route depends on it (`infra/throttles.ts`).
 */
export type Traffic = 'people' | 'webhooks' | 'recipients' | 'documents';

/** Keeps the literal types of a table of routes. */
export const routes = <const T extends Record<string, RouteContract>>(table: T): T => table;

/** Whether API Gateway asks the authorizer before the route is reached. */
export const needsToken = ({ roles }: Pick<RouteContract, 'roles'>): boolean =>
  roles !== 'public' && roles !== 'signed';

export function trafficOf({ roles, traffic }: RouteContract): Traffic {
  if (traffic !== undefined) return traffic;
  if (roles === 'public') return 'documents';
  return roles === 'signed' ? 'webhooks' : 'people';
}

export const ANYONE: readonly Role[] = ['owner', 'admin', 'operator', 'approver', 'viewer'];
export const OPERATORS: readonly Role[] = ['owner', 'admin', 'operator'];
export const APPROVERS: readonly Role[] = ['owner', 'admin', 'approver'];
export const OWNERS: readonly Role[] = ['owner'];
export const ADMINS: readonly Role[] = ['owner', 'admin'];
