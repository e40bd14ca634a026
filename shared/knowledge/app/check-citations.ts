import type { Clock } from '../../kernel/clock.ts';
import { bearsOut } from '../domain/bears-out.ts';
import type { KnowledgeDocument } from '../domain/document.ts';
import { stillHolds } from '../domain/still-holds.ts';
import type { DocumentStore, KnowledgeFiles } from './ports/knowledge.ts';

export interface CheckCitationsDeps {
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly knowledgeFiles: Pick<KnowledgeFiles, 'passages'>;
  readonly clock: Clock;
}

/** A sentence in a message, and the document that it has it from. */
export interface Cited {
  readonly words: string;
  readonly document: string;
}

/**
 * Those that their documents, as they are now, do not bear out to customers, with the reason. It matters neither which edition says it
 * nor in which passage.
 */
export async function checkCitations<C extends Cited>(
  deps: CheckCitationsDeps,
  workspace: string,
  cited: readonly C[],
): Promise<ReadonlyMap<C, string>> {
  const unsaid = new Map<C, string>();
  for (const [id, of] of Map.groupBy(cited, ({ document }) => document)) {
    const document = await deps.documents.get(workspace, id);
    const now = deps.clock.now();
    const hidden = whyHidden(document, id, now);
    if (hidden !== undefined || !document?.current) {
      for (const each of of) unsaid.set(each, hidden ?? `There is no document ${id}.`);
      continue;
    }
    const passages = await deps.knowledgeFiles.passages(workspace, id, document.current);
    for (const each of of)
      if (!passages.some(({ text }) => bearsOut(text, each.words, now)))
        unsaid.set(
          each,
          stillHolds(each.words, now)
            ? `Edition ${document.current.edition} of "${document.title}" does not say it.`
            : `It is about a day that is over.`,
        );
  }
  return unsaid;
}

/** Why customers may be told nothing of it. */
function whyHidden(document: KnowledgeDocument | undefined, id: string, now: Date): string | undefined {
  if (!document?.current || document.state === 'removing') return `The document ${id} is no longer there.`;
  const { title, audience, current, expiresAt } = document;
  if (audience !== 'customers' || current.audience !== 'customers') return `"${title}" is not for customers.`;
  if (expiresAt !== null && new Date(expiresAt) <= now) return `"${title}" has expired.`;
  return undefined;
}
