import { RexError } from '../../../shared/kernel/errors.ts';
import type { Cause } from '../../../shared/kernel/events.ts';
import {
  type AddSubscriberDeps,
  addSubscriber,
  subscriberView,
} from '../../../shared/newsletter/app/add-subscriber.ts';
import {
  confirmSubscription,
  findConfirmation,
} from '../../../shared/newsletter/app/confirm-subscription.ts';
import { type LeaveDeps, leaveNewsletter } from '../../../shared/newsletter/app/leave-newsletter.ts';
import {
  getNewsletter,
  type ManageNewslettersDeps,
  newsletterView,
  putNewsletter,
} from '../../../shared/newsletter/app/manage-newsletters.ts';
import { type SubscribeDeps, subscribe } from '../../../shared/newsletter/app/subscribe.ts';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import {
  leaveToken,
  readFormName,
  readLeaveToken,
  type Subscriber,
} from '../../../shared/newsletter/domain/links.ts';
import { formOf, type Newsletter } from '../../../shared/newsletter/domain/newsletter.ts';
import { type HttpHandlers, type HttpResult, httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';
import { PAGE_HEADERS } from '../../../shared/platform/runtime/plain-page.ts';
import { unknownPage } from '../../../shared/platform/runtime/unsubscribe-page.ts';
import { type IssueHttpDeps, issueHandlers } from './issue-handlers.ts';
import { askedPage, confirmedPage, confirmPage, formPage, leavePage, leftPage } from './pages.ts';

export interface NewsletterHttpDeps
  extends ManageNewslettersDeps,
    SubscribeDeps,
    AddSubscriberDeps,
    LeaveDeps,
    IssueHttpDeps {
  readonly newsletters: ManageNewslettersDeps['newsletters'];
  readonly publicBaseUrl: string;
}

const RECIPIENT = { kind: 'recipient', id: 'link' } as const;
/** A form is three short fields. */
const LONGEST_FORM = 4_000;

const causeOf = ({ subject }: Caller, correlationId: string): Cause => ({
  actor: { kind: 'user', id: subject },
  correlationId,
});
const shown = (body: string, status = 200): HttpResult => ({ status, body, headers: PAGE_HEADERS });
const unknown = (): HttpResult => shown(unknownPage(), 404);

export function newsletterHandler(deps: NewsletterHttpDeps) {
  const named = async ({ workspace, name }: Newsletter) => ({
    name,
    brand: (await deps.workspaces.get(workspace))?.settings.brandName ?? name,
  });
  const formNamed = async (token: string): Promise<Newsletter | undefined> => {
    const name = readFormName(token);
    return name && deps.newsletters.get(name.workspace, name.newsletter);
  };
  const handlers: HttpHandlers<typeof newsletterRoutes> = {
    listNewsletters: async ({ caller: { workspace } }) => ({
      body: {
        newsletters: (await deps.newsletters.list(workspace)).map((each) => newsletterView(deps, each)),
      },
    }),
    putNewsletter: async ({ caller, body, correlationId }) => {
      const { workspace } = caller;
      const saved = await putNewsletter(deps, { workspace, body, cause: causeOf(caller, correlationId) });
      return { body: newsletterView(deps, saved) };
    },
    getNewsletter: async ({ caller: { workspace }, params: { id } }) => ({
      body: newsletterView(deps, await getNewsletter(deps, workspace, id)),
    }),
    listSubscribers: async ({ caller: { workspace }, params: { id }, query: { state, limit, cursor } }) => {
      await getNewsletter(deps, workspace, id);
      const asked = { newsletter: id, state, limit, cursor };
      const found = await deps.subscriptions.list(workspace, asked);
      return { body: { subscribers: found.subscriptions.map(subscriberView), cursor: found.cursor } };
    },
    addSubscriber: async ({ caller, params: { id }, body, correlationId }) => {
      const { workspace } = caller;
      const cause = causeOf(caller, correlationId);
      return { body: subscriberView(await addSubscriber(deps, { workspace, newsletter: id, body, cause })) };
    },
    removeSubscriber: async ({ caller, params: { id }, body: { lead, forget }, correlationId }) => {
      const of = { workspace: caller.workspace, newsletter: id, leadId: lead };
      await getNewsletter(deps, of.workspace, id);
      await leaveNewsletter(deps, of, forget ? 'forget' : 'member', causeOf(caller, correlationId));
      return { body: { lead } };
    },
    ...issueHandlers(deps, causeOf),
    newsletterForm: async ({ params: { token } }) => {
      const newsletter = await formNamed(token);
      if (!newsletter) return unknown();
      const { purpose } = newsletter;
      return shown(formPage({ ...(await named(newsletter)), purpose, form: formOf(newsletter) }));
    },
    askForNewsletter: async ({ params: { token }, rawBody, sourceIp, correlationId }) => {
      const newsletter = await formNamed(token);
      if (!newsletter) return unknown();
      const sent = new URLSearchParams(rawBody.subarray(0, LONGEST_FORM).toString('utf8'));
      const { workspace, id, purpose } = newsletter;
      const names = await named(newsletter);
      try {
        await subscribe(deps, {
          workspace,
          newsletter: id,
          email: sent.get('email') ?? '',
          firstName: sent.get('firstName') ?? '',
          form: sent.get('form') ?? '',
          from: sourceIp,
          correlationId,
        });
      } catch (error) {
        const status = error instanceof RexError ? STATUS[error.code] : undefined;
        if (!(error instanceof RexError) || status === undefined) throw error;
        const problem = error.fields?.map(({ message }) => message).join(' ') ?? error.message;
        return shown(formPage({ ...names, purpose, form: formOf(newsletter) }, problem), status);
      }
      return shown(askedPage(names));
    },
    confirmPage: async ({ params: { token } }) => {
      const found = await findConfirmation(deps, token);
      if (!found) return unknown();
      const names = await named(found.newsletter);
      return shown(found.isDone ? confirmedPage(names) : confirmPage(names));
    },
    confirmSubscription: async ({ params: { token }, sourceIp, correlationId }) => {
      const newsletter = await confirmSubscription(deps, token, sourceIp, correlationId);
      return newsletter ? shown(confirmedPage(await named(newsletter))) : unknown();
    },
    leavePage: async ({ params: { token } }) => {
      const of = readLeaveToken(deps.threadSecret, token);
      const newsletter = of && (await deps.newsletters.get(of.workspace, of.newsletter));
      if (!of || !newsletter) return unknown();
      const all = await deps.subscriptions.ofLead(of.workspace, of.leadId);
      const isSubscribed = all.some(
        (each) => each.newsletter === of.newsletter && each.state === 'confirmed',
      );
      const others = all.filter((each) => each.newsletter !== of.newsletter && each.state === 'confirmed');
      const links = await Promise.all(others.map((each) => linkOf(each)));
      return shown(leavePage({ ...(await named(newsletter)), isSubscribed }, links.flat()));
    },
    leaveNewsletter: async ({ params: { token }, correlationId }) => {
      const of = readLeaveToken(deps.threadSecret, token);
      const newsletter = of && (await deps.newsletters.get(of.workspace, of.newsletter));
      if (!of || !newsletter) return unknown();
      await leaveNewsletter(deps, of, 'link', { actor: RECIPIENT, correlationId });
      return shown(leftPage(await named(newsletter)));
    },
  };
  return httpHandler(newsletterRoutes, handlers, undefined, {
    pageFor: ({ code }, path) =>
      (code === 'NOT_FOUND' || code === 'VALIDATION_FAILED') &&
      /^\/(subscribe|confirm|leave|issues)(\/|$)/.test(path)
        ? { status: 404, body: unknownPage(), headers: PAGE_HEADERS }
        : undefined,
  });

  async function linkOf({ workspace, newsletter, leadId }: Subscriber) {
    const found = await deps.newsletters.get(workspace, newsletter);
    const token = leaveToken(deps.threadSecret, { workspace, newsletter, leadId });
    return found ? [{ name: found.name, url: `${deps.publicBaseUrl}/leave/${token}` }] : [];
  }
}

const STATUS: Readonly<Partial<Record<RexError['code'], number>>> = {
  VALIDATION_FAILED: 400,
  RATE_LIMITED: 429,
};
