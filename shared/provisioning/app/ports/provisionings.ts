import type { RexEvent } from '../../../kernel/events.ts';
import type { Provisioning } from '../../domain/provisioning.ts';

export interface ProvisioningStore {
  /** `eventual`: perhaps as it was a moment ago. */
  get(
    workspace: string,
    domain: string,
    consistent?: 'consistent' | 'eventual',
  ): Promise<Provisioning | undefined>;
  /** @throws RexError VERSION_CONFLICT when it was changed meanwhile */
  save(
    provisioning: Provisioning,
    expected: 'absent' | 'version',
    events?: readonly RexEvent[],
  ): Promise<Provisioning>;
}
