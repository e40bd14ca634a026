import * as z from 'zod';
import type { CouncilEventName } from '../../council/contract/events.ts';
import { councilEvent } from '../../council/domain/council-event.ts';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { changedEvent, seatEvents } from '../contract/events.ts';
import { kindOf, type Seat } from '../contract/seat.ts';
import { CONFIDENCE_LEVELS, SOURCE_KINDS, type WorkView } from '../contract/work.ts';

const record = z.record(z.string(), z.unknown());

/** What a seat has made: an analysis, a plan, a case. Its result is as its seat has written it. */
const workSchema = z.object({
  workspace: workspaceIdSchema,
  id: z.string(),
  version: z.number().int().min(1),
  kind: z.string(),
  state: z.string(),
  title: z.string(),
  input: record,
  result: record,
  sources: z.array(z.object({ kind: keepUnknown(z.enum(SOURCE_KINDS)), id: z.string(), says: z.string() })),
  confidence: z
    .object({ level: keepUnknown(z.enum(CONFIDENCE_LEVELS)), value: z.number(), basis: z.string() })
    .optional(),
  /** While it is set, the seat looks at the work again then. */
  dueAt: instantSchema.optional(),
  outcome: z
    .object({
      at: instantSchema,
      held: z.boolean().nullable(),
      says: z.string(),
      measures: z.record(z.string(), z.number()),
    })
    .optional(),
  createdAt: instantSchema,
  createdBy: z.string(),
  updatedAt: instantSchema,
});
export type Work = z.infer<typeof workSchema>;

/**
 * As it is stored: what is deep in it is one text. A page of nested records took the local engine ten times as long, and nothing in it
 * is asked for by an index or a condition.
 */
export const storedWorkSchema = workSchema.extend({
  input: z.string(),
  result: z.string(),
  // Earlier, they were records.
  sources: z.union([z.string(), workSchema.shape.sources]),
});
type StoredWork = z.infer<typeof storedWorkSchema>;

export const storedOf = ({ input, result, sources, ...work }: Work): StoredWork => ({
  ...work,
  input: JSON.stringify(input),
  result: JSON.stringify(result),
  sources: JSON.stringify(sources),
});

/** What a seat has seen in a round, as one name for all of it. */
export const seenSchema = z.object({ workspace: workspaceIdSchema, seen: z.string() });

/** Below the 400 KB of DynamoDB, in UTF-8. */
const MOST_BYTES = 350_000;

/**
 * Refuses what could be written and never be read or shown again.
 * @throws RexError VALIDATION_FAILED, which names the fields
 */
export function checkWork(seat: Seat, work: Work): void {
  const shown = kindOf(seat, work.kind).result.safeParse(work.result);
  const kept = workSchema.safeParse(work);
  const issues = [
    ...(kept.error?.issues ?? []),
    ...(shown.error?.issues.map((issue) => ({ ...issue, path: ['result', ...issue.path] })) ?? []),
  ];
  if (issues.length > 0) {
    const fields = issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    const [first] = fields;
    const why = `${first?.path} ${first?.message}`;
    throw new RexError('VALIDATION_FAILED', `What would come of this cannot be shown: ${why}.`, { fields });
  }
  const bytes = Buffer.byteLength(JSON.stringify(storedOf(work)));
  if (bytes <= MOST_BYTES) return;
  const message = `would come to ${Math.round(bytes / 1000)} kB; at most ${MOST_BYTES / 1000} kB are kept`;
  throw new RexError('VALIDATION_FAILED', `This ${message}. Ask for less of it at once.`, {
    fields: [{ path: 'body', message }],
  });
}

export const workFrom = ({ input, result, sources, ...stored }: StoredWork): Work => ({
  ...stored,
  input: record.parse(JSON.parse(input)),
  result: record.parse(JSON.parse(result)),
  sources: typeof sources === 'string' ? workSchema.shape.sources.parse(JSON.parse(sources)) : sources,
});

export type Source = Work['sources'][number];

