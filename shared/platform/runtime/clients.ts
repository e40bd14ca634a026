interface ClientTuning {
  /** Tries in all. 1 where a repeat is not harmless. */
  readonly attempts?: number;
  /** Milliseconds for one try. */
  readonly timeoutMs?: number;
}

/**
 * Settings for an AWS client: `new SQSClient(awsClient())`, once per function, outside of its handler, so that
 * connections stay open between calls. Endpoint, region and credentials come from the SDK's own environment.
 */
export const awsClient = ({ attempts = 4, timeoutMs = 5_000 }: ClientTuning = {}) => ({
  maxAttempts: attempts,
  retryMode: 'standard' as const,
  // Without the third, the SDK's own client only logs that the second has passed, and goes on waiting.
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: timeoutMs,
    throwOnRequestTimeout: true as const,
  },
});
