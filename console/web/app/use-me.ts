import { useQuery } from '@tanstack/react-query';
import type { ApiError, Credentials } from '../api/client.ts';
import type { Me } from '../api/me.ts';
import type { Person } from '../sign-in/session.ts';

/** Who is here, as the workspace has them on record. Whoever only looks at what others have asked for is not `enabled`. */
export const useMe = (credentials: Credentials, { enabled = true } = {}) =>
  useQuery<Me, ApiError>({
    queryKey: ['me', credentials.workspace],
    queryFn: async ({ signal }) => (await import('../api/me.ts')).askForMe(credentials, signal),
    enabled,
  });

/** The workspaces to go to from this one: the record has that of the sign-in only once the person was there. */
export function othersOf({ home }: Pick<Person, 'home'>, me: Me | undefined, here?: string) {
  const known = me?.workspaces ?? [];
  const isKnown = known.some(({ workspace }) => workspace === home?.workspace);
  const all = home === undefined || isKnown ? known : [...known, { ...home, organisation: null }];
  return all.filter(({ workspace }) => workspace !== here);
}
