import type * as z from 'zod';
import { EVENTS, type EventData, type EventName } from '../api/contract/catalogue.ts';
import type { actorSchema, rexEventSchema } from './contract/envelope.ts';
import { newId } from './ids.ts';

export type Actor = z.infer<typeof actorSchema>;

export type RexEvent = z.infer<typeof rexEventSchema>;

export const REX: Actor = { kind: 'rex', id: 'rex' };

export interface Happening<N extends EventName> {
  /** Of the thing that it is about. */
  readonly about: string;
  /** The version of that thing after the change. */
  readonly sequence: number;
  /** One that a repeat of the same change gives again; a new one where there is no such. */
  readonly id?: string;
  readonly workspace: string;
  readonly correlationId: string;
  readonly actor: Actor;
  readonly data: EventData<N>;
}

/** An event as the catalogue describes it. */
export const newEvent = <N extends EventName>(name: N, happening: Happening<N>, now: Date): RexEvent => {
  const { version, channel, aggregate } = EVENTS[name];
  const { about, id = newId('e', now), workspace, sequence, correlationId, actor, data } = happening;
  return {
    id,
    name,
    schemaVersion: version,
    channel,
    workspace,
    aggregate: { type: aggregate, id: about },
    sequence,
    correlationId,
    actor,
    at: now.toISOString(),
    data,
  };
};
