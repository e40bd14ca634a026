import { RouterProvider } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import { lazyPart } from '../api/load-part.ts';
import { LiveUpdates } from '../live/live.tsx';
import { type Person, type Session, sessionIn } from '../sign-in/session.ts';
import { SessionContext } from '../sign-in/session-context.ts';
import { Loading, Problem } from '../ui/notice.tsx';
import { Toasting } from '../ui/toast.tsx';
import { Clock } from './clock.tsx';
import { openRouter } from './router.tsx';
import { useMe } from './use-me.ts';

const Elsewhere = lazyPart(async () => (await import('./elsewhere.tsx')).Elsewhere);

interface EnteredProps {
  readonly person: Person;
  /** `undefined`: neither the address nor the sign-in names one. */
  readonly workspace: string | undefined;
}

/**
 * Somebody in a workspace. Where the sign-in says that they belong there, the console begins at once; otherwise the record of
 * the workspace says so, and what it says of their role holds in the end.
 */
export function Entered({ person, workspace }: EnteredProps) {
  const home = person.home?.workspace === workspace ? person.home : undefined;
  const credentials = useMemo(() => ({ ...person, workspace }), [person, workspace]);
  const me = useMe(credentials, { enabled: home === undefined });
  const role = me.data === undefined ? home?.role : (me.data.role ?? undefined);
  const session = useMemo(
    () => (workspace === undefined || role === undefined ? undefined : sessionIn(person, workspace, role)),
    [person, workspace, role],
  );
  if (session !== undefined) return <Inside session={session} />;
  if (me.data !== undefined) {
    return (
      <Suspense fallback={<Loading />}>
        <Elsewhere person={person} me={me.data} workspace={workspace} />
      </Suspense>
    );
  }
  return me.error === null ? <Loading /> : <Problem error={me.error} retry={() => void me.refetch()} />;
}

function Inside({ session }: { readonly session: Session }) {
  const [router] = useState(openRouter);
  return (
    <SessionContext value={session}>
      <LiveUpdates>
        <Clock>
          <Toasting>
            <RouterProvider router={router} />
          </Toasting>
        </Clock>
      </LiveUpdates>
    </SessionContext>
  );
}
