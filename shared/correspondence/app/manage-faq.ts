import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type FaqBody, type FaqEntryView, type FaqMatch, MOST_FAQ_ENTRIES } from '../contract/faq.ts';
import { slotProblem } from '../domain/answer-words.ts';
import { type FaqEntry, faqEvent } from '../domain/faq-entry.ts';
import { findAnswer } from '../domain/find-answer.ts';
import type { FaqStore } from './ports/correspondence.ts';

export interface ManageFaqDeps {
  readonly faq: FaqStore;
  readonly clock: Clock;
}

export const faqEntryView = ({ workspace: _, ...entry }: FaqEntry): FaqEntryView => entry;

export const listFaq = async ({ faq }: Pick<ManageFaqDeps, 'faq'>, workspace: string) => ({
  entries: (await faq.list(workspace)).map(faqEntryView),
});

/**
 * Adds or replaces an entry; the same again changes nothing.
 * @throws RexError VALIDATION_FAILED for slots that cannot be filled in; CONFLICT when the list is full
 */
export async function putFaqEntry(
  { faq, clock }: ManageFaqDeps,
  { workspace, body, cause }: { workspace: string; body: FaqBody; cause: Cause },
): Promise<FaqEntry> {
  const { id } = body;
  const problem = slotProblem(body.answer);
  if (problem !== undefined)
    throw new RexError('VALIDATION_FAILED', 'The answer cannot go out to everybody.', {
      fields: [{ path: 'body.answer', message: problem }],
    });
  return retryOnConflict(async () => {
    const known = await faq.get(workspace, id);
    if (known && isSame(known, body)) return known;
    if (!known && (await faq.list(workspace)).length >= MOST_FAQ_ENTRIES)
      throw new RexError(
        'CONFLICT',
        `There are ${MOST_FAQ_ENTRIES} entries, which is the most: remove one first.`,
      );
    const now = clock.now();
    const version = (known?.version ?? 0) + 1;
    const changedAt = now.toISOString();
    const entry = { workspace, version, ...body, changedAt, changedBy: cause.actor.id };
    await faq.put(entry, [faqEvent(entry, 'put', cause, now)]);
    return entry;
  });
}

const isSame = ({ questions, answer, source, asks }: FaqEntry, body: FaqBody): boolean =>
  JSON.stringify([questions, answer, source, asks]) ===
  JSON.stringify([body.questions, body.answer, body.source, body.asks]);

/** @throws RexError NOT_FOUND */
export const removeFaqEntry = (
  { faq, clock }: ManageFaqDeps,
  { workspace, id, cause }: { workspace: string; id: string; cause: Cause },
): Promise<void> =>
  retryOnConflict(async () => {
    const known = await faq.get(workspace, id);
    if (!known) throw new RexError('NOT_FOUND', `There is no entry ${id}.`);
    const gone = { ...known, version: known.version + 1 };
    await faq.remove(known, [faqEvent(gone, 'removed', cause, clock.now())]);
  });

/** What would become of a text that somebody wrote. */
export async function matchFaq(
  { faq }: Pick<ManageFaqDeps, 'faq'>,
  workspace: string,
  text: string,
): Promise<FaqMatch> {
  const found = findAnswer(text, await faq.list(workspace));
  if (!found) return { entry: null, score: 0, next: 0, certain: false, doubt: 'No entry is near.' };
  const { entry, score, next, certain, doubt } = found;
  const asks = entry.asks ? 'The entry is a template: a person sees it first.' : undefined;
  return { entry: entry.id, score, next, certain: certain && !entry.asks, doubt: doubt ?? asks ?? null };
}
