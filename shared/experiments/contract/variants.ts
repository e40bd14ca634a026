/** The two versions of every message, which are tested against each other. */
export const VARIANTS = ['A', 'B'] as const;
