/** The resources that a mission holds while it works, beside a place in a crew. */
export interface Needs {
  /** Whether it holds a sending domain, and one of its inboxes if it has any: for missions that write to people. */
  readonly domain: boolean;
  /** Providers of whose quota it holds a slot. */
  readonly quotas: readonly string[];
}
