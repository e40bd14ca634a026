import type { StepDeps } from '../../missions/app/mission-steps.ts';
import type { StepStarter } from '../../missions/app/run-step.ts';
import type { BatchMessage } from '../../missions/contract/messages.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import type { Action } from '../../missions/domain/workflows/actions.ts';
import type { AgentManifest } from '../domain/agent-manifest.ts';

/** Starts a step: splits it into parts, or does it at once. Harmless to repeat. */
export type Starter<Deps> = (deps: Deps, mission: Mission, step: StepRecord) => Promise<void>;
/** Processes one part from the batches queue. Harmless to repeat. */
export type Worker<Deps> = (deps: Deps, message: BatchMessage, correlationId: string) => Promise<void>;

/** `never` accepts any port: here only its name is checked, and its type where the function passes it. */
type Given<Names> = Names extends readonly string[]
  ? StepDeps & { readonly [Name in Names[number]]: never }
  : never;
type Steps<M extends AgentManifest> = M['steps'];

/** The starters in `steps.ts` of an agent: one for each step, with the ports that the manifest names. */
export type StartersOf<M extends AgentManifest> = {
  readonly [Step in keyof Steps<M>]: Steps<M>[Step] extends { readonly start: { readonly uses: infer Uses } }
    ? Starter<Given<Uses>>
    : never;
};

/** The workers in `steps.ts`: one for each step whose parts go through the batches queue. */
export type WorkersOf<M extends AgentManifest> = {
  readonly [Step in keyof Steps<M> as Steps<M>[Step] extends {
    readonly parts: { readonly queue: 'batches' };
  }
    ? Step
    : never]: Steps<M>[Step] extends { readonly parts: { readonly uses: infer Uses } }
    ? Worker<Given<Uses>>
    : never;
};

/** Names of the steps of one or more agents. */
export type StepOf<M extends AgentManifest> = M extends AgentManifest ? keyof M['steps'] & Action : never;

/** Names of the steps whose parts go through the batches queue. */
export type WorkStepOf<M extends AgentManifest> = M extends AgentManifest ? keyof WorkersOf<M> : never;

type StepsOfAll<M extends AgentManifest> = M extends AgentManifest ? M['steps'][keyof M['steps']] : never;
type UsesOf<S> = S extends { readonly uses: readonly (infer Name extends string)[] } ? Name : never;

/** Names of the ports that the starters or workers of a list of agents use. */
export type StartPort<M extends AgentManifest> = UsesOf<NonNullable<StepsOfAll<M>>['start']>;
export type WorkPort<M extends AgentManifest> =
  StepsOfAll<M> extends infer S ? (S extends { readonly parts: infer P } ? UsesOf<P> : never) : never;

/** Starters with their ports bound, as the engine uses them. */
export const bindStarters = <Deps>(
  deps: Deps,
  starters: Readonly<Record<Action, Starter<Deps>>>,
): Readonly<Record<string, StepStarter>> =>
  Object.fromEntries(
    Object.entries(starters).map(([step, start]) => [
      step,
      (mission, record) => start(deps, mission, record),
    ]),
  );

/** Workers with their ports bound, by step. */
export const bindWorkers = <Deps>(
  deps: Deps,
  workers: Readonly<Record<string, Worker<Deps>>>,
): Readonly<Record<string, (message: BatchMessage, correlationId: string) => Promise<void>>> =>
  Object.fromEntries(
    Object.entries(workers).map(([step, work]) => [
      step,
      (message, correlationId) => work(deps, message, correlationId),
    ]),
  );
