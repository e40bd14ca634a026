import type { Fields } from './ads-account.ts';

export interface Failure {
  readonly code: Record<string, string>;
  readonly message: string;
  readonly index?: number;
}

export const failure = (failures: readonly Failure[]) => ({
  '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
  errors: failures.map(({ code, message, index }) => ({
    errorCode: code,
    message,
    ...(index === undefined
      ? {}
      : {
          location: {
            fieldPathElements: [{ fieldName: 'mutate_operations', ...(index > 0 && { index }) }],
          },
        }),
  })),
  requestId: 'r',
});
export const error = (
  status: number,
  canonical: string,
  failures: readonly Failure[],
  message = 'Request failed.',
) => ({
  status,
  body: {
    error: {
      code: status,
      message,
      status: canonical,
      ...(failures.length > 0 && { details: [failure(failures)] }),
    },
  },
});
export const wrong = (message: string) =>
  error(400, 'INVALID_ARGUMENT', [{ code: { requestError: 'UNKNOWN' }, message }]);
/** What the server says instead. */
export const ACTS = {
  down: () => error(503, 'UNAVAILABLE', [], 'The service is currently unavailable.'),
  busy: () =>
    error(400, 'INVALID_ARGUMENT', [
      {
        code: { databaseError: 'CONCURRENT_MODIFICATION' },
        message: 'Multiple requests were attempting to modify the same resource at once. Retry the request.',
      },
    ]),
  quota: () => {
    const answer = error(429, 'RESOURCE_EXHAUSTED', [
      { code: { quotaError: 'RESOURCE_EXHAUSTED' }, message: 'Too many requests. Retry in 1200 seconds.' },
    ]);
    const [details] = answer.body.error.details as { errors: Fields[] }[];
    Object.assign(details?.errors[0] ?? {}, {
      details: { quotaErrorDetails: { rateScope: 'DEVELOPER', retryDelay: '1200s' } },
    });
    return answer;
  },
  token: () =>
    error(401, 'UNAUTHENTICATED', [
      { code: { authenticationError: 'OAUTH_TOKEN_REVOKED' }, message: 'OAuth token has been revoked.' },
    ]),
  not_approved: () =>
    error(403, 'PERMISSION_DENIED', [
      {
        code: { authorizationError: 'DEVELOPER_TOKEN_NOT_APPROVED' },
        message: 'The developer token is only approved for use with test accounts.',
      },
    ]),
  closed: () =>
    error(403, 'PERMISSION_DENIED', [
      {
        code: { authorizationError: 'CUSTOMER_NOT_ENABLED' },
        message:
          "The customer account can't be accessed because it is not yet enabled or has been deactivated.",
      },
    ]),
};
