import { recentDays } from '../../domains/app/check-domain-health.ts';
import { type PoolsDeps, readPool } from '../../domains/app/read-pool.ts';
import { heldUntil } from '../../domains/domain/judge-warmup.ts';
import { dailyCap, isHeldBack, isWarmingUp, warmupOf } from '../../domains/domain/warmup.ts';
import { nextUtcDay, utcDay } from '../../kernel/clock.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import { writesTo } from '../../missions/domain/writes-to.ts';

/** Why nothing more goes out today from the domain of a mission, and until when; undefined when it may send. */
export async function senderWait(
  deps: PoolsDeps,
  mission: Mission,
  /** Whether messages that were approved have still to go. */
  isLeft: boolean,
  now: Date,
): Promise<string | undefined> {
  const name = mission.reservation?.domain;
  if (name === undefined) return undefined;
  const { pool, day, settings } = await readPool(deps, mission.workspace, now);
  const domain = pool?.domains.find((each) => each.domain === name);
  if (!domain) return undefined;
  if (domain.status === 'paused')
    return `${name} is paused: nothing goes out until it is resumed or rotated.`;
  if (!isLeft) return undefined;
  if (writesTo(mission) === 'dormant' && isHeldBack(domain, now)) {
    const days = await recentDays(deps.pools, name, now);
    const until = heldUntil(domain, days, now, settings?.warmup);
    return `The warmup of ${name} is held, since too much of its mail was put off, bounced or complained about. Dormant leads wait until ${until}, 00:00 UTC, if nothing more of that happens.`;
  }
  const cap = dailyCap(domain, now);
  if (isWarmingUp(domain, now) && (day.domains[name] ?? 0) >= cap)
    return `${name} is new, and day ${warmupOf(domain, now).day} of its warmup allows ${cap} e-mails, which are sent. The others go on from ${utcDay(nextUtcDay(now))}, 00:00 UTC. If the domain has sent elsewhere for long, say so on its page ("rex domains tier ${name} custom"), and they go today.`;
  return undefined;
}
