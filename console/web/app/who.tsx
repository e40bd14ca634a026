import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { useApi } from '../api/hooks.ts';
import { useSession } from '../sign-in/session-context.ts';
import { personName } from './person-name.ts';

/** Who belongs to the workspace changes seldom: it is asked for once. */
const KNOWN_MS = 10 * 60_000;

/** Names people whom a record names by their sign-in. */
export function useNames(): (subject: string) => string {
  const { member, email } = useSession();
  const { data } = useApi(memberRoutes.listMembers, {}, { staleTime: KNOWN_MS });
  const known = new Map(data?.members.map((each) => [each.subject, each.email]));
  if (email !== '') known.set(member, email);
  return (subject) => personName(subject, known);
}

/** The person, the key or the part of Rex that a record names as `ann`, `user:ann`, `key:ak_…` or `rex`. */
export function Who({ is: subject }: { readonly is: string }) {
  const nameOf = useNames();
  return <span title={subject}>{nameOf(subject)}</span>;
}
