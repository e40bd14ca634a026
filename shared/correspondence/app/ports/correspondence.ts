import type { RexEvent } from '../../../kernel/events.ts';
import type { AnswerDraft } from '../../domain/answer-draft.ts';
import type { FaqEntry } from '../../domain/faq-entry.ts';

export interface FaqStore {
  /** All, by their names. */
  list(workspace: string): Promise<FaqEntry[]>;
  get(workspace: string, id: string): Promise<FaqEntry | undefined>;
  /** The entry as it is to be: of version 1 where there is none, else one more than what was read. @throws RexError VERSION_CONFLICT */
  put(entry: FaqEntry, events: readonly RexEvent[]): Promise<void>;
  /** @throws RexError VERSION_CONFLICT */
  remove(entry: FaqEntry, events: readonly RexEvent[]): Promise<void>;
}

export interface AnswerDraftStore {
  get(workspace: string, leadId: string, message: string): Promise<AnswerDraft | undefined>;
  /** Only when there is none: the first one stays. */
  putOnce(draft: AnswerDraft): Promise<void>;
}
