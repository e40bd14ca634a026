import {
  type QueryClient,
  type UseQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type {
  AnswerOf,
  JsonRoute,
  PlainRequest,
  RequestOf,
} from '../../../shared/kernel/contract/request.ts';
import type { RouteContract } from '../../../shared/kernel/contract/route.ts';
import { useSession } from '../sign-in/session-context.ts';
import { type ApiAnswer, ApiError, call } from './client.ts';
import { afterOwn, namesVersion } from './own-versions.ts';
import { resourceOf } from './resource.ts';

const keyOf = (route: RouteContract, request: PlainRequest) =>
  [resourceOf(route.path), route.operationId, request] as const;

type QuerySettings = Pick<UseQueryOptions, 'enabled' | 'refetchInterval' | 'staleTime' | 'placeholderData'>;

/** The answer of a GET route, kept in the cache and read anew when something of its collection changes. */
export function useApi<R extends JsonRoute>(route: R, request: RequestOf<R>, settings: QuerySettings = {}) {
  const session = useSession();
  return useQuery<AnswerOf<R>, ApiError>({
    queryKey: keyOf(route, request),
    queryFn: async ({ signal }) => (await call(route, request, session, signal)).data,
    ...(settings as object),
  });
}

/** The same with the ETag, for what is changed under `If-Match`. */
export function useVersioned<R extends JsonRoute>(
  route: R,
  request: RequestOf<R>,
  { enabled = true }: { readonly enabled?: boolean } = {},
) {
  const session = useSession();
  return useQuery<ApiAnswer<AnswerOf<R>>, ApiError>({
    queryKey: [...keyOf(route, request), 'versioned'],
    queryFn: ({ signal }) => call(route, request, session, signal),
    enabled,
  });
}

/**
 * All rows of a list so far, page after page. Routes with a filter may answer with few rows or none and still have a
 * cursor, so the next page is asked for until `fill` rows are there.
 */
export function usePages<R extends JsonRoute, Row>(
  route: R,
  request: RequestOf<R>,
  rowsOf: (page: AnswerOf<R>) => readonly Row[],
  { fill = 1 }: { readonly fill?: number } = {},
) {
  const session = useSession();
  const { query = {}, ...rest } = request as PlainRequest;
  const pages = useInfiniteQuery({
    queryKey: [...keyOf(route, request as PlainRequest), 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const asked = pageParam === undefined ? query : { ...(query as object), cursor: pageParam };
      const { data } = await call(route, { ...rest, query: asked }, session, signal);
      return { data, cursor: (data as { cursor?: string | null }).cursor ?? undefined };
    },
    getNextPageParam: ({ cursor }) => cursor,
  });
  // Outside of the cache: what a page picks out of an answer may change while the answer stays.
  const rows = pages.data?.pages.flatMap(({ data }) => rowsOf(data)) ?? [];
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const isShort = rows.length < fill;
  useEffect(() => {
    if (isShort) more();
  }, [isShort, more]);
  return {
    rows,
    error: pages.error as ApiError | null,
    isLoading: pages.isLoading || (rows.length === 0 && hasNextPage),
    hasMore: hasNextPage,
    isFetchingMore: pages.isFetchingNextPage,
    more,
    retry: () => void pages.refetch(),
  };
}

/**
 * Sends a change. Afterwards everything of its collection, and of `alsoStale`, is read anew. Commands that name the version that
 * the person saw go one after another.
 */
export function useCommand<R extends JsonRoute>(route: R, alsoStale: readonly string[] = []) {
  const session = useSession();
  const client = useQueryClient();
  return useMutation<AnswerOf<R>, ApiError, RequestOf<R>>({
    mutationFn: async (request) => {
      const { data } = await afterOwn(client, route, request, (now) => call(route, now, session));
      return data;
    },
    ...(namesVersion(route) ? { scope: { id: resourceOf(route.path) } } : {}),
    // Not waited for: a refresh may take the form away, and with it what is to happen after the change.
    onSettled: () => void refresh(client, [resourceOf(route.path), ...alsoStale]),
  });
}

const refresh = (client: QueryClient, resources: readonly string[]): Promise<void> =>
  client.invalidateQueries({ predicate: isOf(resources) });

const isOf =
  (resources: readonly string[]) =>
  ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean =>
    resources.includes(String(queryKey[0]));

/**
 * The same for events, which may come faster than the answers: what is on its way is let come and shown, and then, because it
 * may be of before the event, asked for once more.
 */
export async function readAnew(client: QueryClient, resources: readonly string[]): Promise<void> {
  const onTheWay = client.getQueryCache().findAll({ fetchStatus: 'fetching', predicate: isOf(resources) });
  const gently = { cancelRefetch: false };
  const others = client.invalidateQueries({ predicate: isOf(resources), fetchStatus: 'idle' }, gently);
  await Promise.allSettled(onTheWay.map(({ promise }) => promise));
  await client.invalidateQueries({ predicate: (query) => onTheWay.includes(query) }, gently);
  await others;
}

/** Drops answers that no page shows now: what was erased is not to be seen again out of the memory of the console. */
export const dropUnseen = (client: QueryClient): void => client.removeQueries({ type: 'inactive' });

/** Whether another try may help: not when the API has said no. */
export const mayRetry = (failures: number, error: Error): boolean =>
  failures < 2 &&
  error instanceof ApiError &&
  (error.status >= 500 || error.status === 429 || error.status === 0);
