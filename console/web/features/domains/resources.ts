import type { z } from 'zod';
import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import type { domainStandingSchema } from '../../../../shared/domains/contract/sending-domain.ts';
import { useApi } from '../../api/hooks.ts';

export type Resources = z.output<typeof resourceRoutes.listResources.success.schema>;
export type PooledDomain = Resources['domains'][number];
export type HolderView = PooledDomain['holders'][number];
export type Standing = z.output<typeof domainStandingSchema>;

/** What a change of a domain makes stale beside the domains themselves. */
export const CHANGES = ['resources', 'status', 'missions', 'approvals'] as const;

export const useResources = () => useApi(resourceRoutes.listResources, {});

/** An inbox of the pool with the domain to which it belongs. */
export interface PooledInbox {
  readonly domain: PooledDomain;
  readonly inbox: PooledDomain['inboxes'][number];
}

export const inboxesOf = (domains: readonly PooledDomain[]): readonly PooledInbox[] =>
  domains.flatMap((domain) => domain.inboxes.map((inbox) => ({ domain, inbox })));

/** The same for people, who have to see at once that a domain may not send its target yet. */
export const shownStateOf = (domain: Pick<PooledDomain, 'ownership' | 'status' | 'warmup'>): string => {
  const state = stateOf(domain);
  return state === 'active' && domain.warmup !== 'warm' ? domain.warmup : state;
};

/** What a domain is doing, in one word: whether it may send comes before whether it is paused. */
export const stateOf = ({
  ownership,
  status,
}: Pick<PooledDomain, 'ownership' | 'status'>): 'pending' | PooledDomain['status'] =>
  ownership === 'pending' ? 'pending' : status;
