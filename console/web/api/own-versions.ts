import type { QueryClient } from '@tanstack/react-query';
import * as z from 'zod';
import type { PlainRequest } from '../../../shared/kernel/contract/request.ts';
import type { RouteContract } from '../../../shared/kernel/contract/route.ts';
import type { ApiAnswer } from './client.ts';
import { resourceOf } from './resource.ts';

/**
 * A command names the version that the person saw, so that it is refused when somebody else has changed it since. What they
 * have changed themselves a moment ago is no reason to refuse: until the page has read it anew, the version that the command
 * before has left stands for the one that was seen. The cache keeps it as it keeps answers.
 */
export async function afterOwn<T>(
  client: QueryClient,
  route: RouteContract,
  request: PlainRequest,
  send: (request: PlainRequest) => Promise<ApiAnswer<T>>,
): Promise<ApiAnswer<T>> {
  const seen = seenIn(request);
  if (seen === undefined) return send(request);
  const keyOf = (version: Version) => ['own-version', resourceOf(route.path), request.params, version];
  let present = seen;
  for (let next: Version | undefined = seen; next !== undefined; next = client.getQueryData(keyOf(present))) {
    present = next;
  }
  const answer = await send(withVersion(request, present));
  const left = leftBy(answer, present);
  if (left !== undefined) client.setQueryData(keyOf(present), left);
  return answer;
}

/** A number of a body, or an ETag. */
type Version = number | string;

/** Whether commands of a route name the version that the person saw. */
export const namesVersion = ({ body, headers }: RouteContract): boolean =>
  hasField(body, 'version') || hasField(headers, 'if-match');

const hasField = (schema: unknown, name: string): boolean =>
  schema instanceof z.ZodObject && name in schema.shape;

const versionedSchema = z.object({ version: z.int() });

const seenIn = ({ body, headers }: PlainRequest): Version | undefined =>
  headers?.['if-match'] ?? versionedSchema.safeParse(body).data?.version;

const withVersion = (request: PlainRequest, version: Version): PlainRequest =>
  typeof version === 'string'
    ? { ...request, headers: { ...request.headers, 'if-match': version } }
    : { ...request, body: { ...(request.body as object), version } };

/** The version that this command has made of the one before. One that changed nothing may answer with what others have made. */
function leftBy({ data, etag }: ApiAnswer<unknown>, before: Version): Version | undefined {
  if (typeof before === 'string') return etag === null || etag === before ? undefined : etag;
  const after = versionedSchema.safeParse(data).data?.version;
  return after === before + 1 ? after : undefined;
}
