import { publicRoutes } from '../../../shared/api/contract/public-routes.ts';
import { type HttpHandlers, type HttpResult, httpHandler } from '../../../shared/platform/runtime/http.ts';
import { PAGE_HEADERS } from '../../../shared/platform/runtime/plain-page.ts';
import {
  askPage,
  brokenLinkPage,
  donePage,
  unknownPage,
} from '../../../shared/platform/runtime/unsubscribe-page.ts';
import type { FeedbackDeps } from '../../../shared/sending/app/record-feedback.ts';
import { unsubscribe } from '../../../shared/sending/app/unsubscribe.ts';
import { readThreadToken, type Thread } from '../../../shared/sending/domain/thread-token.ts';

export interface PublicDeps extends FeedbackDeps {
  readonly threadSecret: string;
}

interface Visit {
  readonly params: { readonly token: string };
}

export function publicHandler(deps: PublicDeps) {
  const brandOf = async ({ workspace }: Thread): Promise<string | undefined> =>
    (await deps.workspaces.get(workspace))?.settings.brandName;
  const handlers: HttpHandlers<typeof publicRoutes> = {
    unsubscribePage: (visit) => answer(deps, visit, async (thread) => askPage(await brandOf(thread))),
    unsubscribe: (visit) =>
      answer(deps, visit, async (thread) => {
        await unsubscribe(deps, thread);
        return donePage(await brandOf(thread));
      }),
  };
  return httpHandler(publicRoutes, handlers, undefined, { pageFor: brokenLinkPage });
}

/** A page about the thread that the link names; also for a link that is not ours: whoever follows one is a person. */
async function answer(
  { threadSecret }: PublicDeps,
  { params }: Visit,
  pageFor: (thread: Thread) => Promise<string>,
): Promise<HttpResult> {
  const thread = readThreadToken(threadSecret, params.token);
  if (thread) return { body: await pageFor(thread), headers: PAGE_HEADERS };
  return { status: 404, body: unknownPage(), headers: PAGE_HEADERS };
}
