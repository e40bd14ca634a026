/** The two variants of every message, which an A/B test compares. */
export const VARIANTS = ['A', 'B'] as const;
