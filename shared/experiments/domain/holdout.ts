import { RexError } from '../../kernel/errors.ts';
import { unitInterval } from '../../kernel/hash.ts';

const DEFAULT_HOLDOUT_SHARE = 0.1;

/** A change of the salt would release every held-out lead. */
const HOLDOUT_SALT = 'rex-holdout-1';
const VARIANT_SALT = 'rex-variant-1';

/**
 * Whether a lead belongs to the permanent holdout of the workspace: always the same answer, in every mission. A larger share
 * keeps every held-out lead and adds others. `share` is in [0, 1].
 */
export function isHeldOut(workspace: string, leadId: string, share: number = DEFAULT_HOLDOUT_SHARE): boolean {
  if (!(share >= 0 && share <= 1)) {
    throw new RexError('VALIDATION_FAILED', `The holdout share must be between 0 and 1, not ${share}`);
  }
  return unitInterval(`${HOLDOUT_SALT}\n${workspace}\n${leadId}`) < share;
}

/** The variant of a lead in a mission: equal shares, independent of the holdout and of other missions. */
export function variantOf<V>(missionId: string, leadId: string, variants: readonly V[]): V {
  const at = Math.floor(unitInterval(`${VARIANT_SALT}\n${missionId}\n${leadId}`) * variants.length);
  const variant = variants[at];
  if (variant === undefined) throw new RexError('VALIDATION_FAILED', 'A test needs at least one variant');
  return variant;
}
