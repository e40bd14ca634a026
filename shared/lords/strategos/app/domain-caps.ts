import { readPool } from '../../../domains/app/read-pool.ts';
import { isOwned } from '../../../domains/domain/domain-ownership.ts';
import type { SendingDomain } from '../../../domains/domain/pool.ts';
import { plannedCaps, warmupOf } from '../../../domains/domain/warmup.ts';
import type { Source } from '../../../seats/domain/work.ts';
import { LONGEST_DAYS, type PlanActivity } from '../contract/schemas.ts';
import { refused } from '../domain/refused.ts';
import type { Caps } from '../domain/send-days.ts';
import type { StrategosDeps } from './deps.ts';

/**
 * What the domains of these activities may send on their days of sending to come, if these go well and nothing else sends from them.
 * @throws RexError VALIDATION_FAILED naming a domain that sends nothing
 */
export async function domainCaps(
  deps: Pick<StrategosDeps, 'pools' | 'workspaces'>,
  workspace: string,
  activities: readonly PlanActivity[],
  now: Date,
): Promise<{ readonly caps: Caps; readonly sources: readonly Source[] }> {
  if (activities.every(({ sends }) => sends === null)) return { caps: new Map(), sources: [] };
  const { pool, settings } = await readPool(deps, workspace, now);
  const caps = new Map<string, readonly number[]>();
  const sources: Source[] = [];
  for (const [n, { sends }] of activities.entries()) {
    if (!sends || caps.has(sends.domain)) continue;
    const domain = pool?.domains.find((each) => each.domain === sends.domain);
    const problem = domain ? whyNot(domain) : 'is no sending domain of this workspace';
    if (!domain || problem) throw refused(`body.activities.${n}.sends.domain`, `${sends.domain} ${problem}.`);
    const ahead = plannedCaps(domain, now, LONGEST_DAYS, settings?.warmup);
    caps.set(domain.domain, ahead);
    sources.push({ kind: 'domain', id: domain.domain, says: says(domain, ahead, now) });
  }
  return { caps, sources };
}

function whyNot(domain: SendingDomain): string | undefined {
  if (!isOwned(domain)) return 'is not verified';
  return domain.status === 'active' ? undefined : `is ${domain.status}`;
}

const says = (domain: SendingDomain, [first = 0, ...others]: readonly number[], now: Date): string =>
  warmupOf(domain, now).state === 'warm'
    ? `It is warm, and may send ${first} e-mails a day.`
    : `It is on day ${warmupOf(domain, now).day} of its warmup: ${first} e-mails on the first day of sending, ${others[6] ?? first} on the eighth if all goes well.`;
