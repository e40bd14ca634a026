import type { SendLedger } from '../../sending/app/ports/sending.ts';
import type { SendViewDeps } from '../../sending/app/send-context.ts';

interface ReadOften extends Pick<SendViewDeps, 'workspaces' | 'pools'> {
  readonly ledger: Pick<SendLedger, 'ofCohort'>;
}

/** What the missions of a lead have in common, such as the settings and the messages to the lead, is read once for all of them. */
export const readOnce = <D extends ReadOften>(deps: D): D => ({
  ...deps,
  workspaces: { get: once((workspace) => deps.workspaces.get(workspace)) },
  pools: {
    get: once((workspace) => deps.pools.get(workspace)),
    day: once((workspace, day) => deps.pools.day(workspace, day)),
    risked: once((domain, day) => deps.pools.risked(domain, day)),
  },
  ledger: { ofCohort: once((cohort) => deps.ledger.ofCohort(cohort)) },
});

function once<A extends readonly unknown[], T>(
  read: (...asked: A) => Promise<T>,
): (...asked: A) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const reading = known.get(key) ?? read(...asked);
    known.set(key, reading);
    return reading;
  };
}
