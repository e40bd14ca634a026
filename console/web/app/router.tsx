import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
  retainSearchParams,
  useRouter,
} from '@tanstack/react-router';
import { ApiError } from '../api/client.ts';
import { loadPage } from '../api/load-part.ts';
import { Empty, Loading, Problem } from '../ui/notice.tsx';
import { PAGES } from './pages.ts';
import { Shell } from './shell.tsx';
import { browserHistory, WORKSPACE } from './workspace.ts';

const root = createRootRoute({
  component: Shell,
  validateSearch: (search: Record<string, unknown>) => search,
  // Every link goes on in the same workspace, and says so: whoever gets it opens it there.
  search: { middlewares: [retainSearchParams([WORKSPACE])] },
});

/** Reading the search as it is: each page takes from it what it knows. */
const routeTree = root.addChildren(
  PAGES.map(({ path, load }) =>
    createRoute({
      getParentRoute: () => root,
      path,
      validateSearch: (search: Record<string, unknown>) => search,
      component: lazyRouteComponent(() => loadPage(load), 'Page'),
    }),
  ),
);

/** A router for one workspace: another one begins with nothing of it. */
export const openRouter = () =>
  createRouter({
    routeTree,
    history: browserHistory,
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
