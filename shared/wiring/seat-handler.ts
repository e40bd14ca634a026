import { causedBy } from '../platform/runtime/caused-by.ts';
import { type HttpHandlers, type HttpResult, httpHandler } from '../platform/runtime/http.ts';
import type { Caller } from '../platform/runtime/http-event.ts';
import { logFailure } from '../platform/runtime/logger.ts';
import { type Acts, carryOut, foundWork, type SeatDeps } from '../seats/app/carry-out.ts';
import type { Looks } from '../seats/app/look.ts';
import { isDue, type Reviews, reviewThese } from '../seats/app/review-due.ts';
import { type Cards, listWorks, seatStatus } from '../seats/app/view-seat.ts';
import { listField, type Seat, seatRoutes, statusOperation } from '../seats/contract/seat.ts';
import { type Work, workView } from '../seats/domain/work.ts';

export interface SeatWork<S extends Seat, D extends SeatDeps> {
  readonly acts: Acts<S, D>;
  readonly looks: Looks<S, D>;
  readonly cards: Cards;
  /** Of a seat whose works take effect outside, as soon as they are written. */
  readonly reviews?: Reviews<D>;
}

interface Request {
  readonly caller: Caller;
  readonly correlationId: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The Lambda function of a seat: its acts, lists, looks and status, as its rows say. */
export function seatHandler<const S extends Seat, D extends SeatDeps>(
  seat: S,
  { acts, looks, cards, reviews = {} }: SeatWork<S, D>,
  deps: D,
) {
  const handlers: Record<string, (request: Request) => Promise<HttpResult>> = {
    [statusOperation(seat)]: async ({ caller }) => ({
      body: await seatStatus(seat, cards, deps, caller.workspace, caller),
    }),
  };
  /** What fails here was written, and is done by the hourly schedule. */
  const reviewed = async (works: readonly Work[], correlationId: string): Promise<readonly Work[]> => {
    const due = works.filter((work) => isDue(work, deps.clock.now()));
    try {
      const changed = await reviewThese(seat, reviews, deps, due, correlationId);
      return works.map((work) => changed.get(work.id) ?? work);
    } catch (error) {
      logFailure('A review failed.', error, { seat: seat.name });
      return works;
    }
  };
  for (const [act, row] of Object.entries(seat.acts)) {
    handlers[act] = async (request) => {
      const id = row.of === undefined ? undefined : stringsOf(request.params)[row.of];
      const idempotencyKey = request.headers['idempotency-key'];
      const asked = { ...causedBy(request), act, input: request.body, id, idempotencyKey };
      const work = await carryOut(seat, acts as never, deps, asked, (works) =>
        reviewed(works, request.correlationId),
      );
      return { body: workView(work) };
    };
  }
  for (const [operation, list] of Object.entries(seat.lists)) {
    handlers[operation] = async ({ caller, query }) => {
      const { only: state, kind } = list;
      const asked = { state, ...(query as { limit: number; cursor?: string; state?: string }), kind };
      const { works, cursor } = await listWorks(seat, deps, caller.workspace, asked);
      return { body: { [listField(list)]: works, cursor } };
    };
    const { one } = list;
    if (one) {
      handlers[one.operationId] = async ({ caller, params }) => {
        const id = stringsOf(params)[one.id] ?? '';
        return { body: workView(await foundWork(seat, deps, list.kind, caller.workspace, id)) };
      };
    }
  }
  for (const [operation, look] of Object.entries<(deps: D, asked: never) => Promise<unknown>>(looks)) {
    handlers[operation] = async ({ caller, params = {}, query = {} }) => ({
      body: await look(deps, { workspace: caller.workspace, caller, params, query } as never),
    });
  }
  const table = seatRoutes(seat);
  return httpHandler(table, handlers as unknown as HttpHandlers<typeof table>);
}

const stringsOf = (params: unknown): Readonly<Record<string, string>> => ({ ...Object(params) });
