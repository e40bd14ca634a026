/** What a mission takes up while it works, beside a place in a crew. */
export interface Needs {
  /** A sending domain, and one of its inboxes where it has any: for missions that write to people. */
  readonly domain: boolean;
  /** Providers of whose limits it takes a share. */
  readonly quotas: readonly string[];
}
