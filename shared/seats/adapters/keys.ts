import { type Key, key, type WorkKind, workKind } from '../../platform/adapters/dynamodb/keys.ts';
import { SEAT_NAMES, type SeatName } from '../contract/seat.ts';

export const worksPartition = (ws: string, seat: SeatName): string => `W#${ws}#SEAT#${seat}`;
/** What a seat has seen in its last round. */
export const roundKey = (ws: string, seat: SeatName): Key => key(`W#${ws}#ROUNDS`, seat);
/** Works that a seat looks at again. Few are due in an hour: one shard. */
export const seatWork = (seat: SeatName): WorkKind => workKind(`SEAT-${seat}`, 1);
/** Those of all seats, to be found together: each work stands in the shard of its own seat. */
export const councilWork: WorkKind = {
  ...seatWork('architect'),
  shards: SEAT_NAMES.flatMap((seat) => seatWork(seat).shards),
};
