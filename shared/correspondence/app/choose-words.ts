import { answerSubject } from '../../inbox/domain/answer-mail.ts';
import { RexError } from '../../kernel/errors.ts';
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
}

/** The words of an answer, and where they come from. */
interface Chosen {
  /** `template`: an entry that always asks, or one that is not certain. */
  readonly source: 'written' | 'faq' | 'template' | 'model';
  readonly subject: string;
  readonly text: string;
  /** The entries that bear it out. */
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
 * workspace lets one write. Where nothing is found, a person has to answer.
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
  if (!settings.tasks.email.model) return nothing('no language model may write one (tasks.email.model)');
  try {
    const drafted = await draftByModel(deps, {
      workspace,
      leadId: lead.id,
      message,
      entries: entries.slice(0, RECORDS_SHOWN),
      missionId,
    });
    if (!drafted.ok) return nothing(drafted.reason);
    // The words of a model are no template.
    const text = [filled(GREETING, slots), drafted.text, filled(SIGNATURE, slots)].join('\n\n');
    return { source: 'model', subject, text, cites: drafted.cites, score: null, doubt: null };
  } catch (error) {
    if (error instanceof RexError && error.code === 'PROVIDER_UNAVAILABLE')
      return { outcome: 'unavailable', reason: `The language model cannot be asked: ${error.message}` };
    throw error;
  }
}

const RECORDS_SHOWN = 30;
/** Greeting and signature around the words of a model, which knows no names. */
const GREETING = '{% if firstName %}Hello {{ firstName }},{% else %}Hello,{% endif %}';
const SIGNATURE = '{{ senderName }}\n{{ brandName }}';

const nothing = (why: string): NotDone => ({
  outcome: 'refused',
  reason: `No entry of the list of frequent questions answers it, and ${why}. Answer it yourself (rex inbox answer), or add an entry (rex faq add) and retry the task.`,
});
