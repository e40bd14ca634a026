import type { Pool, SendingDomain } from './pool.ts';

/**
 * From so many e-mails a day Gmail (to its personal accounts) and Microsoft call a sender a bulk sender, and hold it to their
 * rules. Yahoo names no number. Gmail counts all domains under one organizational domain together, and never forgets.
 */
export const BULK_FROM_PER_DAY = 5_000;

/**
 * The last two labels stand for the organizational domain. Where a registry gives out third-level names (`co.uk`), domains of
 * several owners count together: that is too careful, and never too careless.
 */
const organizationOf = (domain: string): string => domain.split('.').slice(-2).join('.');

const mostPerDay = ({ targetPerDay, inboxes }: SendingDomain): number =>
  inboxes.length === 0
    ? targetPerDay
    : Math.min(
        targetPerDay,
        inboxes.reduce((sum, { dailyCap }) => sum + dailyCap, 0),
      );

/** Most e-mails a day of a domain and all others of the pool under its organizational domain. */
export function bulkVolume(pool: Pool, domain: string, dailyBudget: number): number {
  const organization = organizationOf(domain);
  const all = pool.domains
    .filter((each) => organizationOf(each.domain) === organization)
    .reduce((sum, each) => sum + mostPerDay(each), 0);
  return Math.min(all, dailyBudget);
}

/** Why the rules for bulk senders keep domains of the pool from missions, by domain. */
export const bulkObstacles = (pool: Pool, dailyBudget: number): Map<string, string> =>
  new Map(
    pool.domains.flatMap((domain): [string, string][] => {
      const why = bulkObstacle(bulkVolume(pool, domain.domain, dailyBudget), domain);
      return why === undefined ? [] : [[domain.domain, why]];
    }),
  );

function bulkObstacle(volume: number, { domain, failedRules }: SendingDomain): string | undefined {
  if (volume < BULK_FROM_PER_DAY || failedRules?.length === 0) return undefined;
  const may = `it may send ${volume} e-mails a day, which makes it a bulk sender`;
  return failedRules === undefined
    ? `${may}, and the rules for those are not checked yet (rex domains records ${domain} --check)`
    : `${may}, and it does not keep their rules: ${failedRules.join('; ')} (rex domains rules ${domain})`;
}
