import type * as z from 'zod';
import type { EventChannel } from './event-channels.ts';

/** One kind of event, as subscribers see it. The catalogue consists of these. */
export interface EventContract<D extends z.ZodObject = z.ZodObject> {
  /** Grows when readers of the old shape could not read the new one. A new field does not raise it. */
  readonly version: number;
  /** The channel to which clients of the WebSocket subscribe. */
  readonly channel: EventChannel;
  /** The type of the aggregate that it is about; `sequence` counts within one aggregate. */
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
