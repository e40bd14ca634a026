import { createBrowserHistory } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { workspaceIdSchema } from '../../../shared/kernel/contract/common.ts';

/** What an address names its workspace by. */
export const WORKSPACE = 'workspace';

export const browserHistory = createBrowserHistory();

const subscribe = (changed: () => void) => browserHistory.subscribe(changed);

/** The workspace that the address names. Whoever belongs to one alone sees addresses without it. */
export const useNamedWorkspace = (): string | undefined => useSyncExternalStore(subscribe, namedWorkspace);

function namedWorkspace(): string | undefined {
  // The router quotes what would read as a number or a truth otherwise.
  const [named = ''] = new URLSearchParams(browserHistory.location.search).getAll(WORKSPACE);
  return workspaceIdSchema.safeParse(named.replaceAll('"', '')).data;
}

export const usePathname = (): string =>
  useSyncExternalStore(subscribe, () => browserHistory.location.pathname);

/** Its first page. */
export const inWorkspace = (workspace: string): string => `/?${WORKSPACE}=${workspace}`;
