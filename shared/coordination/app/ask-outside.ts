import type { Clock } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import type { Scheduler } from '../../platform/ports/queues.ts';
import { agedErrand, type Errand, errandIdOf, offerErrand } from '../domain/errand.ts';
import { errandEvent, ofErrand } from './errand-event.ts';
import type { ErrandStore, OutsideAgentStore } from './ports/outside-agents.ts';

export interface AskOutsideDeps {
  readonly agents: Pick<OutsideAgentStore, 'list'>;
  readonly errands: ErrandStore;
  readonly wake: Scheduler<MissionMessage>;
  readonly clock: Clock;
}

export interface OutsideResult {
  readonly result: unknown;
  /** The id of the agent. */
  readonly by: string;
}

interface Offer {
  readonly task: Record<string, unknown>;
  /** What has to be so before anybody can take it. */
  readonly prepare: () => Promise<void>;
}

/**
 * Gives a step to whoever outside may do it. `own` when there is nobody, or nobody did it; `waiting` while somebody
 * may: the step is started again (`continue-step`) when there is a result, and at the deadline at the latest.
 */
export async function askOutside(
  deps: AskOutsideDeps,
  step: Pick<Errand, 'workspace' | 'missionId' | 'step' | 'correlationId'>,
  offer: () => Offer,
): Promise<'own' | 'waiting' | OutsideResult> {
  const { workspace, missionId, step: name } = step;
  const known = await deps.errands.get(workspace, errandIdOf(missionId, name));
  if (known) return stateOf(deps, known);
  const agents = await deps.agents.list(workspace);
  if (!agents.some(({ state, steps }) => state === 'active' && steps.includes(name))) return 'own';
  const { task, prepare } = offer();
  await prepare();
  const now = deps.clock.now();
  const offered = offerErrand({ ...step, task }, now);
  const event = errandEvent('errand.offered', { ...offered, version: 0 }, REX, ofErrand(offered), now);
  const errand = await deps.errands.create(offered, [event]);
  // After the record: one whose wake-up is lost is found by the rule about steps that stall.
  await deps.wake.at(`errand-${shortHash(`${workspace} ${errand.id}`, 20)}`, new Date(errand.deadline), {
    kind: 'continue-step',
    workspace,
    missionId,
    step: name,
  });
  return stateOf(deps, errand);
}

/** What has become of an errand; that it was given up is written once. */
export async function stateOf(
  { errands, clock }: Pick<AskOutsideDeps, 'errands' | 'clock'>,
  errand: Errand,
): Promise<'own' | 'waiting' | OutsideResult> {
  const now = clock.now();
  const aged = agedErrand(errand, now);
  if (aged.state === 'done') return { result: aged.result, by: aged.lease?.agent ?? 'an outside agent' };
  if (aged.state !== 'given_up') return 'waiting';
  if (aged !== errand) {
    const data = { ...ofErrand(aged), reason: aged.reason ?? '' };
    await errands.save(aged, [errandEvent('errand.given-up', aged, REX, data, now)]);
  }
  return 'own';
}
