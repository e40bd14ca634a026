import * as z from 'zod';
import { instantSchema, ROLES } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { SEAT_NAMES, type SeatName } from './seat.ts';

const data = z.object({
  kind: z.string(),
  state: z.string(),
  title: z.string(),
  act: z.string().describe('The operation that changed it, or `review`'),
  tells: z
    .array(z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) }))
    .describe('What the guilds are told of it'),
  asks: z
    .object({
      says: z.string(),
      of: z.array(z.string()).describe('Members'),
      otherwise: z
        .array(z.enum(ROLES))
        .describe('Those in these roles, where none of the members has a subscription'),
      since: instantSchema.describe('With the work it makes what is asked one thing, told once'),
    })
    .optional()
    .describe('What people are asked while it is in this state'),
});

const rowOf = (seat: SeatName) => ({
  version: 1 as const,
  channel: seat,
  aggregate: 'SEAT_WORK' as const,
  summary: `A work of the ${seat} was made or changed.`,
  data,
  example: { kind: 'prediction', state: 'open', title: 'Replies of 14 days', act: 'predictTrend', tells: [] },
});

/** The name of the event that tells of a seat's works. */
export const changedEvent = <S extends SeatName>(seat: S): `${S}.changed` => `${seat}.changed`;

export const seatEvents = events(
  Object.fromEntries(SEAT_NAMES.map((seat) => [changedEvent(seat), rowOf(seat)])) as Record<
    `${SeatName}.changed`,
    ReturnType<typeof rowOf>
  >,
);
