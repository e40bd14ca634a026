import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import { routes } from '../../kernel/contract/route.ts';

/** Any text is accepted: a wrong link is unknown (404), not malformed. */
const params = z.object({ token: z.string() });
const page = { status: 200, contentType: 'text/html; charset=utf-8' } as const;

/** Where members decide without the console: by the link in an e-mail, and by the buttons of a message in Slack. */
export const decisionLinkRoutes = routes({
  decisionPage: {
    operationId: 'decisionPage',
    method: 'GET',
    path: '/d/{token}',
    summary: 'A page of exactly what will happen, with buttons. Opening it changes nothing.',
    roles: 'public',
    traffic: 'recipients',
    params,
    success: page,
    errors: ['NOT_FOUND'],
  },
  decideByLink: {
    operationId: 'decideByLink',
    method: 'POST',
    path: '/d/{token}',
    summary:
      'Approve or reject, in the name of the member to whom the link was sent. Fields: decision, reason.',
    roles: 'public',
    traffic: 'recipients',
    params,
    success: page,
    errors: ['NOT_FOUND'],
  },
  slackAction: {
    operationId: 'slackAction',
    method: 'POST',
    path: '/hooks/slack/{workspace}',
    summary: 'Slack: somebody pressed a button. The user of Slack has to be a member.',
    roles: 'signed',
    params: z.object({ workspace: workspaceIdSchema }),
    success: { status: 200 },
    errors: ['UNAUTHENTICATED', 'VALIDATION_FAILED'],
  },
});
