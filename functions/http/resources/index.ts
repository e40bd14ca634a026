import { assignDomain } from '../../../shared/allocation/app/assign-domain.ts';
import { listResources } from '../../../shared/allocation/app/list-resources.ts';
import { pauseDomain } from '../../../shared/allocation/app/pause-domain.ts';
import { pauseInbox } from '../../../shared/allocation/app/pause-inbox.ts';
import { resumeDomain } from '../../../shared/allocation/app/resume-domain.ts';
import { resumeInbox } from '../../../shared/allocation/app/resume-inbox.ts';
import { rotateDomain } from '../../../shared/allocation/app/rotate-domain.ts';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { addDomainToPool } from '../../../shared/domains/app/add-domain-to-pool.ts';
import { giveDomain } from '../../../shared/domains/app/give-domain.ts';
import { listDomains } from '../../../shared/domains/app/list-domains.ts';
import { removeDomain } from '../../../shared/domains/app/remove-domain.ts';
import { setDomainTier } from '../../../shared/domains/app/set-domain-tier.ts';
import { setInboxCap } from '../../../shared/domains/app/set-inbox.ts';
import { showDomain } from '../../../shared/domains/app/show-domain.ts';
import { takeBackDomain } from '../../../shared/domains/app/take-back-domain.ts';
import { verifyDomain } from '../../../shared/domains/app/verify-domain.ts';
import { causedBy } from '../../../shared/platform/runtime/caused-by.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { container } from './container.ts';

const deps = container();

export const handler = httpHandler(resourceRoutes, {
  listResources: async ({ caller }) => ({ body: await listResources(deps, caller.workspace) }),
  listDomains: async ({ caller }) => ({ body: { domains: await listDomains(deps, caller.workspace) } }),
  showDomain: async ({ caller, params }) => ({ body: await showDomain(deps, caller.workspace, params.id) }),
  addDomain: async (request) => ({
    body: await addDomainToPool(deps, { ...causedBy(request), ...request.body }),
  }),
  verifyDomain: async (request) => ({
    body: await verifyDomain(deps, { ...causedBy(request), domain: request.params.id }),
  }),
  giveDomain: async (request) => ({
    body: await giveDomain(deps, { ...causedBy(request), ...request.body }),
  }),
  takeBackDomain: async (request) => ({
    body: await takeBackDomain(deps, { ...causedBy(request), ...request.body }),
  }),
  removeDomain: async (request) => ({
    body: await removeDomain(deps, { ...causedBy(request), domain: request.params.id }),
  }),
  rotateDomain: async (request) => ({
    body: await rotateDomain(deps, { ...causedBy(request), ...request.body }),
  }),
  setDomainTier: async (request) => ({
    body: await setDomainTier(deps, { ...causedBy(request), ...request.body, domain: request.params.id }),
  }),
  pauseDomain: async (request) => ({
    body: await pauseDomain(deps, { ...causedBy(request), ...request.body, domain: request.params.id }),
  }),
  resumeDomain: async (request) => ({
    body: await resumeDomain(deps, { ...causedBy(request), ...request.body, domain: request.params.id }),
  }),
  setInbox: async (request) => {
    const {
      name,
      dailyCap,
      status = 'active',
    } = await setInboxCap(deps, {
      ...causedBy(request),
      ...request.body,
      domain: request.params.id,
    });
    return { body: { name, dailyCap, status } };
  },
  pauseInbox: async (request) => ({
    body: await pauseInbox(deps, { ...causedBy(request), ...request.body, domain: request.params.id }),
  }),
  resumeInbox: async (request) => ({
    body: await resumeInbox(deps, { ...causedBy(request), ...request.body, domain: request.params.id }),
  }),
  assignDomain: async (request) => ({
    body: await assignDomain(deps, { ...causedBy(request), ...request.body }),
  }),
});
