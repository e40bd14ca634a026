import type * as z from 'zod';
import type { Connections } from '../../connections/app/ports/connections.ts';
import { providerRow } from '../../connections/contract/providers.ts';
import { MINUTE, SECOND } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { Done, NotDone, Parts, Performed, TaskHandler } from '../../tasks/app/ports/handler.ts';
import {
  FIX_FIELDS,
  FIX_TARGETS,
  type FixField,
  type FixOfPage,
  type FixProvider,
  type seoBulkPayloadSchema,
  seoBulkType,
  type seoFixPayloadSchema,
  seoFixType,
} from '../contract/fix.ts';
import {
  backOf,
  type Edit,
  editOf,
  editsOf,
  effectOfEdits,
  fieldsOf,
  judge,
  nameOf,
  sizeProblem,
  undoSchema,
} from '../domain/fix.ts';
import { applyBulk } from './apply-bulk.ts';
import { applyOne, type Desk, doneOf, notDone, readPage, storedEdit } from './apply-edits.ts';
import type { PageEditor } from './ports/page-editor.ts';

export interface FixDeps {
  readonly connections: Connections;
  readonly editors: Readonly<Record<FixProvider, PageEditor>>;
  wait(ms: number): Promise<void>;
  /** Milliseconds, of whatever beginning. */
  now(): number;
}

/** What of an order is needed to reach its account. */
interface Of<P> {
  readonly workspace: string;
  readonly payload: P;
  goesOn(): Promise<boolean>;
}

/** Makes edits that were claimed. */
type Apply = (desk: Desk, edits: readonly Edit[], parts?: Parts) => Promise<Performed>;

/** A look at all pages takes so long at most, and reads so many at once. */
const LOOK_MS = 20 * SECOND;
const LOOK_WIDTH = 4;

type Fix = z.output<typeof seoFixPayloadSchema>;
type Bulk = z.output<typeof seoBulkPayloadSchema>;

export const seoFixHandler = (deps: FixDeps): TaskHandler<Fix> =>
  handlerOf(
    deps,
    'seo.fix',
    seoFixType.payload as z.ZodType<Fix>,
    (payload) => [payload],
    async (desk, [edit]) => (edit ? applyOne(desk, edit) : doneOf(desk, [], { differs: [], notDone: [] })),
  );

export const seoBulkHandler = (deps: FixDeps): TaskHandler<Bulk> =>
  handlerOf(deps, 'seo.bulk', seoBulkType.payload as z.ZodType<Bulk>, ({ pages }) => pages, applyBulk);

/** Changes pages, reads them back, and sets back what is still as it left it. */
function handlerOf<P extends { readonly connection: string }>(
  deps: FixDeps,
  type: 'seo.fix' | 'seo.bulk',
  payload: z.ZodType<P>,
  pagesOf: (payload: P) => readonly FixOfPage[],
  apply: Apply,
): TaskHandler<P> {
  const open = (order: Of<P>) => openDesk(deps, order);
  return {
    type,
    payload,

    async plan(order) {
      const { payload } = order;
      const desk = await open(order);
      if ('outcome' in desk) return desk;
      const edits = await lookAtAll(desk, pagesOf(payload), (page) => planPage(desk, page));
      if ('outcome' in edits) return edits;
      const tooLarge = sizeProblem(edits);
      if (tooLarge) return { outcome: 'refused', reason: tooLarge };
      const effect = effectOfEdits(type, segmentOf(desk), edits);
      return {
        outcome: 'planned',
        effect,
        before: edits.map((edit) => ({ page: nameOf(edit), ...edit.before })),
        holds: holdOf(desk, edits),
      };
    },

    async perform(order, effect, parts) {
      if (effect.changes.length === 0) return { outcome: 'done', result: { changed: [] } };
      const desk = await open(order);
      return 'outcome' in desk
        ? closedWith(desk, parts)
        : apply(desk, editsOf(effect, pagesOf(order.payload)), parts);
    },

    lookUp: async (order, effect) => lookUpEdits(await open(order), editsOf(effect, pagesOf(order.payload))),

    undo: {
      async plan(order) {
        const desk = await open(order);
        if ('outcome' in desk) return desk;
        const found = await lookAtAll(desk, undoSchema.parse(order.done).edits, async (edit) => {
          const now = await readPage(desk, edit);
          return now.kind === 'state' ? backOf(edit, now.values) : notDone(now);
        });
        if ('outcome' in found) return found;
        const left = found.flatMap((each) => each.left);
        const backs = found.map(({ back }) => back);
        const effect = effectOfEdits(type, segmentOf(desk), backs, 'Sets back');
        if (effect.changes.length === 0 && left.length > 0) {
          return {
            outcome: 'refused',
            reason: `Somebody else has changed it since, and keeps it: ${left.join(', ')}.`,
          };
        }
        return {
          outcome: 'planned',
          effect: { ...effect, facts: { ...effect.facts, left } },
          holds: holdOf(desk, backs),
        };
      },
      async perform(order, effect, parts) {
        if (effect.changes.length === 0) return { outcome: 'done', result: { changed: [] } };
        const desk = await open(order);
        if ('outcome' in desk) return closedWith(desk, parts);
        const performed = await apply(desk, editsOf(effect, undoSchema.parse(order.done).edits), parts);
        if (performed.outcome !== 'done') return performed;
        const { undo: _, ...rest } = performed;
        return { ...rest, result: { ...Object(rest.result), left: effect.facts['left'] } };
      },
      lookUp: async (order, effect) =>
        lookUpEdits(await open(order), editsOf(effect, undoSchema.parse(order.done).edits)),
    },
  };
}

