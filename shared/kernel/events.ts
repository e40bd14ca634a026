import type * as z from 'zod';
import type { actorSchema, rexEventSchema } from './contract/envelope.ts';
import type { EventData, EventRows } from './contract/event-contract.ts';
import { newId } from './ids.ts';

export type Actor = z.infer<typeof actorSchema>;

export type RexEvent = z.infer<typeof rexEventSchema>;

export const REX: Actor = { kind: 'rex', id: 'rex' };

/** Who asked for a change, and in which request. */
export interface Cause {
  readonly actor: Actor;
  readonly correlationId: string;
}

export interface Happening<Data> {
  /** Of the thing that it is about. */
  readonly about: string;
  /** The version of that thing after the change. */
  readonly sequence: number;
  /** One that a repeat of the same change gives again; a new one where there is no such. */
  readonly id?: string;
  readonly workspace: string;
  readonly correlationId: string;
  readonly actor: Actor;
  readonly data: Data;
}

/** An event as the rows of its context describe it. */
export const newEvent = <Rows extends EventRows, N extends keyof Rows & string>(
  rows: Rows,
  name: N,
  happening: Happening<EventData<Rows, N>>,
  now: Date,
): RexEvent => {
  const { version, channel, aggregate } = rows[name] as Rows[N];
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
