import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { mayRetry } from '../api/hooks.ts';
import { LiveUpdates } from '../live/live.tsx';
import { type Session, signIn } from '../sign-in/session.ts';
import { SessionContext } from '../sign-in/session-context.ts';
import { Loading, Problem } from '../ui/notice.tsx';
import { Toasting } from '../ui/toast.tsx';
import { Clock } from './clock.tsx';
import { fetchPage } from './pages.ts';
import { router } from './router.tsx';

/** Live updates say what is stale; until then an answer is good for a while. */
const FRESH_MS = 60_000;

export function start() {
  const client = new QueryClient({
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
  const signingIn = signIn();
  fetchPage(location.pathname);
  return (
    <QueryClientProvider client={client}>
      <SignedIn signingIn={signingIn} />
    </QueryClientProvider>
  );
}

function SignedIn({ signingIn }: { readonly signingIn: Promise<Session | undefined> }) {
  const [session, setSession] = useState<Session>();
  const [error, setError] = useState<ApiError>();
  useEffect(() => {
    signingIn.then(setSession, (failure: Error) =>
      setError(
        failure instanceof ApiError
          ? failure
          : new ApiError('SIGN_IN_FAILED', `The sign-in failed: ${failure.message}`),
      ),
    );
  }, [signingIn]);
  if (error !== undefined) return <Problem error={error} retry={() => location.assign('/')} />;
  if (session === undefined) return <Loading />;
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
