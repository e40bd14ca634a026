import * as z from 'zod';
import { idempotencyKeySchema, pageQuerySchema, type Role } from '../../kernel/contract/common.ts';
import type { EventChannel } from '../../kernel/contract/event-channels.ts';
import type { JsonRoute } from '../../kernel/contract/request.ts';
import { ANYONE } from '../../kernel/contract/route.ts';
import { statusSchema, type WorkKind, workIdSchema, workViewSchema } from './work.ts';

/** The seats of the Council. Each has a channel of its name, on which every change of its works is told. */
export const SEAT_NAMES = [
  'architect',
  'cognition',
  'strategos',
  'aesthete',
  'seer',
  'arbiter',
  'herald',
] as const satisfies readonly EventChannel[];
export type SeatName = (typeof SEAT_NAMES)[number];

/** What a seat can do. */
interface SeatCapability {
  readonly does: string;
  /** The standard method of its field, with the source. */
  readonly method: string;
  /** The records that it reads. */
  readonly reads: readonly string[];
  /** What it may ask for, by tasks and approvals; nothing else leaves the seat. */
  readonly proposes: readonly string[];
}

/** A request that makes a work, or changes one. */
export interface Act {
  readonly capability: string;
  /** Below `/lords/<seat>`. */
  readonly path: string;
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly input: z.ZodType;
  /** The kind of the work that is made or changed. */
  readonly kind: string;
  /** The parameter of the path that names the work to change; absent where one is made. */
  readonly of?: string;
  /** States of the work that it is about in which it may be asked for; absent: all from which something follows. */
  readonly from?: readonly string[];
}

/** A list of works of a kind, newest first, and each of them by its id. */
export interface WorkList {
  readonly kind: string;
  readonly path: string;
  readonly summary: string;
  /** The operation that reads one, and the name of the parameter. Absent: the list only. */
  readonly one?: { readonly operationId: string; readonly id: string };
  /** Only works that are in this state. */
  readonly only?: string;
}

/** Another view, made of works or of what the seat reads. */
export interface Look {
  readonly path: string;
  /** The tab of the seat's page that shows it; absent: none does. */
  readonly tab?: string;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly result: z.ZodType;
}

/** A seat as data: routes, documents, command line, status and pages derive from it. Keys of acts, lists and looks are operations. */
export interface Seat {
  readonly name: SeatName;
  readonly title: string;
  readonly purpose: string;
  readonly capabilities: Readonly<Record<string, SeatCapability>>;
  readonly kinds: Readonly<Record<string, WorkKind>>;
  readonly acts: Readonly<Record<string, Act>>;
  readonly lists: Readonly<Record<string, WorkList>>;
  readonly looks: Readonly<Record<string, Look>>;
}

/** Keeps the literal types of a seat. */
export const seat = <const S extends Seat>(of: S): S => of;

/** The operation that tells what a seat has done. */
export const statusOperation = ({ name }: Seat): string => `${name}Status`;

const ONCE = z.object({
  'idempotency-key': idempotencyKeySchema
    .optional()
    .describe('A repeat with the same key and body does nothing more and returns what was made'),
});

/** Every route of a seat, by its operation. */
export function seatRoutes(of: Seat): Record<string, JsonRoute> {
  const base = `/lords/${of.name}`;
  const view = (kind: string) => workViewSchema(kindOf(of, kind));
  const routes: Record<string, JsonRoute> = {};
  const add = (route: JsonRoute): void => {
    routes[route.operationId] = route;
  };
  for (const [operationId, act] of Object.entries(of.acts)) {
    add({
      operationId,
      method: 'POST',
      path: base + act.path,
      summary: act.summary,
      roles: act.roles,
      ...(act.of === undefined
        ? { headers: ONCE, success: { status: 201, schema: view(act.kind) } }
        : { params: z.object({ [act.of]: workIdSchema }), success: { status: 200, schema: view(act.kind) } }),
      body: act.input,
      errors:
        act.of === undefined
          ? ['VALIDATION_FAILED', 'IDEMPOTENCY_MISMATCH', 'NOT_FOUND', 'CONFLICT']
          : ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
    });
  }
  for (const [operationId, list] of Object.entries(of.lists)) {
    const states = Object.keys(kindOf(of, list.kind).states) as [string, ...string[]];
    add({
      operationId,
      method: 'GET',
      path: base + list.path,
      summary: `${list.summary} Newest first; a page of one state may be short.`,
      roles: ANYONE,
      query:
        list.only === undefined
          ? pageQuerySchema.extend({ state: z.enum(states).optional() })
          : pageQuerySchema,
      success: {
        status: 200,
        schema: z.object({ [listField(list)]: z.array(view(list.kind)), cursor: z.string().nullable() }),
      },
      errors: ['VALIDATION_FAILED'],
    });
    if (list.one) {
      add({
        operationId: list.one.operationId,
        method: 'GET',
        path: `${base}${itemPath(list)}/{${list.one.id}}`,
        summary: 'One of them, with what it rests on.',
        roles: ANYONE,
        params: z.object({ [list.one.id]: workIdSchema }),
        success: { status: 200, schema: view(list.kind) },
        errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
      });
    }
  }
  for (const [operationId, { path, summary, params, query, result }] of Object.entries(of.looks)) {
    add({
      operationId,
      method: 'GET',
      path: base + path,
      summary,
      roles: ANYONE,
      ...(params && { params }),
      ...(query && { query }),
      success: { status: 200, schema: result },
      errors: params || query ? ['VALIDATION_FAILED', 'NOT_FOUND'] : [],
    });
  }
  add({
    operationId: statusOperation(of),
    method: 'GET',
    path: `${base}/status`,
    summary: `What the ${of.title} can do, and what it has done, counted from its works.`,
    roles: ANYONE,
    success: { status: 200, schema: statusSchema },
    errors: [],
  });
  return routes;
}

/** @throws Error where the seat names a kind that it does not have */
export function kindOf(of: Seat, name: string): WorkKind {
  const kind = of.kinds[name];
  if (!kind) throw new Error(`The ${of.title} has no works of the kind ${name}.`);
  return kind;
}

/** The field of a list's answer: the last part of its path, without `recent`. */
export const listField = ({ path }: Pick<WorkList, 'path'>): string => {
  const words = path.split('/').filter((word) => word !== '' && word !== 'recent');
  return (words.at(-1) ?? 'works').replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
};

/** `/learning/recent` is a list; its works are at `/learning/{id}`. */
const itemPath = ({ path }: WorkList): string => path.replace(/\/recent$/, '');
