/**
 * How often a workspace may call a provider. Asked before every call; a no is no failure: the caller comes back at
 * `retryAt`, when so many calls are free again unless somebody else was quicker.
 */
export interface ProviderLimits {
  take(
    workspace: string,
    provider: string,
    count: number,
  ): Promise<{ ok: true } | { ok: false; retryAt: Date }>;
}

/** How full the bucket of each known provider is. */
export interface ProviderBuckets {
  levels(workspace: string): Promise<{ provider: string; burst: number; perMinute: number; left: number }[]>;
}
