import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import * as z from 'zod';
import { ApiError } from '../../api/client.ts';
import { heardTime } from '../../sign-in/rex-time.ts';

const timeSchema = z.object({ now: z.iso.datetime() });

/** What was sent to the local runtime, which asks nobody who they are. */
interface LocalRequest {
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
}

/**
 * Asks the runtime of this machine. It has no contract: what it answers is parsed as the page needs it.
 * @throws ApiError with what it says, or NOT_LOCAL where Rex does not run on one machine
 */
async function askLocally<S extends z.ZodType>(
  path: string,
  schema: S,
  { method = 'GET', body }: LocalRequest = {},
  signal?: AbortSignal,
): Promise<z.output<S>> {
  const response = await fetch(path, {
    method,
    signal: signal ?? null,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: Error) => {
    if (signal?.aborted) throw error;
    throw new ApiError('UNREACHABLE', 'Rex does not answer. Is it running?');
  });
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) {
    throw new ApiError('NOT_LOCAL', 'This page is of a Rex that runs on one machine.');
  }
  const answer: unknown = await response.json();
  if (!response.ok) {
    const { message } = answer as { message?: string };
    throw new ApiError(
      `HTTP_${response.status}`,
      message ?? `Rex answered ${response.status}.`,
      response.status,
    );
  }
  const told = timeSchema.safeParse(answer);
  // Before anything else is asked for: after a jump, the token of before it is over.
  if (told.success) heardTime(told.data.now);
  return schema.parse(answer);
}

/** Answers are read anew while somebody looks: the runtime tells nobody when it changes. */
const LOOK_AGAIN_MS = 10_000;

export function useLocal<S extends z.ZodType>(
  path: string,
  schema: S,
  again: number | false = LOOK_AGAIN_MS,
) {
  return useQuery<z.output<S>, ApiError>({
    queryKey: ['local', path],
    queryFn: ({ signal }) => askLocally(path, schema, {}, signal),
    refetchInterval: again,
    staleTime: 0,
  });
}

/** Sends something to the runtime. Everything may be different afterwards, so everything is read anew. */
export function useLocalCommand<S extends z.ZodType>(path: string, schema: S) {
  const client = useQueryClient();
  return useMutation<z.output<S>, ApiError, unknown>({
    mutationFn: (body) => askLocally(path, schema, { method: 'POST', body }),
    onSettled: () => readAllAnew(client),
  });
}

const readAllAnew = (client: QueryClient): Promise<void> => client.invalidateQueries();
