import type { ApprovalStore } from '../../approvals/app/ports/approvals.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { SLACK_CHANNEL } from '../domain/notice.ts';
import { pageOf } from '../domain/notice-page.ts';
import { slackBlocks, slackText } from '../domain/slack-blocks.ts';
import type { Carrier } from './ports/notifications.ts';
import type { SlackAccounts, SlackPoster } from './ports/slack.ts';

export interface SlackCarrierDeps {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly approvals: Pick<ApprovalStore, 'get'>;
  readonly slackAccounts: SlackAccounts;
  readonly slack: SlackPoster;
  /** Origin of the web console, without a slash at the end. */
  readonly consoleUrl: string;
}

/** Posts to the channel of the workspace, or to the member themselves. */
export const slackCarrier = (deps: SlackCarrierDeps): Carrier => ({
  async send(notice, to) {
    const { workspace, kind, about, subject } = notice;
    const settings = (await deps.workspaces.get(workspace))?.settings.alerts.slack;
    if (!settings) return { outcome: 'refused', reason: 'No connection to Slack is set (alerts.slack).' };
    const account = await deps.slackAccounts.open(workspace, settings.connection);
    if ('outcome' in account) return account;
    const channel = subject === SLACK_CHANNEL ? (settings.channel ?? account.channel) : to?.slackUser;
    if (channel === undefined) return { outcome: 'refused', reason: 'No channel or user of Slack is known.' };
    const approval = kind === 'request' ? await deps.approvals.get(workspace, about) : undefined;
    return deps.slack.post(account, {
      channel,
      text: slackText(notice),
      blocks: slackBlocks(notice, approval, deps.consoleUrl + pageOf(notice)),
    });
  },
});
