import type { DomainRecordsView } from '../../../../shared/provisioning/contract/provisioning.ts';

/** What the records that the DNS does not answer as it should are for, in the order of the records. */
export const missingOf = (
  records: readonly Pick<DomainRecordsView['records'][number], 'purpose' | 'state'>[],
): readonly string[] => [
  ...new Set(
    records.filter(({ state }) => state === 'missing' || state === 'conflict').map(({ purpose }) => purpose),
  ),
];
