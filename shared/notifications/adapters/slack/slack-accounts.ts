import type { Connections } from '../../../connections/app/ports/connections.ts';
import { apiOf } from '../../../connections/contract/providers.ts';
import type { SlackAccounts } from '../../app/ports/slack.ts';

/** Accounts at Slack, as the workspaces have connected them. */
export const slackAccounts = (connections: Connections): SlackAccounts => ({
  async open(workspace, connectionId) {
    const opened = await connections.open(workspace, connectionId);
    if ('outcome' in opened) return opened;
    if (opened.provider !== 'slack')
      return { outcome: 'refused', reason: 'The connection in alerts.slack is none to Slack.' };
    return {
      botToken: opened.secret['botToken'] ?? '',
      signingSecret: opened.secret['signingSecret'] ?? '',
      channel: opened.account['channel'],
      api: apiOf(opened),
      refused: (reason) => connections.refused(workspace, opened, reason),
    };
  },
});
