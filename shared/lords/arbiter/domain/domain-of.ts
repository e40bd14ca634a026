import type { Mission } from '../../../missions/domain/mission.ts';

/** The domain that a mission has: one that waits, the one that it is bound to; one that works, the one that it sends from. */
export const domainOf = ({ state, domain, reservation }: Mission): string | null =>
  (state === 'QUEUED' ? domain : reservation?.domain) ?? null;
