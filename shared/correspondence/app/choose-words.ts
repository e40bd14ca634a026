import { answerSubject } from '../../inbox/domain/answer-mail.ts';
import { RexError } from '../../kernel/errors.ts';
import { type CitedRecord, passagesForCustomers } from '../../knowledge/app/passages-for-customers.ts';
import type { PassageIndex } from '../../knowledge/app/ports/knowledge.ts';
import { quotesFor } from '../../knowledge/domain/quotes.ts';
import type { InboundMessage } from '../../leads/app/ports/leads.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { NotDone } from '../../tasks/app/ports/handler.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import type { EmailAnswerPayload } from '../contract/tasks.ts';
import { filled, slotsOf } from '../domain/answer-words.ts';
import { findAnswer } from '../domain/find-answer.ts';
import { type DraftByModelDeps, draftByModel } from './draft-by-model.ts';
import type { FaqStore } from './ports/correspondence.ts';

export interface ChooseWordsDeps extends DraftByModelDeps {
  readonly faq: Pick<FaqStore, 'list'>;
  readonly passageIndex: PassageIndex;
}

/** The words of an answer, and where they come from. */
interface Chosen {
  /** `template`: an entry that always asks, or one that is not certain. `quote`: sentences of documents. */
  readonly source: 'written' | 'faq' | 'template' | 'model' | 'quote';
  readonly subject: string;
  readonly text: string;
  /** The entries and passages that bear it out. */
  readonly cites: readonly string[];
  readonly score: number | null;
  /** Why no entry answers it for certain. */
  readonly doubt: string | null;
}

interface ToAnswer {
  readonly payload: EmailAnswerPayload;
  readonly lead: Lead;
  readonly message: InboundMessage;
  readonly settings: Settings;
  readonly missionId: string | undefined;
}

/**
 * What to answer: the words that a member wrote, else an entry of the list of frequent questions, else a draft of a model where the
 * workspace lets one write, else what documents for customers say, quoted. Where nothing is found, a person has to answer.
 */
export async function chooseWords(deps: ChooseWordsDeps, of: ToAnswer): Promise<Chosen | NotDone> {
  const { payload, lead, message, settings, missionId } = of;
  const subject = payload.subject ?? answerSubject(message.subject);
  if (payload.text !== undefined)
    return { source: 'written', subject, text: payload.text, cites: [], score: null, doubt: null };
  const { workspace } = lead;
  const entries = await deps.faq.list(workspace);
  const slots = slotsOf(lead, settings, deps.clock.now());
  const { firstName = '', lastName = '' } = lead.profile;
  const names = [firstName, lastName, settings.senderName, settings.brandName];
  const found = findAnswer(message.text, entries, names);
  if (found) {
    const { entry, score, certain, doubt = null } = found;
    return {
      source: certain && !entry.asks ? 'faq' : 'template',
      subject,
      text: filled(entry.answer, slots),
      cites: [entry.id],
      score,
      doubt,
    };
  }
  const passages = await passagesForCustomers(deps.passageIndex, {
    workspace,
    text: message.text,
    limit: PASSAGES_SHOWN,
  });
  const around = (said: string): string =>
    [filled(GREETING, slots), said, filled(SIGNATURE, slots)].join('\n\n');
  if (!settings.tasks.email.model) {
    const quoted = quotesOf(message.text, passages);
    if (quoted)
      return {
        source: 'quote',
        subject,
        text: around(quoted.text),
        cites: quoted.cites,
        score: null,
        doubt: null,
      };
    return nothing('no language model may write one (tasks.email.model)');
  }
  try {
    const drafted = await draftByModel(deps, {
      workspace,
      leadId: lead.id,
      message,
      records: [
        ...entries
          .slice(0, RECORDS_SHOWN)
          .map(({ id, questions, answer }) => ({ id, question: questions[0] ?? '', answer })),
        ...passages.map(({ id, under, text }) => ({ id, question: under, answer: text })),
      ],
      missionId,
    });
    if (!drafted.ok) return nothing(drafted.reason);
    // The words of a model are no template.
    return {
      source: 'model',
      subject,
      text: around(drafted.text),
      cites: drafted.cites,
      score: null,
      doubt: null,
    };
  } catch (error) {
    if (error instanceof RexError && error.code === 'PROVIDER_UNAVAILABLE')
      return { outcome: 'unavailable', reason: `The language model cannot be asked: ${error.message}` };
    throw error;
  }
}

const RECORDS_SHOWN = 30;
const PASSAGES_SHOWN = 5;
/** Greeting and signature around the words of a model, which knows no names. */
const GREETING = '{% if firstName %}Hello {{ firstName }},{% else %}Hello,{% endif %}';
const SIGNATURE = '{{ senderName }}\n{{ brandName }}';

/** The sentences of passages that say most about it. */
function quotesOf(
  text: string,
  passages: readonly CitedRecord[],
): { readonly text: string; readonly cites: readonly string[] } | undefined {
  const quotes = quotesFor(text, passages);
  if (quotes.length === 0) return undefined;
  return {
    text: quotes.map((quote) => quote.text).join(' '),
    cites: [...new Set(quotes.flatMap(({ of }) => passages[of]?.id ?? []))],
  };
}

const nothing = (why: string): NotDone => ({
  outcome: 'refused',
  reason: `No entry of the list of frequent questions and no document for customers answers it, and ${why}. Answer it yourself (rex inbox answer), or add an entry (rex faq add) or a document (rex knowledge add) and retry the task.`,
});
