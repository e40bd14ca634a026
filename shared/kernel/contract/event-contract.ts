import type * as z from 'zod';
import type { EventChannel } from './event-channels.ts';

/** What an event says, for whoever listens: the catalogue is made of these. */
export interface EventContract<D extends z.ZodObject = z.ZodObject> {
  /** Grows when a reader of the old shape could not read the new one; new fields do not count. */
  readonly version: number;
  /** What clients of the WebSocket subscribe to. */
  readonly channel: EventChannel;
  /** What kind of thing it is about; `sequence` counts within one. */
  readonly aggregate: string;
  readonly summary: string;
  readonly data: D;
  readonly example: z.input<D>;
}

/** Rows of the catalogue, by name: `<thing>.<what happened to it>`. */
export const events = <Shapes extends Record<string, z.ZodObject>>(
  rows: {
    readonly [N in keyof Shapes]: EventContract<Shapes[N]>;
  },
) => rows;

export type EventRows = Readonly<Record<string, EventContract>>;
export type EventData<Rows extends EventRows, N extends keyof Rows> = z.input<Rows[N]['data']>;
