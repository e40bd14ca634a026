import { MINUTE } from '../../kernel/clock.ts';
import type { LimitSettings } from '../contract/settings.ts';

/** A token bucket: `burst` calls at once after a pause, and `perMinute` calls a minute in the long run. */
export interface ProviderLimit {
  readonly burst: number;
  readonly perMinute: number;
}

/**
 * Cautious default limits for one customer of each provider: the published limit of the smallest plan, if there is one. A
 * workspace with a larger plan sets `settings.providerLimits`.
 */
const DEFAULT_LIMITS: Readonly<Record<string, ProviderLimit>> = {
  openai: { burst: 50, perMinute: 500 },
  sendgrid: { burst: 100, perMinute: 600 },
  twilio: { burst: 10, perMinute: 60 },
  apollo: { burst: 20, perMinute: 50 },
  hunter: { burst: 15, perMinute: 300 },
};
/** For a provider that the table does not know. */
const OTHERWISE: ProviderLimit = { burst: 10, perMinute: 60 };
/** Limits that all workspaces share, in a bucket of the deployment. SES takes one call a second that is no mail. */
const SHARED_LIMITS: Readonly<Record<string, ProviderLimit>> = {
  'ses-control': { burst: 1, perMinute: 60 },
};
/** SES has a limit per second; the burst is that of this many seconds. */
const SES_BURST_SECONDS = 10;

/** Providers whose buckets are shown even when nobody has called them yet. */
export const knownProviders = (settings: Pick<LimitSettings, 'providerLimits'>): string[] => [
  ...new Set(['ses', ...Object.keys(DEFAULT_LIMITS), ...Object.keys(settings.providerLimits)]),
];

/** The limit of a provider for a workspace. That of SES is the setting `sendsPerSecond`. */
export function providerLimit(provider: string, settings: LimitSettings): ProviderLimit {
  const own = settings.providerLimits[provider];
  if (own) return own;
  if (provider === 'ses') {
    const { sendsPerSecond } = settings;
    return {
      burst: Math.max(1, Math.floor(sendsPerSecond * SES_BURST_SECONDS)),
      perMinute: sendsPerSecond * 60,
    };
  }
  return SHARED_LIMITS[provider] ?? DEFAULT_LIMITS[provider] ?? OTHERWISE;
}

/**
 * The bucket in the form of the generic cell rate algorithm (ITU-T I.371): one whole number, the microsecond at
 * which the bucket would be full again. Nothing has to be refilled, so a take is one comparison and one addition,
 * which DynamoDB can do in one conditional write.
 */
export interface BucketTerms {
  /** Time that one token takes to come back, in microseconds. */
  readonly interval: number;
  /** Time in which an empty bucket fills, in microseconds. */
  readonly whole: number;
}

const MICROS = 1000;

export const bucketTerms = ({ burst, perMinute }: ProviderLimit): BucketTerms => {
  const interval = Math.ceil((MINUTE * MICROS) / perMinute);
  return { interval, whole: interval * burst };
};

export type Taken =
  | { readonly ok: true; readonly fullAt: number }
  | { readonly ok: false; readonly retryAt: Date };

/**
 * Takes `count` tokens at once or none. A count larger than the bucket is granted when the bucket is full, and a longer wait
 * follows; otherwise it could never be granted.
 * @param fullAt microseconds; 0 for a bucket of which nothing was ever taken
 */
export function takeTokens(fullAt: number, terms: BucketTerms, count: number, now: Date): Taken {
  const at = microsOf(now);
  const needed = neededTime(terms, count);
  return fullAt <= at + terms.whole - needed
    ? { ok: true, fullAt: Math.max(at, fullAt) + count * terms.interval }
    : { ok: false, retryAt: new Date(Math.ceil((fullAt - terms.whole + needed) / MICROS)) };
}

/** The tokens that must be available, as time: never more than the whole bucket. */
export const neededTime = ({ interval, whole }: BucketTerms, count: number): number =>
  Math.min(count * interval, whole);

/** Tokens in the bucket now. Below zero after a take that was larger than the bucket, until its time has passed. */
export const tokensLeft = (fullAt: number, { interval, whole }: BucketTerms, now: Date): number =>
  Math.floor((whole - Math.max(0, fullAt - microsOf(now))) / interval);

export const microsOf = (now: Date): number => now.getTime() * MICROS;
