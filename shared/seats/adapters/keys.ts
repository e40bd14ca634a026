import { workKind } from '../../platform/adapters/dynamodb/keys.ts';
import type { SeatName } from '../contract/seat.ts';

export const worksPartition = (ws: string, seat: SeatName): string => `W#${ws}#SEAT#${seat}`;
/** Works that a seat looks at again. Few are due in an hour: one shard. */
export const seatWork = (seat: SeatName) => workKind(`SEAT-${seat}`, 1);
