import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { NewsletterBody, NewsletterView } from '../contract/newsletter.ts';
import { formName } from '../domain/links.ts';
import {
  changedTo,
  formOf,
  MOST_FORMS,
  type Newsletter,
  newNewsletter,
  newsletterEvent,
} from '../domain/newsletter.ts';
import type { NewsletterStore } from './ports/newsletter.ts';

export interface ManageNewslettersDeps {
  readonly newsletters: NewsletterStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  /** HTTPS base of the public pages, without a slash at the end. */
  readonly publicBaseUrl: string;
  readonly clock: Clock;
}

const MOST_NEWSLETTERS = 20;

export const newsletterView = (
  { publicBaseUrl }: Pick<ManageNewslettersDeps, 'publicBaseUrl'>,
  newsletter: Newsletter,
): NewsletterView => {
  const { workspace, id, name, purpose, listId, archive, version, createdAt, createdBy } = newsletter;
  const formAddress = `${publicBaseUrl}/subscribe/${formName(workspace, id)}`;
  const form = formOf(newsletter);
  return { id, name, purpose, listId, form, formAddress, archive, version, createdAt, createdBy };
};

/**
 * Makes a newsletter, or changes it. Its List-Id is of the website that the workspace had then, and stays.
 * @throws RexError CONFLICT without settings, or when there are too many newsletters or texts of a form
 */
export const putNewsletter = (
  { newsletters, workspaces, clock }: ManageNewslettersDeps,
  { workspace, body, cause }: { workspace: string; body: NewsletterBody; cause: Cause },
): Promise<Newsletter> =>
  retryOnConflict(async () => {
    const now = clock.now();
    const known = await newsletters.get(workspace, body.id);
    const next = known ? changedTo(known, body, now) : await first();
    if (next === known) return known;
    if (next.forms.length > MOST_FORMS)
      throw new RexError('CONFLICT', `The form has had ${MOST_FORMS} texts: make another newsletter.`);
    const saved = known ? { ...next, version: known.version + 1 } : next;
    await newsletters.put(saved, [newsletterEvent(saved, cause, now)]);
    return saved;

    async function first(): Promise<Newsletter> {
      const settings = (await workspaces.get(workspace))?.settings;
      if (!settings) throw new RexError('CONFLICT', 'The workspace has no settings.');
      if ((await newsletters.list(workspace)).length >= MOST_NEWSLETTERS)
        throw new RexError('CONFLICT', `A workspace has at most ${MOST_NEWSLETTERS} newsletters.`);
      return newNewsletter(workspace, body, new URL(settings.website).hostname, cause, now);
    }
  });

/** @throws RexError NOT_FOUND */
export async function getNewsletter(
  { newsletters }: { readonly newsletters: Pick<NewsletterStore, 'get'> },
  workspace: string,
  id: string,
): Promise<Newsletter> {
  const newsletter = await newsletters.get(workspace, id);
  if (!newsletter) throw new RexError('NOT_FOUND', `There is no newsletter ${id}.`);
  return newsletter;
}
