import type * as z from 'zod';
import type { CallerRole } from '../../kernel/contract/common.ts';
import type { Seat } from '../contract/seat.ts';
import type { SeatDeps } from './carry-out.ts';

type Of<L, K extends 'params' | 'query'> = L extends { readonly [P in K]: infer T extends z.ZodType }
  ? z.output<T>
  : Readonly<Record<string, never>>;

/** Who asks: some see more than others. */
export interface Viewer {
  readonly subject: string;
  readonly role: CallerRole;
}

/** How the other views of a seat are made. */
export type Looks<S extends Seat, D extends SeatDeps> = {
  readonly [K in keyof S['looks']]: (
    deps: D,
    asked: {
      readonly workspace: string;
      readonly caller: Viewer;
      readonly params: Of<S['looks'][K], 'params'>;
      readonly query: Of<S['looks'][K], 'query'>;
    },
  ) => Promise<unknown>;
};
