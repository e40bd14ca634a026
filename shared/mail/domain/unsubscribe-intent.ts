import { fold } from './fold.ts';
import { type OptOutCertainty, readSentence, type SentenceReading } from './opt-out-grammar.ts';
import { PHRASES } from './opt-out-words/phrases.ts';
import { ULTIMATUMS } from './opt-out-words/ultimatums.ts';
import { sentencesOf } from './sentences.ts';

export interface OptOutIntent {
  /** `certain` suppresses for good; `possible` is for a person to decide. */
  readonly certainty: OptOutCertainty;
  /** The sentence that says so, at most 200 characters. */
  readonly words: string;
}

const MAX_TEXT = 6_000;
/** A bare word that far down is a link of somebody's footer. */
const BARE_WITHIN = 3;
const SHORT_MESSAGE = 400;
/** Whoever says a word in passing and goes on for so many characters speaks of something else. */
const MUCH_MORE = 60;
/** A sentence that goes on in the next line, as in the rows of a table: it is read joined as well. */
const BROKEN_LINE = /(?<=[\p{L}\p{N}])[ \t]*\n[ \t]*(?=\p{Ll})/gu;

/** What lawyers put below a mail, and what newsletters do: nobody's words. */
const DISCLAIMER =
  /intended (?:only |solely )?(?:recipient|for)|not the (?:intended )?(?:recipient|addressee)|confidential|privileged|received (?:this|it) (?:e-?mail |message |communication |transmission |mail )?(?:in|by) (?:error|mistake)|vertraulich|nicht der (?:richtige|beabsichtigte|vorgesehene) (?:adressat|empfanger)|irrtumlich (?:erhalten|zugestellt)|confidentiel|destinataire (?:prevu|vise)|recu (?:ce|cet) (?:message|e-?mail|courriel|mail) par erreur|confidencial|destinatario|por error|per errore|riservat[oi]|por engano|vertrouwelijk|niet de (?:bedoelde|beoogde) ontvanger|fortrolig|konfidentiell|luottamuksellinen|poufn[ea]|duverne|конфиденциальн|конфіденційн|gizli(?:dir|lik)|bizalmas|機密|保密|기밀/u;
const FOOTER =
  /^to (?:opt[- ]?out|unsubscribe|be removed|stop|cancel)|(?:unsubscribe|opt[- ]out|abmeld|abbestell|desinscri|desabonn|baja|disiscri|afmeld|uitschrijv|avregistr|wypisa|отписа|退订|配信停止).{0,80}(?:https?:|www\.|click|klick|clique|clic|klik|reply with|visit)|(?:unsubscribe|opt[- ]out|abmeld\p{L}*|abbestell\p{L}*|desinscri\p{L}*|desabonn\p{L}*|baja|disiscri\p{L}*|afmeld\p{L}*|uitschrijv\p{L}*|avregistr\p{L}*)(?! (?:me|us|please|mich|uns|bitte|moi|nous|my))(?: \S+){0,5} (?:here|hier|ici|aqui|qui)(?: \S+)?$|(?:click|klick|clique|fare clic|klik|visit|^to no longer receiv\p{L}*|if you (?:no longer|do not|dont|don't) (?:wish|want) to|if you (?:wish|want|prefer|would (?:like|prefer)) (?:not )?to|you (?:are receiving|received|get|have received) this|sie erhalten diese|vous recevez ce|wenn sie (?:keine|diese)).{0,120}(?:unsubscribe|opt[- ]out|abmeld|abbestell|desinscri|desabonn|baja|disiscri|afmeld|uitschrijv|reply|preferences|mails?|click|klick)/u;

const [certainPhrase, possiblePhrase, unless] = [PHRASES.certain, PHRASES.possible, PHRASES.unless].map(
  anyOf,
) as [RegExp, RegExp, RegExp];
const ultimatum = anyOf(ULTIMATUMS);

/**
 * Whether somebody asks to be left alone, in three values; undefined is the third. Give it what the sender wrote, all
 * of it (`ownWords`): a quoted footer says "unsubscribe" too. What is certain suppresses a person for good, so an
 * interested one must never be; whatever has a sign of it is possible.
 */
export function optOutIntent(ownWords: string): OptOutIntent | undefined {
  const text = ownWords.slice(0, MAX_TEXT).trim();
  const found = [...new Set([text, text.replace(BROKEN_LINE, ' ')])].flatMap(intentsOf);
  return (
    found.find(({ certainty }) => certainty === 'certain') ??
    found.find(({ certainty }) => certainty === 'possible')
  );
}

function intentsOf(text: string): OptOutIntent[] {
  const read = withoutDisclaimers(text).map((sentence) => ({
    sentence,
    ...readSentence(withoutUltimatum(sentence)),
  }));
  return read.flatMap((each, at) => {
    const certainty = certaintyOf(at, read);
    return certainty === undefined ? [] : [{ words: each.sentence.slice(0, 200), certainty }];
  });
}

/** The words with which somebody certainly asks for it; undefined when nobody does, or only perhaps. */
export function unsubscribeIntent(ownWords: string): string | undefined {
  const intent = optOutIntent(ownWords);
  return intent?.certainty === 'certain' ? intent.words : undefined;
}

type ReadSentence = SentenceReading & { readonly sentence: string };

function certaintyOf(at: number, all: readonly ReadSentence[]): OptOutCertainty | undefined {
  const { sentence, certainty, bare } = all[at] ?? { sentence: '' };
  const folded = fold(sentence).replaceAll("n't", 'nt');
  if (certainty === 'certain' || bareIsCertain(bare, all) || certainPhrase.test(folded)) {
    const bareWord = sentence.length <= 40 && sentence.split(/\s+/).length <= 3;
    const lengthFrom = (first: number) =>
      all.slice(first).reduce((sum, each) => sum + each.sentence.length, 0);
    const buried =
      bareWord &&
      ((at >= BARE_WITHIN && lengthFrom(0) > SHORT_MESSAGE) || (at > 0 && lengthFrom(at + 1) > MUCH_MORE));
    return buried || unless.test(folded) ? 'possible' : 'certain';
  }
  return (
    certainty ??
    (bare === 'stop' || bare === 'refused' || possiblePhrase.test(folded) ? 'possible' : undefined)
  );
}

/** "Stop." says all; "please delete" may speak of anything, unless nothing else is said but that there is no interest. */
function bareIsCertain(bare: SentenceReading['bare'], all: readonly ReadSentence[]): boolean {
  if (bare !== 'remove') return bare === 'stop';
  return all.every(
    (each) => each.bare !== undefined || (each.sentence.length <= 25 && !/\d/.test(each.sentence)),
  );
}

/** What is asked, without what happens otherwise. */
function withoutUltimatum(sentence: string): string {
  const folded = fold(sentence);
  const at = folded.search(ultimatum);
  return at > 0 ? folded.slice(0, at) : sentence;
}

function withoutDisclaimers(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.length < 60 || !DISCLAIMER.test(fold(paragraph)))
    .flatMap(sentencesOf)
    .filter((sentence) => !FOOTER.test(fold(sentence)));
}

/** Not inside a longer word, in scripts that put spaces between words. */
function anyOf(patterns: readonly string[]): RegExp {
  const folded = patterns.map((pattern) => pattern.split('\\p{L}').map(fold).join('\\p{L}'));
  const spaced = '[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{N}]';
  return new RegExp(`(?<!${spaced})(?:${folded.join('|')})(?!${spaced})`, 'u');
}
