import type { LimitSettings } from '../../contract/settings.ts';

/**
 * The rate limits of a workspace for providers. Asked before every call. A refusal is no failure: the caller tries again at
 * `retryAt`, when the calls are available again unless another caller was quicker.
 */
export interface ProviderLimits {
  /** @param settings where the caller has just read them */
  take(
    workspace: string,
    provider: string,
    count: number,
    settings?: LimitSettings,
  ): Promise<{ ok: true } | { ok: false; retryAt: Date }>;
}

/** The level of the bucket of each known provider. */
export interface ProviderBuckets {
  levels(workspace: string): Promise<{ provider: string; burst: number; perMinute: number; left: number }[]>;
}
