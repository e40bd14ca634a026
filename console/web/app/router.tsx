import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
  useRouter,
} from '@tanstack/react-router';
import { ApiError, unreachable } from '../api/client.ts';
import { Empty, Loading, Problem } from '../ui/notice.tsx';
import { PAGES } from './pages.ts';
import { Shell } from './shell.tsx';

/**
 * The code of a page that was not opened before has to be fetched. Where that fails because Rex cannot be reached, the page
 * says so; otherwise there is a newer version, which the router loads.
 */
async function reached<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    await fetch('/').catch(() => {
      throw unreachable();
    });
    throw error;
  }
}

const root = createRootRoute({ component: Shell });

/** Reading the search as it is: each page takes from it what it knows. */
export const router = createRouter({
  routeTree: root.addChildren(
    PAGES.map(({ path, load }) =>
      createRoute({
        getParentRoute: () => root,
        path,
        validateSearch: (search: Record<string, unknown>) => search,
        component: lazyRouteComponent(() => reached(load), 'Page'),
      }),
    ),
  ),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: () => <Loading />,
  defaultErrorComponent: Failure,
  defaultNotFoundComponent: () => (
    <Empty title="There is no such page">
      <Link to="/">Command Center</Link>
    </Empty>
  ),
});

function Failure({ error }: ErrorComponentProps) {
  const again = useRouter();
  const known =
    error instanceof ApiError
      ? error
      : new ApiError('PAGE_FAILED', `This page failed: ${(error as Error).message}`);
  return <Problem error={known} retry={() => void again.invalidate()} />;
}
