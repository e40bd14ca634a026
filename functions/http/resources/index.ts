import { assignDomain } from '../../../shared/app/resources/assign-domain.ts';
import { listResources } from '../../../shared/app/resources/list-resources.ts';
import { pauseDomain } from '../../../shared/app/resources/pause-domain.ts';
import { resumeDomain } from '../../../shared/app/resources/resume-domain.ts';
import { rotateDomain } from '../../../shared/app/resources/rotate-domain.ts';
import { addDomainToPool } from '../../../shared/app/workspaces/add-domain-to-pool.ts';
import { giveDomain } from '../../../shared/app/workspaces/give-domain.ts';
import { listDomains } from '../../../shared/app/workspaces/list-domains.ts';
import { removeDomain } from '../../../shared/app/workspaces/remove-domain.ts';
import { verifyDomain } from '../../../shared/app/workspaces/verify-domain.ts';
import { resourceRoutes } from '../../../shared/contracts/http/resources.ts';
import { causedBy } from '../../../shared/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/runtime/http.ts';
import { container } from './container.ts';

const deps = container();

export const handler = httpHandler(resourceRoutes, {
  listResources: async ({ caller }) => ({ body: await listResources(deps, caller.workspace) }),
  listDomains: async ({ caller }) => ({ body: { domains: await listDomains(deps, caller.workspace) } }),
  addDomain: async (request) => ({
    body: await addDomainToPool(deps, { ...causedBy(request), ...request.body }),
  }),
  verifyDomain: async (request) => ({
    body: await verifyDomain(deps, { ...causedBy(request), domain: request.params.id }),
  }),
  giveDomain: async (request) => ({
    body: await giveDomain(deps, { ...causedBy(request), ...request.body }),
  }),
  removeDomain: async (request) => ({
    body: await removeDomain(deps, { ...causedBy(request), domain: request.params.id }),
  }),
  rotateDomain: async (request) => ({
    body: await rotateDomain(deps, { ...causedBy(request), ...request.body }),
  }),
  pauseDomain: async (request) => ({
    body: await pauseDomain(deps, { ...causedBy(request), ...request.body, domain: request.params.id }),
  }),
  resumeDomain: async (request) => ({
    body: await resumeDomain(deps, { ...causedBy(request), ...request.body, domain: request.params.id }),
  }),
  assignDomain: async (request) => ({
    body: await assignDomain(deps, { ...causedBy(request), ...request.body }),
  }),
});
