/** Names in a deployment that tools depend on. */
export const DEPLOYMENT = {
  /** Every queue, function and secret begins with it. */
  prefix: 'rex',
  configurationSet: 'rex',
  receiptRuleSet: 'rex-inbound',
  receiptRule: 'store',
  /** The stacks, each after those that it depends on. */
  stacks: ['RexData', 'RexEdge', 'RexWorkflows', 'RexMail', 'RexRealtime', 'RexApi'],
  eventPublisher: 'rex-streams-events',
} as const;

/** The name of the configuration set beside this one whose mail has no pixel, and links as they are. */
export const untracked = (configurationSet: string): string => `${configurationSet}-untracked`;
