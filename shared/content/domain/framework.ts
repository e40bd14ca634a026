/** The four copywriting frameworks, each with its stages in the order in which a message goes through them. */
export const FRAMEWORKS = {
  PAS: { name: 'Problem, agitation, solution', stages: ['problem', 'agitation', 'solution'] },
  AIDA: {
    name: 'Attention, interest, desire, action',
    stages: ['attention', 'interest', 'desire', 'action'],
  },
  BAB: { name: 'Before, after, bridge', stages: ['before', 'after', 'bridge'] },
  FAB: { name: 'Features, advantages, benefits', stages: ['features', 'advantages', 'benefits'] },
} as const satisfies Record<string, { name: string; stages: readonly string[] }>;

export type Framework = keyof typeof FRAMEWORKS;

export const FRAMEWORK_NAMES = ['PAS', 'AIDA', 'BAB', 'FAB'] as const satisfies readonly Framework[];

/** What each step of a sequence is for: the reader should feel the purpose change, not the pressure grow. */
export const STEP_PURPOSES = {
  1: 'reconnect: say who we are and that the door is open, with the offer of the mission when there is one',
  2: 'value: say what the reader can expect from us',
  3: 'question: ask what has changed or what would help',
  4: 'help: offer a hand, or the offer of the mission when there is one',
  5: 'soft last check: ask whether to keep writing',
  6: 'goodbye: the last message of the series, without pressure',
} as const satisfies Record<number, string>;

export type Step = keyof typeof STEP_PURPOSES;

export const STEPS = [1, 2, 3, 4, 5, 6] as const satisfies readonly Step[];
