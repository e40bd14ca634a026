/** What a mission takes up while it works, beside a place in a crew. */
export interface Needs {
  /** A sending domain, and one of its inboxes where it has any. */
  readonly domain: boolean;
  /** Providers of whose limits it takes a share. */
  readonly quotas: readonly string[];
}

const SENDS: Needs = { domain: true, quotas: ['ses'] };
const THINKS: Needs = { domain: false, quotas: [] };

const NEEDS: Readonly<Record<string, Needs>> = {
  lead_reactivation: SENDS,
  campaign_execution: SENDS,
  icp_extraction: { domain: false, quotas: ['enrichment'] },
  domain_rotation: THINKS,
  performance_optimization: THINKS,
  error_recovery: THINKS,
};

/** A type without a row is taken to send: waiting for a domain in vain is seen, sending without one is not. */
export const needsOf = (missionType: string): Needs => NEEDS[missionType] ?? SENDS;
