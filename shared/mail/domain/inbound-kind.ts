/** Kinds of inbound mail. */
export const INBOUND_KINDS = [
  'reply',
  'out_of_office',
  'bounce',
  'complaint',
  'unsubscribe_request',
  'auto_reply',
  'unreadable',
] as const;
export type InboundKind = (typeof INBOUND_KINDS)[number];