/** A work that is not written yet. The first state of its kind where it does not say another. */
export interface Draft {
  readonly kind: string;
  /** Where others that are written with it, or what is told of it, name it: from `newId`. */
  readonly id?: string;
  /** No other work of the seat has it, and the store finds the work by it. */
  readonly name?: string;
  readonly state?: string;
  readonly title: string;
  readonly result: object;
  readonly sources: readonly Source[];
  readonly confidence?: Work['confidence'];
  readonly dueAt?: string | undefined;
}

/** What the guilds are told of a change: an event of the Council, and its data. */
export interface Tell {
  readonly name: CouncilEventName;
  readonly data: object;
}

/** What an act or a look at what is due makes of it. All of it is written, or nothing. */
export interface Made {
  /** The answer: a new work, or the one that was read with its changes. */
  readonly work: Draft | Work;
  /** Others of the seat that change with it. */
  readonly beside?: readonly (Draft | Work)[];
  readonly tells?: readonly Tell[];
  /**
   * Others of the seat on which it depends, as they were read: it is written only while they are so, and whoever changes them at the
   * same time reads anew. Each counts as one of the hundred records of a transaction.
   */
  readonly reads?: readonly Work[];
}

export const isWork = (made: Draft | Work): made is Work => 'version' in made;

export function workOf(
  seat: Seat,
  draft: Draft,
  { workspace, input, cause, now }: { workspace: string; input: object; cause: Cause; now: Date },
): Work {
  const { prefix, states } = kindOf(seat, draft.kind);
  const at = now.toISOString();
  const [first = ''] = Object.keys(states);
  return {
    workspace,
    id: draft.id ?? newId(prefix, now),
    version: 1,
    kind: draft.kind,
    state: draft.state ?? first,
    title: draft.title,
    input: { ...input },
    result: { ...draft.result },
    sources: [...draft.sources],
    ...(draft.confidence && { confidence: draft.confidence }),
    ...(draft.dueAt !== undefined && { dueAt: draft.dueAt }),
    createdAt: at,
    createdBy: cause.actor.id,
    updatedAt: at,
  };
}

/**
 * The work in another state.
 * @throws RexError CONFLICT where that state does not follow on the one it is in
 */
export function turned(seat: Seat, work: Work, to: string): Work {
  const next = kindOf(seat, work.kind).states[work.state] ?? [];
  if (!next.includes(to)) {
    const may = next.length === 0 ? 'Nothing follows on that.' : `It may become ${next.join(' or ')}.`;
    throw new RexError('CONFLICT', `${work.id} is ${work.state} and cannot become ${to}. ${may}`);
  }
  return { ...work, state: to };
}

/** The kind to which an id belongs, by the letters before it. */
export const kindOfId = ({ kinds }: Pick<Seat, 'kinds'>, id: string): string | undefined =>
  Object.entries(kinds).find(([, { prefix }]) => id.startsWith(`${prefix}_`))?.[0];

/** @throws RexError VALIDATION_FAILED for data that the event of the Council does not have */
export function workEvent(
  seat: Seat,
  { workspace, id, version, kind, state, title, createdBy, createdAt }: Work,
  {
    act,
    tells = [],
    cause,
    now,
  }: { act: string; tells?: readonly Tell[] | undefined; cause: Cause; now: Date },
): RexEvent {
  const happening = { about: id, sequence: version, workspace, ...cause };
  for (const { name, data } of tells) councilEvent(name, { ...happening, data: data as never }, now);
  const asks = kindOf(seat, kind).asks?.[state];
  const data = {
    kind,
    state,
    title,
    act,
    tells: tells.map(({ name, data: of }) => ({ name, data: { ...of } })),
    ...(asks && {
      asks: {
        says: asks.says.replaceAll('{id}', id),
        of: [createdBy],
        otherwise: [...asks.roles],
        since: createdAt,
      },
    }),
  };
  return newEvent(seatEvents, changedEvent(seat.name), { ...happening, data }, now);
}

export const workView = (work: Work): WorkView => {
  const { workspace: _, kind: __, confidence = null, dueAt = null, outcome = null, ...rest } = work;
  return { ...rest, confidence, dueAt, outcome } as WorkView;
};
