import type * as z from 'zod';
import type { Seat } from '../contract/seat.ts';
import type { SeatDeps } from './carry-out.ts';

type Of<L, K extends 'params' | 'query'> = L extends { readonly [P in K]: infer T extends z.ZodType }
  ? z.output<T>
  : Readonly<Record<string, never>>;

/** How the other views of a seat are made. */
export type Looks<S extends Seat, D extends SeatDeps> = {
  readonly [K in keyof S['looks']]: (
    deps: D,
    asked: {
      readonly workspace: string;
      readonly params: Of<S['looks'][K], 'params'>;
      readonly query: Of<S['looks'][K], 'query'>;
    },
  ) => Promise<unknown>;
};
