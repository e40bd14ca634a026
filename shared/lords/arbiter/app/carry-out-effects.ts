import { assignDomain } from '../../../allocation/app/assign-domain.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Cause } from '../../../kernel/events.ts';
import { setPriority } from '../../../missions/app/set-priority.ts';
import type { Mission } from '../../../missions/domain/mission.ts';
import { isTerminal } from '../../../missions/domain/states.ts';
import type { Effect, Enforced } from '../contract/schemas.ts';
import { domainOf } from '../domain/domain-of.ts';
import type { ArbiterDeps } from './deps.ts';

interface Order {
  readonly workspace: string;
  readonly reason: string;
  readonly cause: Cause;
}

/** Does what is not done yet. Each is done once: where it is so already, nothing changes. */
export async function carryOutEffects(
  deps: ArbiterDeps,
  effects: readonly Enforced[],
  order: Order,
): Promise<Enforced[]> {
  const after: Enforced[] = [];
  // One after the other: what one mission leaves, the next may get.
  for (const each of effects) {
    after.push(each.state === 'done' ? each : await carryOutOne(deps, each.effect, order));
  }
  return after;
}

/** What a mission is, and whether that is as an effect has made it. Of one that has ended nothing more is expected. */
export async function isSo(
  { missions }: Pick<ArbiterDeps, 'missions'>,
  workspace: string,
  effect: Effect,
): Promise<{ readonly held: boolean; readonly is: string | number | null }> {
  const mission = await missions.get(workspace, effect.missionId);
  if (!mission) return { held: true, is: null };
  const { is, wants } = compared(mission, effect);
  return { held: is === wants || isTerminal(mission.state), is };
}

/** Whether a mission is as an effect would make it. It was not when that was proposed. */
export async function wasDone(
  { missions }: Pick<ArbiterDeps, 'missions'>,
  workspace: string,
  effect: Effect,
): Promise<boolean> {
  const mission = await missions.get(workspace, effect.missionId);
  if (!mission) return false;
  const { is, wants } = compared(mission, effect);
  return is === wants;
}

/** The same effect on a mission that is something else now; undefined where it is so already. */
export async function againOn(
  deps: Pick<ArbiterDeps, 'missions'>,
  workspace: string,
  effect: Effect,
): Promise<Effect | undefined> {
  const { held, is } = await isSo(deps, workspace, effect);
  return held ? undefined : ({ ...effect, before: is } as Effect);
}

export const said = (is: string | number | null): string | number => is ?? 'without a domain';

const compared = (mission: Mission, effect: Effect) =>
  effect.do === 'assign'
    ? { is: domainOf(mission), wants: effect.domain, was: effect.before }
    : { is: mission.priority, wants: effect.priority, was: effect.before };

async function carryOutOne(deps: ArbiterDeps, effect: Effect, order: Order): Promise<Enforced> {
  const { workspace } = order;
  const { missionId } = effect;
  const mission = await deps.missions.get(workspace, missionId);
  const refused = (says: string): Enforced => ({ effect, state: 'refused', says });
  if (!mission) return refused(`There is no mission ${missionId} any more.`);
  const { is, wants, was } = compared(mission, effect);
  if (is === wants) return { effect, state: 'done', says: `${missionId} is so: ${wants}.` };
  if (is !== was)
    return refused(
      `${missionId} was ${said(was)} when this was proposed, and is ${said(is)} now. It was left as it is.`,
    );
  try {
    return { effect, ...(await change(deps, effect, order)) };
  } catch (error) {
    if (error instanceof RexError && REFUSALS.has(error.code)) return refused(error.message);
    throw error;
  }
}

/** What says that it cannot be done as things are, and not that something is out of order. */
const REFUSALS: ReadonlySet<string> = new Set(['CONFLICT', 'NOT_FOUND', 'VALIDATION_FAILED']);

async function change(
  deps: ArbiterDeps,
  effect: Effect,
  { workspace, reason, cause }: Order,
): Promise<Pick<Enforced, 'state' | 'says'>> {
  const { missionId } = effect;
  if (effect.do === 'priority') {
    await setPriority(deps, { workspace, missionId, priority: effect.priority, reason, cause });
    return { state: 'done', says: `${missionId} has priority ${effect.priority}, after ${effect.before}.` };
  }
  const { mission } = await assignDomain(deps, {
    workspace,
    missionId,
    domain: effect.domain,
    hours: 24,
    cause,
  });
  const isDone = mission === null || mission.moved || mission.state === 'QUEUED';
  return { state: isDone ? 'done' : 'refused', says: `${missionId}: ${mission?.reason ?? effect.domain}` };
}
