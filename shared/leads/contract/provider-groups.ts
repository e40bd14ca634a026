/** The mailbox providers whose rules for senders are published; `other` is every other address. */
export const PROVIDER_GROUPS = ['gmail', 'yahoo', 'microsoft', 'other'] as const;
export type ProviderGroup = (typeof PROVIDER_GROUPS)[number];
