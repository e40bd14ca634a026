import { type CheckDeps, checkConnection } from '../../../shared/connections/app/check-connection.ts';
import {
  addConnection,
  getConnection,
  type ManageDeps,
  removeConnection,
  renewConnection,
} from '../../../shared/connections/app/manage-connections.ts';
import { connectionRoutes } from '../../../shared/connections/contract/routes.ts';
import { connectionView } from '../../../shared/connections/domain/connection.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';

export interface ConnectionsDeps extends ManageDeps, CheckDeps {}

export const connectionsHandler = (deps: ConnectionsDeps) =>
  httpHandler(connectionRoutes, {
    addConnection: async (request) => ({
      body: connectionView(await addConnection(deps, { ...causedBy(request), body: request.body })),
    }),
    listConnections: async ({ caller }) => ({
      body: { connections: (await deps.connectionRecords.list(caller.workspace)).map(connectionView) },
    }),
    getConnection: async ({ caller, params }) => ({
      body: connectionView(await getConnection(deps, { workspace: caller.workspace, id: params.id })),
    }),
    renewConnection: async (request) => ({
      body: connectionView(
        await renewConnection(deps, { ...causedBy(request), id: request.params.id }, request.body.secret),
      ),
    }),
    testConnection: async ({ caller, params }) => {
      const { connection, ...checked } = await checkConnection(deps, {
        workspace: caller.workspace,
        id: params.id,
      });
      return { body: { ...checked, connection: connectionView(connection) } };
    },
    removeConnection: async (request) => {
      await removeConnection(deps, { ...causedBy(request), id: request.params.id });
      return { body: { id: request.params.id } };
    },
  });
