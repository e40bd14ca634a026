/** What Lambda says of a call. */
export interface Invocation {
  readonly awsRequestId: string;
}
