import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import type { SeatName } from '../contract/seat.ts';
import { DynamoWorkStore } from './work-store.ts';

/** The works of one seat, by the name under which use cases ask for them. */
export const seatStores = (tables: Tables, seat: SeatName) => ({ works: new DynamoWorkStore(tables, seat) });
