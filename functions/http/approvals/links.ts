import * as z from 'zod';
import { RexError } from '../../../shared/kernel/errors.ts';
import { isFromSlack } from '../../../shared/notifications/adapters/slack/slack-signature.ts';
import {
  type DecideElsewhereDeps,
  decideByLink,
  decideBySlack,
  lookByLink,
  type Shown,
} from '../../../shared/notifications/app/decide-elsewhere.ts';
import type {
  SlackAccount,
  SlackAccounts,
  SlackPoster,
} from '../../../shared/notifications/app/ports/slack.ts';
import type { decisionLinkRoutes } from '../../../shared/notifications/contract/link-routes.ts';
import { plain, readButtonValue } from '../../../shared/notifications/domain/slack-blocks.ts';
import type { HttpHandlers, HttpResult } from '../../../shared/platform/runtime/http.ts';
import { logger } from '../../../shared/platform/runtime/logger.ts';
import { PAGE_HEADERS } from '../../../shared/platform/runtime/plain-page.ts';
import type { WorkspaceStore } from '../../../shared/workspaces/app/ports/workspace.ts';
import { decisionPage } from './decision-page.ts';

export interface LinkDeps extends DecideElsewhereDeps {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly slackAccounts: SlackAccounts;
  readonly slack: SlackPoster;
}

const formSchema = z.object({
  decision: z.enum(['approve', 'reject']),
  reason: z.string().trim().max(500).default(''),
});

/** What each button decides. */
const OUTCOMES = new Map<string | undefined, 'approved' | 'rejected'>([
  ['approve', 'approved'],
  ['reject', 'rejected'],
]);

/** What Slack says when somebody presses a button. */
const pressSchema = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string() }),
  response_url: z.string(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().default('') })).min(1),
});

export const linkHandlers = (deps: LinkDeps): HttpHandlers<typeof decisionLinkRoutes> => ({
  decisionPage: async ({ params }) => page(await lookByLink(deps, params.token), { onlyLooked: true }),
  decideByLink: async ({ params, rawBody, correlationId }) => {
    const form = formSchema.safeParse(Object.fromEntries(new URLSearchParams(rawBody.toString('utf8'))));
    if (!form.success || (form.data.decision === 'reject' && form.data.reason === '')) {
      const problem = form.success ? 'Say why you reject it.' : 'Press one of the buttons.';
      return page(await lookByLink(deps, params.token), { problem });
    }
    const { decision, reason } = form.data;
    const outcome = decision === 'approve' ? 'approved' : 'rejected';
    return page(await decideByLink(deps, params.token, { outcome, reason, correlationId }));
  },
  slackAction: async ({ rawBody, headers, signedAddress, correlationId }) => {
    const { workspace } = signedAddress().params;
    const account = await verified(deps, workspace, { rawBody, headers });
    const press = pressSchema.safeParse(payloadOf(rawBody));
    const [action] = press.success ? press.data.actions : [];
    const value = action && readButtonValue(action.value);
    const outcome = OUTCOMES.get(action?.action_id);
    // A button that Rex did not post, or not for this: it decides nothing.
    if (!press.success || !value || !outcome) return {};
    const shown = await decideBySlack(deps, workspace, press.data.user.id, value, {
      outcome,
      correlationId,
    });
    await answer(deps, account, press.data.response_url, shown);
    return {};
  },
});

/** A page that was only looked at is no refusal, whatever it says. */
function page(
  shown: Shown,
  { problem, onlyLooked = false }: { problem?: string; onlyLooked?: boolean } = {},
): HttpResult {
  const { status, body } = decisionPage(shown, problem);
  return { status: onlyLooked && status === 409 ? 200 : status, body, headers: PAGE_HEADERS };
}

/** By the signing secret of the workspace in the address: no other app can speak for it. @throws RexError UNAUTHENTICATED */
async function verified(
  { workspaces, slackAccounts, clock }: LinkDeps,
  workspace: string,
  { rawBody, headers }: { rawBody: Buffer; headers: Readonly<Record<string, string | undefined>> },
): Promise<SlackAccount> {
  const connection = (await workspaces.get(workspace))?.settings.alerts.slack?.connection;
  const account = connection === undefined ? undefined : await slackAccounts.open(workspace, connection);
  const request = {
    rawBody,
    timestamp: headers['x-slack-request-timestamp'],
    signature: headers['x-slack-signature'],
  };
  if (!account || 'outcome' in account || !isFromSlack(request, account.signingSecret, clock.now()))
    throw new RexError('UNAUTHENTICATED', 'The signature of this webhook is missing, wrong or too old.');
  return account;
}

function payloadOf(rawBody: Buffer): unknown {
  try {
    return JSON.parse(new URLSearchParams(rawBody.toString('utf8')).get('payload') ?? '');
  } catch {
    return undefined;
  }
}

/** Slack has its answer in three seconds whether this arrives or not: the decision is made, and a repeat shows it. */
async function answer(
  { slack }: LinkDeps,
  account: SlackAccount,
  responseUrl: string,
  shown: Shown,
): Promise<void> {
  // A refusal repeats words of templates and of settings: they are no links and mentions of Rex.
  const text = plain(sentenceOf(shown));
  const isTaken = await slack.respond(account, responseUrl, { text, instead: shown.kind === 'decided' });
  if (!isTaken) logger.warn('Slack did not take the answer to a button.');
}

function sentenceOf(shown: Shown): string {
  switch (shown.kind) {
    case 'decided':
      return `It is ${shown.approval.state}, by ${shown.approval.decidedBy ?? 'a member'}.`;
    case 'closed':
      return shown.why;
    default:
      return 'There is no such approval.';
  }
}
