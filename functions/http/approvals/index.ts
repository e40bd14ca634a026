import { rejudgeReport } from '../../../shared/agents/analytics/rejudge-report.ts';
import { approvalRoutes } from '../../../shared/approvals/contract/routes.ts';
import { decisionLinkRoutes } from '../../../shared/notifications/contract/link-routes.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import { decideApproval } from '../../../shared/review/app/decide-approval.ts';
import { decideTogether } from '../../../shared/review/app/decide-together.ts';
import { listApprovals } from '../../../shared/review/app/list-approvals.ts';
import { summarizeApproval, viewApproval } from '../../../shared/review/app/view-approval.ts';
import { rejudgeEngagements } from '../../../shared/sending/app/rejudge-engagements.ts';
import { listMessages, resolveMessage } from '../../../shared/sending/app/view-messages.ts';
import { container } from './container.ts';
import { linkHandlers } from './links.ts';

const deps = await container();

export const handler = httpHandler(
  { ...approvalRoutes, ...decisionLinkRoutes },
  {
    ...linkHandlers({ ...deps, decide: (decision) => decideApproval(deps, decision) }),

    listApprovals: async ({ caller, query }) => ({
      body: await listApprovals(deps, caller.workspace, query),
    }),

    getApproval: async ({ caller, params, query }) => ({
      body: await viewApproval(deps, caller.workspace, params.id, query.sample),
    }),

    approve: async ({ caller, params, body, correlationId }) => {
      const approval = await decideApproval(deps, {
        workspace: caller.workspace,
        id: params.id,
        subject: caller.subject,
        outcome: 'approved',
        digest: body.digest,
        correlationId,
      });
      return { body: summarizeApproval(approval) };
    },

    reject: async ({ caller, params, body, correlationId }) => {
      const approval = await decideApproval(deps, {
        workspace: caller.workspace,
        id: params.id,
        subject: caller.subject,
        outcome: 'rejected',
        reason: body.reason,
        correlationId,
      });
      return { body: summarizeApproval(approval) };
    },

    decideTogether: async ({ caller, body, correlationId }) => ({
      body: { results: await decideTogether(deps, { ...caller, ...body, correlationId }) },
    }),

    listMessages: async ({ caller, query }) => ({ body: await listMessages(deps, caller.workspace, query) }),

    resolveMessage: async ({ caller, params, body }) => ({
      body: await resolveMessage(deps, caller.workspace, params.id, body.outcome),
    }),

    rejudgeEngagements: async ({ caller, body }) => ({
      body: await rejudgeEngagements(
        { ...deps, rejudgeReport: (...of) => rejudgeReport(deps, ...of) },
        caller.workspace,
        body,
      ),
    }),
  },
);
