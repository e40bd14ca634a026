import * as z from 'zod';
import type { Consent } from '../../leads/domain/consent.ts';
import type { AddressKind } from './contact-facts.ts';
import type { LeadScore } from './reactivation.ts';

/**
 * Which leads are selected. The defaults leave out people who must not be written to and people who still buy, and almost
 * nobody else, because a try costs little.
 */
export const recoverablePolicySchema = z.strictObject({
  /** A lead that bought within this many weeks is a customer, not a dormant lead. */
  dormantAfterWeeks: z.number().min(0).default(13),
  /** When set: leads that are silent for longer, or of whom nothing is known, are left out. */
  activeWithinWeeks: z.number().min(0).optional(),
  /** Below this score a lead counts as lost: almost none of those with purchases come back from there. 0 leaves nobody out. */
  minimumScore: z.number().min(0).max(100).default(0.1),
  /** `not_refused` also includes leads with unknown consent; the law of some countries requires `given`. */
  consent: z.enum(['not_refused', 'given']).default('not_refused'),
  roleAddresses: z.enum(['exclude', 'include']).default('exclude'),
  /** Whether to include leads without any recorded purchase or sign of life. */
  withoutHistory: z.enum(['exclude', 'include']).default('include'),
});
export type RecoverablePolicy = z.infer<typeof recoverablePolicySchema>;

export interface RecoverableCandidate {
  readonly score: LeadScore;
  readonly consent: Consent;
  readonly address: AddressKind;
  readonly suppressed: boolean;
  /** A reply of this person waits for a decision. */
  readonly held?: boolean;
}

type UnrecoverableCode =
  | 'SUPPRESSED'
  | 'HELD'
  | 'NEVER_MAIL'
  | 'NO_CONSENT'
  | 'ROLE_ADDRESS'
  | 'ACTIVE'
  | 'NOT_ACTIVE'
  | 'NO_HISTORY'
  | 'LOST';

interface UnrecoverableReason {
  readonly code: UnrecoverableCode;
  readonly sentence: string;
}

export interface RecoverableVerdict {
  readonly recoverable: boolean;
  /** All reasons against it, the gravest first; empty when recoverable. */
  readonly reasons: readonly UnrecoverableReason[];
}

interface Rule {
  readonly code: UnrecoverableCode;
  readonly applies: (candidate: RecoverableCandidate, policy: RecoverablePolicy) => boolean;
  readonly sentence: (candidate: RecoverableCandidate, policy: RecoverablePolicy) => string;
}

const RULES: readonly Rule[] = [
  {
    code: 'SUPPRESSED',
    applies: ({ suppressed }) => suppressed,
    sentence: () =>
      'The address is suppressed: it opted out, bounced, complained, or was blocked by a person.',
  },
  {
    code: 'HELD',
    applies: ({ held = false }) => held,
    sentence: () =>
      'What this person wrote waits for a decision (`rex replies list`); nothing goes out before.',
  },
  {
    code: 'NEVER_MAIL',
    applies: ({ address }) => address === 'never_mail',
    sentence: () =>
      'The address (such as noreply@ or abuse@) is read by machines or reports us; it is never mailed.',
  },
  {
    code: 'NO_CONSENT',
    applies: ({ consent }, policy) =>
      consent === 'opted_out' || (policy.consent === 'given' && consent !== 'subscribed'),
    sentence: ({ consent }) =>
      consent === 'opted_out'
        ? 'The lead opted out.'
        : 'The lead never agreed, and the policy asks for consent.',
  },
  {
    code: 'ROLE_ADDRESS',
    applies: ({ address }, policy) => address === 'role' && policy.roleAddresses === 'exclude',
    sentence: () => 'The address is that of a role (such as info@), not of a person.',
  },
  {
    code: 'ACTIVE',
    applies: ({ score }, policy) =>
      score.silentWeeks !== undefined && score.silentWeeks < policy.dormantAfterWeeks,
    sentence: ({ score }, policy) =>
      `${score.basis === 'purchases' ? 'Bought' : 'Was in touch'} ${(score.silentWeeks ?? 0).toFixed(1)} weeks ago, ` +
      `within the ${policy.dormantAfterWeeks} weeks after which a lead counts as dormant.`,
  },
  {
    code: 'NOT_ACTIVE',
    applies: ({ score }, { activeWithinWeeks }) =>
      activeWithinWeeks !== undefined &&
      !((score.silentWeeks ?? Number.POSITIVE_INFINITY) <= activeWithinWeeks),
    sentence: (_, { activeWithinWeeks }) =>
      `There is no purchase and no other sign of life within the last ${activeWithinWeeks} weeks.`,
  },
  {
    code: 'NO_HISTORY',
    applies: ({ score }, policy) => score.silentWeeks === undefined && policy.withoutHistory === 'exclude',
    sentence: () => 'There is neither a purchase nor any other sign of life on record.',
  },
  {
    code: 'LOST',
    applies: ({ score }, policy) => score.score < policy.minimumScore,
    sentence: ({ score }, policy) =>
      `The score of ${score.score.toFixed(2)} is below the ${policy.minimumScore} from which a lead is worked.`,
  },
];

/** Whether a lead should be selected, and every reason why not. */
export function judgeRecoverable(
  candidate: RecoverableCandidate,
  policy: RecoverablePolicy,
): RecoverableVerdict {
  const reasons = RULES.filter(({ applies }) => applies(candidate, policy)).map(({ code, sentence }) => ({
    code,
    sentence: sentence(candidate, policy),
  }));
  return { recoverable: reasons.length === 0, reasons };
}
