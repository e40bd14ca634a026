import type { Cause } from '../../../shared/kernel/events.ts';
import {
  cancelIssue,
  type DecideIssueDeps,
  getIssue,
  resumeIssue,
} from '../../../shared/newsletter/app/decide-issue.ts';
import type { LinkDeps } from '../../../shared/newsletter/app/issue-frame.ts';
import { getNewsletter } from '../../../shared/newsletter/app/manage-newsletters.ts';
import type { IssueStore } from '../../../shared/newsletter/app/ports/issues.ts';
import type { NewsletterStore } from '../../../shared/newsletter/app/ports/newsletter.ts';
import { viewIssue } from '../../../shared/newsletter/app/view-issue.ts';
import type { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { personalized } from '../../../shared/newsletter/domain/issue-mail.ts';
import { readPageToken } from '../../../shared/newsletter/domain/links.ts';
import type { HttpHandlers } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';
import { PAGE_HEADERS } from '../../../shared/platform/runtime/plain-page.ts';
import { unknownPage } from '../../../shared/platform/runtime/unsubscribe-page.ts';
import type { WorkspaceStore } from '../../../shared/workspaces/app/ports/workspace.ts';
import { ISSUE_HEADERS, issuePage } from './pages.ts';

export interface IssueHttpDeps extends DecideIssueDeps, LinkDeps {
  readonly issues: IssueStore;
  readonly newsletters: Pick<NewsletterStore, 'get'>;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
}

type Handlers = Pick<
  HttpHandlers<typeof newsletterRoutes>,
  'listIssues' | 'getIssue' | 'resumeIssue' | 'cancelIssue' | 'issuePage'
>;

type Decided = Parameters<Handlers['resumeIssue']>[0] | Parameters<Handlers['cancelIssue']>[0];

export function issueHandlers(
  deps: IssueHttpDeps,
  causeOf: (caller: Caller, correlationId: string) => Cause,
): Handlers {
  const decided =
    (decide: typeof resumeIssue) =>
    async ({ caller, params: { id, issue }, body: { reason }, correlationId }: Decided) => {
      const { workspace } = caller;
      const newsletter = await getNewsletter(deps, workspace, id);
      const cause = causeOf(caller, correlationId);
      const after = await decide(deps, { ref: { workspace, id: issue }, newsletter: id, reason, cause });
      return { body: await viewIssue(deps, newsletter, after) };
    };
  return {
    listIssues: async ({ caller: { workspace }, params: { id }, query }) => {
      const newsletter = await getNewsletter(deps, workspace, id);
      const { issues, cursor } = await deps.issues.list(workspace, { newsletter: id, ...query });
      const views = await Promise.all(issues.map((each) => viewIssue(deps, newsletter, each)));
      return { body: { issues: views, cursor } };
    },
    getIssue: async ({ caller: { workspace }, params: { id, issue } }) => {
      const newsletter = await getNewsletter(deps, workspace, id);
      const found = await getIssue(deps, { workspace, id: issue }, id);
      return { body: await viewIssue(deps, newsletter, found) };
    },
    resumeIssue: decided(resumeIssue),
    cancelIssue: decided(cancelIssue),
    issuePage: async ({ params: { token } }) => {
      const ref = readPageToken(deps.threadSecret, token);
      const issue = ref && (await deps.issues.get(ref));
      const newsletter = issue && (await deps.newsletters.get(issue.workspace, issue.newsletter));
      if (!newsletter?.archive || issue?.startedAt === undefined)
        return { status: 404, body: unknownPage(), headers: PAGE_HEADERS };
      const { name } = newsletter;
      const brand = (await deps.workspaces.get(issue.workspace))?.settings.brandName ?? name;
      const body = issuePage({ name, brand }, personalized(issue, undefined));
      return { status: 200, body, headers: ISSUE_HEADERS };
    },
  };
}
