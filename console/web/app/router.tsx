import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
  useRouter,
} from '@tanstack/react-router';
import { ApiError } from '../api/client.ts';
import { loadPage } from '../api/load-part.ts';
import { Empty, Loading, Problem } from '../ui/notice.tsx';
import { PAGES } from './pages.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell });

/** Reading the search as it is: each page takes from it what it knows. */
export const router = createRouter({
  routeTree: root.addChildren(
    PAGES.map(({ path, load }) =>
      createRoute({
        getParentRoute: () => root,
        path,
        validateSearch: (search: Record<string, unknown>) => search,
        component: lazyRouteComponent(() => loadPage(load), 'Page'),
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
