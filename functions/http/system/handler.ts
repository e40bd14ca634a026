import manifest from '../../../package.json' with { type: 'json' };
import { ROUTE_TABLES } from '../../../shared/api/contract/route-tables.ts';
import type { RouteContract } from '../../../shared/kernel/contract/route.ts';
import type { MissionStore } from '../../../shared/missions/app/ports/missions.ts';
import { changeSettings } from '../../../shared/operations/app/change-settings.ts';
import { type Dependency, type Health, healthOf } from '../../../shared/operations/app/check-health.ts';
import { type PauseWorkspaceDeps, pauseWorkspace } from '../../../shared/operations/app/pause-workspace.ts';
import { type ReadStatusDeps, readStatus } from '../../../shared/operations/app/read-status.ts';
import {
  type ResumeWorkspaceDeps,
  resumeWorkspace,
} from '../../../shared/operations/app/resume-workspace.ts';
import { SIGN_IN_SCOPES } from '../../../shared/platform/contract/sign-in.ts';
import { checkIfMatch, versionTag } from '../../../shared/platform/if-match.ts';
import type { RequestLimiter } from '../../../shared/platform/ports/request-limiter.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { type HttpHandlers, httpHandler } from '../../../shared/platform/runtime/http.ts';
import { brokenLinkPage } from '../../../shared/platform/runtime/unsubscribe-page.ts';
import { getSettings } from '../../../shared/workspaces/app/get-settings.ts';

const { version } = manifest;

/** Answers every path without a route; for a known path, it names the allowed methods. */
const ROUTES_OF_OTHERS = Object.entries(ROUTE_TABLES).flatMap(([area, table]) =>
  area === 'system' ? [] : Object.values<RouteContract>(table),
);

export interface SystemDeps extends ReadStatusDeps, PauseWorkspaceDeps, ResumeWorkspaceDeps {
  readonly missions: MissionStore;
  /** What a request needs: the tables first. */
  readonly dependencies: { readonly database: readonly Dependency[]; readonly others: readonly Dependency[] };
  /** Where the API is, as its document says it. */
  readonly baseUrl: string;
  /** The address that Rex writes to its members from, where one is set up. */
  readonly systemMailFrom: string | undefined;
  /** Whose tokens count, and for which client. */
  readonly signIn: { readonly issuer: string; readonly clientId: string; readonly consoleClientId: string };
}

export function systemHandler(deps: SystemDeps, limiter?: RequestLimiter) {
  let openApi: object | undefined;
  let asyncApi: object | undefined;
  const { database, others } = deps.dependencies;
  const databaseHealth = healthOf(database, deps.clock);
  const wholeHealth = healthOf([...database, ...others], deps.clock);
  const reported = (health: Health) => ({ status: health.ready ? 200 : 503, body: health });
  const handlers: HttpHandlers<(typeof ROUTE_TABLES)['system']> = {
    health: async () => ({ body: { status: 'ok', version } }),
    healthOfDatabase: async () => reported(await databaseHealth()),
    healthReady: async () => reported(await wholeHealth()),
    llms: async () => {
      const { llmsText } = await import('../../../shared/api/contract/llms.ts');
      return { body: llmsText(ROUTE_TABLES, deps.baseUrl) };
    },
    discovery: async () => ({
      body: { service: 'rex', version, signIn: { ...deps.signIn, scopes: SIGN_IN_SCOPES } },
    }),
    // What makes the documents is read only by the instance that is asked for them.
    openapi: async () => {
      const { openApiDocument } = await import('../../../shared/api/contract/openapi.ts');
      openApi ??= openApiDocument(Object.values(ROUTE_TABLES), { version, servers: [deps.baseUrl] });
      return { body: openApi };
    },
    asyncapi: async () => {
      const { asyncApiDocument } = await import('../../../shared/api/contract/asyncapi.ts');
      const { EVENT_CONTRACTS } = await import('../../../shared/api/contract/catalogue.ts');
      asyncApi ??= asyncApiDocument(EVENT_CONTRACTS, version);
      return { body: asyncApi };
    },
    status: async ({ caller: { workspace } }) => ({
      body: {
        ...(await readStatus(deps, workspace)),
        workspace,
        version,
        uptimeSeconds: Math.round(process.uptime()),
        systemMailFrom: deps.systemMailFrom ?? null,
      },
    }),
    getSettings: async ({ caller }) => {
      const { settings, version } = await getSettings(deps, caller.workspace);
      return { body: settings, headers: { etag: versionTag(version) } };
    },
    putSettings: async (request) => {
      const version = checkIfMatch(request.headers['if-match']);
      const saved = await changeSettings(deps, { ...causedBy(request), settings: request.body, version });
      return { body: saved.settings, headers: { etag: versionTag(saved.version) } };
    },
    pause: async (request) => ({ body: await pauseWorkspace(deps, causedBy(request)) }),
    resume: async (request) => ({ body: await resumeWorkspace(deps, causedBy(request)) }),
  };
  return httpHandler(ROUTE_TABLES.system, handlers, limiter, {
    ofOthers: ROUTES_OF_OTHERS,
    pageFor: brokenLinkPage,
  });
}
