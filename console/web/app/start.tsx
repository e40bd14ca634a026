import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { mayRetry } from '../api/hooks.ts';
import { lazyPart } from '../api/load-part.ts';
import { JOIN_PATH, keepInvitation } from '../sign-in/invitation.ts';
import { type Person, signIn } from '../sign-in/session.ts';
import { Loading, Problem } from '../ui/notice.tsx';
import { Entered } from './entered.tsx';
import { fetchPage } from './pages.ts';
import { useNamedWorkspace, usePathname } from './workspace.ts';

const Join = lazyPart(async () => (await import('../sign-in/join.tsx')).Join);

/** Live updates say what is stale; until then an answer is good for a while. */
const FRESH_MS = 60_000;

const openClient = () =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        // What is gone, such as a person who was erased, is not shown any more as it was before.
        if (error instanceof ApiError && error.status === 404) query.setState({ data: undefined });
      },
    }),
    defaultOptions: {
      // Whether the machine is online says nothing of a Rex on the same machine; and what a person does while Rex cannot be
      // reached fails at once, instead of happening when nobody expects it any more.
      queries: {
        retry: mayRetry,
        staleTime: FRESH_MS,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

export function start() {
  keepInvitation();
  const signingIn = signIn();
  fetchPage(location.pathname);
  return <SignedIn signingIn={signingIn} />;
}

function SignedIn({ signingIn }: { readonly signingIn: Promise<Person | undefined> }) {
  const [person, setPerson] = useState<Person>();
  const [error, setError] = useState<ApiError>();
  const isJoining = usePathname() === JOIN_PATH;
  const workspace = useNamedWorkspace() ?? person?.home?.workspace;
  useEffect(() => {
    signingIn.then(setPerson, (failure: Error) =>
      setError(
        failure instanceof ApiError
          ? failure
          : new ApiError('SIGN_IN_FAILED', `The sign-in failed: ${failure.message}`),
      ),
    );
  }, [signingIn]);
  if (error !== undefined) return <Problem error={error} retry={() => location.assign('/')} />;
  if (person === undefined) return <Loading />;
  return (
    <OwnCache key={workspace}>
      {isJoining ? (
        <Suspense fallback={<Loading />}>
          <Join person={person} />
        </Suspense>
      ) : (
        <Entered person={person} workspace={workspace} />
      )}
    </OwnCache>
  );
}

/** Nothing that was read in one workspace is there in another. */
function OwnCache({ children }: { readonly children: React.ReactNode }) {
  const [client] = useState(openClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
