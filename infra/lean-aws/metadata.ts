import type { IncomingHttpHeaders } from 'node:http';

/** What is known of an answer beside its content: `$metadata` of the SDK's results and errors. */
export interface Metadata {
  httpStatusCode?: number | undefined;
  requestId?: string | undefined;
  extendedRequestId?: string | undefined;
  cfId?: string | undefined;
  attempts?: number;
  totalRetryDelay?: number;
  clockSkewCorrected?: boolean;
}

export function metadataOf(status: number | undefined, headers: IncomingHttpHeaders): Metadata {
  const text = (name: string): string | undefined => headers[name]?.toString();
  return {
    httpStatusCode: status,
    requestId: text('x-amzn-requestid') ?? text('x-amzn-request-id') ?? text('x-amz-request-id'),
    extendedRequestId: text('x-amz-id-2'),
    cfId: text('x-amz-cf-id'),
  };
}
