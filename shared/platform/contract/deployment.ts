/** Names of a deployment that its tools know it by. */
export const DEPLOYMENT = {
  /** Every queue, function and secret begins with it. */
  prefix: 'rex',
  configurationSet: 'rex',
  receiptRuleSet: 'rex-inbound',
  receiptRule: 'store',
  /** What is deployed, in the order of what stands on what. */
  stacks: ['RexData', 'RexEdge', 'RexWorkflows', 'RexMail', 'RexRealtime', 'RexApi'],
  eventPublisher: 'rex-streams-events',
} as const;
