import type * as z from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { sha256 } from '../../kernel/hash.ts';
import { checkIdempotencyKey } from '../../platform/idempotency-key.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Seat } from '../contract/seat.ts';
import { checkWork, isWork, kindOfId, type Made, type Work, workEvent, workOf } from '../domain/work.ts';
import type { WorkStore } from './ports/works.ts';

export interface SeatDeps {
  readonly works: WorkStore;
  readonly clock: Clock;
}

/** What an act is asked, and for whom. */
export interface Asked<I = unknown> {
  readonly workspace: string;
  readonly input: I;
  readonly cause: Cause;
  readonly now: Date;
}

/** The same of an act that changes a work. */
export interface AskedOf<I = unknown> extends Asked<I> {
  readonly work: Work;
}

type ActsOf<S extends Seat> = S['acts'];
type InputOf<S extends Seat, K extends keyof ActsOf<S>> = z.output<ActsOf<S>[K]['input']>;

/** How each act of a seat is done. It reads and computes; what it returns is written afterwards. */
export type Acts<S extends Seat, D> = {
  readonly [K in keyof ActsOf<S>]: (
    deps: D,
    asked: ActsOf<S>[K] extends { readonly of: string } ? AskedOf<InputOf<S, K>> : Asked<InputOf<S, K>>,
  ) => Promise<Made>;
};

export interface ActRequest {
  readonly act: string;
  readonly workspace: string;
  readonly input: unknown;
  /** Of the work that it changes. */
  readonly id?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly cause: Cause;
}

/** What is due at once looks at itself now; a work as it is afterwards. */
export type ReviewNow = (works: readonly Work[]) => Promise<readonly Work[]>;

/**
 * Does an act, and writes what it makes with its event in one transaction. An act that was overtaken by another change is
 * done anew on what is there now.
 * @param reviewNow what is done outside once the works are written; the hourly schedule does what it leaves
 * @throws RexError NOT_FOUND, CONFLICT, VALIDATION_FAILED, IDEMPOTENCY_MISMATCH
 */
export async function carryOut<D extends SeatDeps>(
  seat: Seat,
  acts: Readonly<Record<string, (deps: D, asked: never) => Promise<Made>>>,
  deps: D,
  { act, workspace, input, id, idempotencyKey, cause }: ActRequest,
  reviewNow: ReviewNow = async (works) => works,
): Promise<Work> {
  const row = seat.acts[act];
  const does = acts[act];
  if (!row || !does) throw new Error(`The ${seat.title} does not ${act}.`);
  const key = checkIdempotencyKey(idempotencyKey);
  const request =
    key === undefined ? undefined : { key: `${act}#${key}`, hash: sha256(JSON.stringify(input)) };
  const written = await retryOnConflict(async () => {
    // What it changed may refuse a repeat.
    const earlier = request && row.of === undefined && (await deps.works.ofRequest(workspace, request));
    if (earlier) return [earlier];
    const now = deps.clock.now();
    const asked: Asked = { workspace, input, cause, now };
    const of = row.of === undefined ? undefined : await foundWork(seat, deps, row.kind, workspace, id ?? '');
    const made = await does(deps, { ...asked, ...(of && { work: of }) } as never);
    return write(seat, deps, made, { ...asked, act, request });
  });
  const [work] = await reviewNow(written);
  if (!work) throw new Error(`Nothing is left of ${act}.`);
  return work;
}

/** @throws RexError NOT_FOUND, also for a work of another kind */
export async function foundWork(
  seat: Seat,
  { works }: Pick<SeatDeps, 'works'>,
  kind: string,
  workspace: string,
  id: string,
): Promise<Work> {
  const work = kindOfId(seat, id) === kind ? await works.get(workspace, id) : undefined;
  if (!work) throw new RexError('NOT_FOUND', `There is no ${kind} ${id}.`);
  return work;
}

/** Writes what was made, with the event of each work; returns the works as they are then. */
export async function write(
  seat: Seat,
  { works }: Pick<SeatDeps, 'works'>,
  { work, beside = [], tells, reads = [] }: Made,
  {
    workspace,
    input,
    cause,
    now,
    act,
    request,
  }: Asked & { readonly act: string; readonly request?: { key: string; hash: string } | undefined },
): Promise<Work[]> {
  const at = now.toISOString();
  const all = [work, ...beside].map((each) =>
    isWork(each)
      ? { ...each, updatedAt: at }
      : workOf(seat, each, { workspace, input: Object(input), cause, now }),
  );
  for (const each of all) checkWork(seat, each);
  const isNew = (n: number): boolean => !isWork([work, ...beside][n] as Made['work']);
  const events = all.map((each, n) => {
    const of = isNew(n) ? each : { ...each, version: each.version + 1 };
    return workEvent(seat, of, { act, tells: n === 0 ? tells : [], cause, now });
  });
  const names = [work, ...beside].flatMap((each, n) => {
    const id = all[n]?.id;
    return isWork(each) || each.name === undefined || id === undefined ? [] : [{ name: each.name, id }];
  });
  const written = await works.write(
    {
      created: all.filter((_, n) => isNew(n)),
      changed: all.filter((_, n) => !isNew(n)),
      // What changes is guarded by its own version.
      reads: reads.filter(({ id }) => !all.some((each) => each.id === id)),
      names,
    },
    events,
    request,
  );
  if (!written) throw new Error('Nothing was written.');
  // A repeat of a named request returns what the first one made.
  if (isNew(0) && written.id !== all[0]?.id) return [written];
  return all.map((each, n) => (isNew(n) ? each : { ...each, version: each.version + 1 }));
}
