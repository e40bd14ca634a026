import type { DomainRecordsView } from '../../../../shared/provisioning/contract/provisioning.ts';

/** What the records are for that were not found as they should be, or were not looked for yet, in the order of the records. */
export const missingOf = (
  records: readonly Pick<DomainRecordsView['records'][number], 'purpose' | 'state'>[],
): readonly string[] => [
  ...new Set(
    records.filter(({ state }) => state !== 'present' && state !== 'kept').map(({ purpose }) => purpose),
  ),
];
