import type { Provider } from '../../contract/providers.ts';

/** An account at a provider, opened for one piece of work. Never stored, never logged. */
export interface OpenConnection {
  readonly connectionId: string;
  readonly provider: Provider;
  /** What is no secret: address of the site, id of the page, of the member, of the customer, by the provider's schema. */
  readonly account: Readonly<Record<string, string>>;
  /** What is: access token, application password, developer token, by the provider's schema. An access token is fresh. */
  readonly secret: Readonly<Record<string, string>>;
}

/** `refused`: a person has to do something; `unavailable`: may work later. Whole sentences, which say what to do. */
export type NotOpen = { readonly outcome: 'refused' | 'unavailable'; readonly reason: string };

/** How handlers reach an account outside. */
export interface Connections {
  /** Opens it; refreshes an access token that is about to run out, one refresher at a time. */
  open(workspace: string, connectionId: string): Promise<OpenConnection | NotOpen>;
  /**
   * The provider refused the credentials of `opened` (401, revoked): the connection becomes `refused`, which is an alert for the
   * person who renews it. Nothing when it was renewed since.
   */
  refused(workspace: string, opened: OpenConnection, reason: string): Promise<void>;
}