async function openDesk(
  { connections, editors, wait, now }: FixDeps,
  { workspace, payload: { connection }, goesOn }: Of<{ readonly connection: string }>,
): Promise<Desk | NotDone> {
  const opened = await connections.open(workspace, connection);
  if ('outcome' in opened) return opened;
  const { provider } = opened;
  if (provider !== 'wordpress' && provider !== 'shopify') {
    const { title } = providerRow(provider);
    return {
      outcome: 'refused',
      reason: `${title} has no pages to change: name a connection to WordPress or Shopify.`,
    };
  }
  return {
    opened,
    connection,
    editor: editors[provider],
    wait,
    goesOn,
    now,
    refused: (reason) => connections.refused(workspace, opened, reason),
  };
}

/** In the middle of a bulk, pages may be changed already: whoever waits for the account goes on with it. */
const closedWith = (why: NotDone, parts: Parts | undefined): Performed =>
  parts?.progress === undefined
    ? why
    : why.outcome === 'unavailable'
      ? { outcome: 'going', progress: parts.progress, afterMs: 10 * MINUTE }
      : { outcome: 'unknown', reason: `Some pages may be changed. ${why.reason}` };

/** What each page is now, in their order; or why one of them could not be read. */
async function lookAtAll<P, T>(
  desk: Desk,
  pages: readonly P[],
  look: (page: P) => Promise<T | NotDone>,
): Promise<T[] | NotDone> {
  const began = desk.now();
  const slow: NotDone = {
    outcome: 'unavailable',
    reason: `The site took over ${LOOK_MS / SECOND} s to show ${pages.length} pages. Name fewer.`,
  };
  const found = await mapConcurrent(pages, LOOK_WIDTH, async (page) =>
    desk.now() - began >= LOOK_MS ? slow : look(page),
  );
  const isNotDone = (each: T | NotDone): each is NotDone => Object(each).outcome !== undefined;
  return found.find(isNotDone) ?? found.filter((each): each is Awaited<T> => !isNotDone(each));
}

const segmentOf = ({ opened: { account } }: Desk): string =>
  account['shop'] ?? new URL(account['url'] ?? '').host;

/**
 * The look before an edit and the edit are two requests: no other task changes the site between them. By the host that the site
 * gives its pages: connections may reach one site under several.
 */
function holdOf(desk: Desk, edits: readonly Edit[]): string {
  const { shop } = desk.opened.account;
  const page = edits.find(({ url }) => URL.canParse(url));
  return `site ${shop === undefined && page ? new URL(page.url).host : segmentOf(desk)}`;
}

async function planPage(desk: Desk, { kind, id, set }: FixOfPage): Promise<Edit | NotDone> {
  const { provider } = desk.opened;
  const { title } = providerRow(provider);
  const kinds: Readonly<Record<string, readonly FixField[]>> = FIX_TARGETS[provider as FixProvider];
  const can = kinds[kind];
  if (!can)
    return { outcome: 'refused', reason: `${title} has no ${kind}: name ${Object.keys(kinds).join(', ')}.` };
  const cannot = fieldsOf(set).find((field) => !can.includes(field));
  if (cannot)
    return {
      outcome: 'refused',
      reason: `payload: ${cannot} of a ${kind} cannot be changed at ${title}; ${can.join(', ')} can.`,
    };
  const now = await readPage(desk, { kind, id });
  if (now.kind !== 'state') return notDone(now);
  const closed = fieldsOf(set).find((field) => now.values[field] === undefined);
  if (closed) {
    const what = FIX_FIELDS[closed].called;
    return {
      outcome: 'refused',
      reason: `The site does not let the ${what} be written by its REST API. Put the plugin rex-seo-fields.php of Rex into wp-content/mu-plugins, beside an SEO plugin.`,
    };
  }
  return editOf({ kind, id }, now.url, now.values, set);
}

/** `absent` where every field is as it was; done where some are as they were to be. Anything else a person finds out. */
async function lookUpEdits(
  desk: Desk | NotDone,
  edits: readonly Edit[],
): Promise<Done | { readonly outcome: 'absent' | 'unknown' }> {
  if ('outcome' in desk) {
    // It is asked again for an hour.
    if (desk.outcome === 'unavailable') throw new Error(desk.reason);
    return { outcome: 'unknown' };
  }
  const made: ReturnType<typeof storedEdit>[] = [];
  const rest: string[] = [];
  for (const edit of edits) {
    const now = await readPage(desk, edit);
    if (now.kind === 'later') throw new Error(now.reason);
    if (now.kind !== 'state') return { outcome: 'unknown' };
    const judged = judge(edit, now.values);
    const fields = fieldsOf(judged.stored);
    // A slug is often stored otherwise than asked; with any other field it was somebody else.
    if (fields.some((field) => field !== 'slug' && now.values[field] !== edit.after[field]))
      return { outcome: 'unknown' };
    if (fields.length > 0) made.push(storedEdit({ edit, judged }));
    if (fields.length < fieldsOf(edit.after).length) rest.push(nameOf(edit));
  }
  if (made.length === 0) return { outcome: 'absent' };
  return {
    outcome: 'done',
    result: {
      changed: made.map((edit) => ({ page: nameOf(edit), before: edit.before, after: edit.after })),
      notDone: rest.map((page) => ({ page, reason: 'Rex ended before it.' })),
    },
    undo: { connection: desk.connection, edits: made },
    after: made.map((edit) => ({ page: nameOf(edit), ...edit.after })),
  };
}
