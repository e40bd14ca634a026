/** What an emulator does not do and AWS does. A step that meets one has passed on an emulator, and failed on AWS. */
export const KNOWN_GAPS = {
  'receipt rules':
    'MiniStack 1.5.33 deploys no AWS::SES::ReceiptRule, so the stacks are deployed with receiveMail=false: no reply comes in.',
  'sending events':
    'MiniStack 1.5.33 publishes nothing for the event destination of a configuration set, so nobody hears of deliveries, bounces and complaints.',
} as const;
export type KnownGap = keyof typeof KNOWN_GAPS;

/** What the stacks are deployed with on an emulator, unless `-c` says otherwise. */
export const EMULATOR_CONTEXT: Readonly<Record<string, string>> = { receiveMail: 'false' };
