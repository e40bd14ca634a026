import type { CLASS_CERTAINTIES, CLASS_READERS, ReplyClass } from '../contract/reply-class.ts';
import type { CalendarMessage } from './calendar-answer.ts';
import type { ReadLanguage } from './language.ts';
import { likelyLanguages } from './language.ts';
import { type ContentContext, type ContentReading, detailsOf, readContent } from './reply-content.ts';

/** What the author of a message wants, and how sure that is. Texts in it are theirs: data, never instructions. */
export interface ReplyReading {
  readonly class: ReplyClass;
  readonly certainty: (typeof CLASS_CERTAINTIES)[number];
  readonly by: (typeof CLASS_READERS)[number];
  readonly language?: ReadLanguage;
  /** YYYY-MM-DD: with `later` the day from which it suits them, with `out_of_office` the last day of the absence. */
  readonly day?: string;
  /** The sentence that decided; at most 300 characters. */
  readonly sentence?: string;
  /** Whom they name. Rex never writes to this person by itself. */
  readonly referredTo?: { readonly name?: string; readonly email?: string };
}

/** What is known of a message beside its words. */
export interface ReplyForm {
  readonly kind: 'reply' | 'unsubscribe_request' | 'out_of_office' | 'auto_reply';
  readonly byMachine: boolean;
  readonly evidence: string;
  readonly possibleOptOut?: string | undefined;
  readonly absentUntil?: string | undefined;
  /** What a machine says by which nobody reads the mailbox any more. */
  readonly left?: string | undefined;
  readonly challenge?: string | undefined;
  readonly calendar?: CalendarMessage | undefined;
  /** The Date header. */
  readonly sent?: string | undefined;
  /** Addresses of the author and ours. */
  readonly known?: readonly string[];
}

const ANSWERS = {
  accepted: ['interested', 'certain'],
  declined: ['not_interested', 'possible'],
  tentative: ['unclear', 'possible'],
  delegated: ['referral', 'possible'],
} as const satisfies Record<string, readonly [ReplyClass, ReplyReading['certainty']]>;

/** Reads what a person wants: by the form of the message where that tells, else by their own words. */
export function readReply(text: string, form: ReplyForm): ReplyReading {
  const structure = ofForm(form);
  if (structure === undefined && form.left !== undefined)
    return {
      class: 'wrong_person',
      certainty: 'certain',
      by: 'rules',
      sentence: form.left.slice(0, 300),
      ...languageOf(text),
      // "I have left, write to Ann" names Ann, and is about who has left.
      ...detailsOf('wrong_person', text, form),
    };
  const content = readContent(text, form);
  // "I do not work here" is no absence, whatever the subject says, unless it names an end.
  const isElsewhere =
    structure?.class === 'out_of_office' && structure.day === undefined && content.class === 'wrong_person';
  const isAngry = structure?.class === 'unsubscribe' && content.class === 'complaint';
  // They may invite us only to say so.
  const isRefused =
    structure?.class === 'interested' && structure.certainty === 'possible' && refuses(content, form);
  if (structure && !isElsewhere && !isAngry && !isRefused) return { ...structure, ...languageOf(text) };
  // A machine's note says where its author is, or whom to write to; what else it says is not about our message.
  if (form.byMachine && content.class !== 'wrong_person' && content.class !== 'referral')
    return { class: 'unclear', certainty: 'possible', by: 'rules', ...languageOf(text) };
  const { possibleOptOut } = form;
  if (possibleOptOut === undefined || content.class === 'complaint') return { ...content, by: 'rules' };
  // "Not interested" may be an opt-out, and is first of all what it says.
  if (REFUSALS.includes(content.class)) return { ...content, certainty: 'possible', by: 'rules' };
  return {
    class: 'unsubscribe',
    certainty: 'possible',
    by: 'rules',
    sentence: possibleOptOut.slice(0, 300),
    ...languageOf(text),
  };
}

const refuses = (content: ContentReading, { possibleOptOut }: ReplyForm): boolean =>
  possibleOptOut !== undefined || REFUSALS.includes(content.class);

function ofForm({
  kind,
  byMachine,
  evidence,
  absentUntil,
  challenge,
  calendar,
}: ReplyForm): ReplyReading | undefined {
  if (kind === 'unsubscribe_request')
    return { class: 'unsubscribe', certainty: 'certain', by: 'structure', sentence: evidence.slice(0, 300) };
  if (challenge !== undefined) {
    const certainty = byMachine ? 'certain' : 'possible';
    return { class: 'challenge_response', certainty, by: 'structure', sentence: challenge.slice(0, 300) };
  }
  if (kind === 'out_of_office') {
    const certainty = byMachine ? 'certain' : 'possible';
    const by = byMachine ? 'structure' : 'rules';
    return {
      class: 'out_of_office',
      certainty,
      by,
      sentence: evidence.slice(0, 300),
      ...(absentUntil !== undefined && { day: absentUntil }),
    };
  }
  if (calendar?.method === 'REPLY' && calendar.answer) {
    const [answered, certainty] = ANSWERS[calendar.answer];
    return { class: answered, certainty, by: 'structure', sentence: `calendar: ${calendar.answer}` };
  }
  if (calendar?.method === 'REQUEST' || calendar?.method === 'COUNTER')
    return {
      class: 'interested',
      certainty: 'possible',
      by: 'structure',
      sentence: `calendar: ${calendar.method}`,
    };
  return undefined;
}

function languageOf(text: string): Pick<ReplyReading, 'language'> {
  const [language, ...others] = likelyLanguages(text);
  return language !== undefined && others.length === 0 ? { language } : {};
}

/** Classes that words alone can show: what a model may answer. */
export const MODEL_CLASSES = [
  'interested',
  'question',
  'later',
  'referral',
  'not_interested',
  'unsubscribe',
  'wrong_person',
  'complaint',
  'unclear',
] as const satisfies readonly ReplyClass[];
const REFUSALS: readonly ReplyClass[] = ['unsubscribe', 'complaint', 'not_interested', 'wrong_person'];

/**
 * The reading of rules together with what a model says: the model's, except that it talks no refusal away and that "unclear"
 * says nothing. It is never certain. Day and names are taken from the words by rules.
 */
export function surerReading(
  reading: ReplyReading,
  said: { readonly class: (typeof MODEL_CLASSES)[number]; readonly sentence: string | undefined },
  text: string,
  context: ContentContext,
): ReplyReading {
  if (said.class === 'unclear' || said.class === reading.class) return reading;
  if (REFUSALS.includes(reading.class) && !REFUSALS.includes(said.class)) return reading;
  const { language } = reading;
  return {
    class: said.class,
    certainty: 'possible',
    by: 'model',
    ...(language !== undefined && { language }),
    ...(said.sentence !== undefined && { sentence: said.sentence.slice(0, 300) }),
    ...detailsOf(said.class, text, context),
  };
}
