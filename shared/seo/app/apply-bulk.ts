import * as z from 'zod';
import { MINUTE, SECOND } from '../../kernel/clock.ts';
import type { Parts, Performed } from '../../tasks/app/ports/handler.ts';
import { type Edit, fieldsOf, judge, nameOf, valuesSchema } from '../domain/fix.ts';
import { applyEdit, type Desk, doneOf, notDone, readPage, storedEdit } from './apply-edits.ts';
import type { EditFailure } from './ports/page-editor.ts';

/** After so long no further page is begun. With the look before it and the slowest page, the time of the function is enough. */
const SLICE_MS = 20 * SECOND;
/** Between two pages, so that a site is not flooded. */
const PAUSE_MS = SECOND;
/** When a site does not answer, it is asked again after so long, so many times in a row. */
const AGAIN_MS = 2 * MINUTE;
const MOST_TRIES = 3;

/** What became of a page: the values that are stored where it changed them, and why it did not otherwise. */
const settledSchema = z.object({
  page: z.string(),
  stored: valuesSchema.default({}),
  differs: z.array(z.string()).default([]),
  reason: z.string().optional(),
  /** Whether it took effect is not known. */
  unknown: z.boolean().default(false),
});
type Settled = z.output<typeof settledSchema>;

/** How far it is, between two slices and before each page. */
const progressSchema = z.object({
  settled: z.array(settledSchema).default([]),
  /** The page that is being changed; after a death it is read first. */
  claimed: z.string().optional(),
  /** Its write was sent and has no answer: it is not sent again. */
  unsure: z.boolean().default(false),
  /** In a row without an answer of the site. */
  tries: z.number().int().default(0),
});
type Progress = z.output<typeof progressSchema>;

const AT_ONCE: Parts = { progress: undefined, claim: async () => true };

/**
 * Makes the edits page by page: each is claimed and settled, a page that cannot be changed leaves the others, and the time of a
 * function or a death falls between two of them. What was changed can be undone, whatever became of the rest.
 */
export async function applyBulk(
  desk: Desk,
  edits: readonly Edit[],
  { progress, claim }: Parts = AT_ONCE,
): Promise<Performed> {
  const began = desk.now();
  let is = progressSchema.parse(progress ?? {});
  const claimed = edits.find((edit) => nameOf(edit) === is.claimed);
  if (claimed) {
    const found = await lookAtClaimed(desk, claimed, is);
    if ('outcome' in found) return found;
    is = found;
  }
  for (const [n, edit] of edits.filter((each) => !isSettled(is, each)).entries()) {
    if (n > 0) await desk.wait(PAUSE_MS);
    if (desk.now() - began >= SLICE_MS) return going(is);
    if (!(await claim({ ...is, claimed: nameOf(edit) }))) return going(is);
    const applied = await applyEdit(desk, edit);
    switch (applied.kind) {
      case 'applied':
        is = settled(is, edit, { stored: applied.judged.stored, differs: [...applied.judged.differs] });
        break;
      case 'paused':
        return going(is);
      case 'unknown':
        return { ...going({ ...is, claimed: nameOf(edit), unsure: true }, AGAIN_MS), unsure: true };
      case 'later':
      case 'credentials': {
        const ended = stopped(desk, edits, is, applied);
        if (ended) return ended;
        return going({ ...is, tries: is.tries + 1 }, Math.max(applied.retryAfterMs ?? 0, AGAIN_MS));
      }
      default:
        is = settled(is, edit, { reason: applied.reason });
    }
  }
  return over(desk, edits, is);
}

const going = (progress: Progress, afterMs = 0) => ({ outcome: 'going', progress, afterMs }) as const;

const isSettled = (is: Progress, edit: Edit): boolean => is.settled.some(({ page }) => page === nameOf(edit));

const settled = (is: Progress, edit: Edit, what: Partial<Settled>): Progress => ({
  settled: [...is.settled, settledSchema.parse({ page: nameOf(edit), ...what })],
  unsure: false,
  tries: 0,
});

const hasChanged = ({ stored }: Settled): boolean => fieldsOf(stored).length > 0;

/** Undefined where it is worth another try. Where nothing was changed yet, the engine tries all of it again. */
function stopped(
  desk: Desk,
  edits: readonly Edit[],
  is: Progress,
  failure: EditFailure,
): Performed | undefined {
  if (!is.settled.some(({ stored, unknown }) => unknown || fieldsOf(stored).length > 0))
    return notDone(failure);
  if (failure.kind === 'later' && is.tries + 1 < MOST_TRIES) return undefined;
  const rest = edits.filter((edit) => !isSettled(is, edit));
  return over(
    desk,
    edits,
    rest.reduce((all, edit) => settled(all, edit, { reason: failure.reason }), is),
  );
}

/** The page that somebody claimed who died, or got no answer: settled by what is stored, or to be done where nothing is. */
async function lookAtClaimed(desk: Desk, edit: Edit, is: Progress): Promise<Progress | Performed> {
  const now = await readPage(desk, edit);
  if (now.kind !== 'state') {
    if (is.tries + 1 < MOST_TRIES) return going({ ...is, tries: is.tries + 1 }, AGAIN_MS);
    const reason = `It is not known whether it was changed: ${now.reason}`;
    return settled(is, edit, { reason, unknown: true });
  }
  const { stored, differs } = judge(edit, now.values);
  const changed = fieldsOf(stored);
  // A slug is often stored otherwise than asked; with any other field it was somebody else.
  if (changed.some((field) => field !== 'slug' && stored[field] !== edit.after[field]))
    return settled(is, edit, { reason: 'It is neither as it was nor as it was to be.', unknown: true });
  if (changed.length > 0) return settled(is, edit, { stored, differs: [...differs] });
  if (is.unsure) return settled(is, edit, { reason: 'The site did not answer, and nothing was changed.' });
  return { ...is, claimed: undefined };
}

function over(desk: Desk, edits: readonly Edit[], { settled: all }: Progress): Performed {
  const taken = edits.flatMap((edit) =>
    all
      .filter((each) => each.page === nameOf(edit) && hasChanged(each))
      .map(({ stored, differs }) => storedEdit({ edit, judged: { stored, differs } })),
  );
  const differs = all.flatMap((each) => each.differs);
  const failed = all.flatMap(({ page, reason }) => (reason === undefined ? [] : [{ page, reason }]));
  if (taken.length > 0) return doneOf(desk, taken, { differs, notDone: failed });
  const reason = [...failed.map((each) => `${each.page}: ${each.reason}`), ...differs].join(' ');
  if (all.some(({ unknown }) => unknown)) return { outcome: 'unknown', reason };
  return reason === '' ? doneOf(desk, [], { differs, notDone: [] }) : { outcome: 'refused', reason };
}
