import type { SendOutcome } from '../../../sending/app/ports/sending.ts';

/** The account of a workspace at Slack, opened for one piece of work. */
export interface SlackAccount {
  readonly botToken: string;
  readonly signingSecret: string;
  /** Where messages go when the settings name no channel. */
  readonly channel: string | undefined;
  /** Base of the API, without a slash at the end. */
  readonly api: string;
  /** Slack refused the token. */
  refused(reason: string): Promise<void>;
}

export interface SlackAccounts {
  open(
    workspace: string,
    connectionId: string,
  ): Promise<SlackAccount | { readonly outcome: 'refused' | 'unavailable'; readonly reason: string }>;
}

export interface SlackMessage {
  /** Of a channel, or of a user, who is written to directly. */
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly object[];
}

export interface SlackPoster {
  /** One call and no repeat: without an answer, it may be there. */
  post(account: SlackAccount, message: SlackMessage): Promise<SendOutcome>;
  /** Writes over the message in which a button was pressed, or tells the one who pressed it alone. False when it did not. */
  respond(
    account: Pick<SlackAccount, 'api'>,
    responseUrl: string,
    answer: { readonly text: string; readonly instead: boolean },
  ): Promise<boolean>;
}
