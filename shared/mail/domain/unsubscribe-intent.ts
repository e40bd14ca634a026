import { fold } from './fold.ts';
import { type OptOutCertainty, readSentence, type SentenceReading } from './opt-out-grammar.ts';
import { PHRASES } from './opt-out-words/phrases.ts';
import { ULTIMATUMS } from './opt-out-words/ultimatums.ts';
import { readContent } from './reply-content.ts';
import { sentencesOf } from './sentences.ts';

export interface OptOutIntent {
  /** `certain` suppresses the person permanently; with `possible`, an operator decides. */
  readonly certainty: OptOutCertainty;
  /** The deciding sentence, at most 200 characters. */
  readonly words: string;
}

const MAX_TEXT = 6_000;
/** A bare word this far down is a link in a footer. */
const BARE_WITHIN = 3;
const SHORT_MESSAGE = 400;
/** When a text continues for this many characters after the word, it is about something else. */
const MUCH_MORE = 60;
/** A sentence may continue in the next line, as in rows of a table, so lines are read joined too. */
const BROKEN_LINE = /(?<=[\p{L}\p{N}])[ \t]*\n[ \t]*(?=\p{Ll})/gu;

/** What follows may take back what was said before: "I thought this is spam, but it looks interesting". */
const TURN = /(?:^|[\s,;:])(?:but|however|though|aber|jedoch|mais|pero|ma|mas|por[ée]m|maar)[\s,](.+)$/iu;
/** "Yes. Remove me." agrees to that, and to nothing else. */
const AGREES =
  /^(?:(?:yes|sure|ok(?:ay)?|thanks?|great|perfect|ja|gerne?|klar|danke|oui|d['’]accord|parfait|merci|bien s[uû]r|s[iíì]|claro|gracias|perfecto|certo|perfetto|grazie|sim|obrigad[oa]|perfeito|graag|prima|bedankt)(?!\p{L})[\s,.!:;-]*)+/iu;
const FEWEST_WORDS = 3;
const MAX_ASKING = 10;
/** Where our data come from, that it is confirmed, and how kind that would be. */
const ABOUT_REQUEST =
  /(?<!\p{L})(?:confirm|bestatig|confirma|conferm|bevestig|remov|delet|unsubscri|entfern|losch|where|woher|d'ou|supprim|effac|elimin|borr|cancell|rimuov|verwijder)|(?:data|daten|donnees|datos|dati|dados|gegevens)(?!\p{L})|(?<!\p{L})(?:would be|'d be|ware|wurde mich|serait|seria|sarebbe|zou)(?!\p{L})(?: \p{L}+){0,3}[.!]*$|(?:my|meine|mon|mi|mio|meu|mijn) (?:e-?mail|mail|adress?e?|indirizzo|direccion|endereco|adres)/u;

/** Legal notices and newsletter footers, which are not the sender's own words. */
const DISCLAIMER =
  /intended (?:only |solely )?(?:recipient|for)|not the (?:intended )?(?:recipient|addressee)|confidential|privileged|received (?:this|it) (?:e-?mail |message |communication |transmission |mail )?(?:in|by) (?:error|mistake)|vertraulich|nicht der (?:richtige|beabsichtigte|vorgesehene) (?:adressat|empfanger)|irrtumlich (?:erhalten|zugestellt)|confidentiel|destinataire (?:prevu|vise)|recu (?:ce|cet) (?:message|e-?mail|courriel|mail) par erreur|confidencial|destinatario|por error|per errore|riservat[oi]|por engano|vertrouwelijk|niet de (?:bedoelde|beoogde) ontvanger|fortrolig|konfidentiell|luottamuksellinen|poufn[ea]|duverne|конфиденциальн|конфіденційн|gizli(?:dir|lik)|bizalmas|機密|保密|기밀/u;
const FOOTER =
  /^to (?:opt[- ]?out|unsubscribe|be removed|stop|cancel)|(?:unsubscribe|opt[- ]out|abmeld|abbestell|desinscri|desabonn|baja|disiscri|afmeld|uitschrijv|avregistr|wypisa|отписа|退订|配信停止).{0,80}(?:https?:|www\.|click|klick|clique|clic|klik|reply with|visit)|(?:unsubscribe|opt[- ]out|abmeld\p{L}*|abbestell\p{L}*|desinscri\p{L}*|desabonn\p{L}*|baja|disiscri\p{L}*|afmeld\p{L}*|uitschrijv\p{L}*|avregistr\p{L}*)(?! (?:me|us|please|mich|uns|bitte|moi|nous|my))(?: \S+){0,5} (?:here|hier|ici|aqui|qui)(?: \S+)?$|(?:click|klick|clique|fare clic|klik|visit|^to no longer receiv\p{L}*|if you (?:no longer|do not|dont|don't) (?:wish|want) to|if you (?:wish|want|prefer|would (?:like|prefer)) (?:not )?to|you (?:are receiving|received|get|have received) this|sie erhalten diese|vous recevez ce|wenn sie (?:keine|diese)).{0,120}(?:unsubscribe|opt[- ]out|abmeld|abbestell|desinscri|desabonn|baja|disiscri|afmeld|uitschrijv|reply|preferences|mails?|click|klick)/u;

const [certainPhrase, possiblePhrase, unless] = [PHRASES.certain, PHRASES.possible, PHRASES.unless].map(
  anyOf,
) as [RegExp, RegExp, RegExp];
const ultimatum = anyOf(ULTIMATUMS);

/**
 * Whether a text is an opt-out: certain, possible, or undefined for none. Pass everything that the sender wrote and nothing
 * that is quoted (`ownWords`), because a quoted footer says "unsubscribe" too. A certain opt-out suppresses a person
 * permanently, so an interested person must never get it; any sign of an opt-out makes it possible, and any sign of interest
 * makes a certain one possible.
 * @param visible the same without the signature, whose "Call me" is no interest
 */
export function optOutIntent(ownWords: string, visible = ownWords): OptOutIntent | undefined {
  const [text, seen] = [ownWords, visible].map((each) => each.slice(0, MAX_TEXT).trim()) as [string, string];
  const joined = text.replace(BROKEN_LINE, ' ');
  const found = [
    ...intentsOf(text, seen),
    ...(joined === text ? [] : intentsOf(joined, seen.replace(BROKEN_LINE, ' '))),
  ];
  return found.find(({ certainty }) => certainty === 'certain') ?? found[0];
}

function intentsOf(text: string, visible: string): OptOutIntent[] {
  const read = withoutDisclaimers(text).map((sentence) => ({
    sentence,
    ...readSentence(withoutUltimatum(sentence)),
  }));
  const found = read.map((each, at) => ({ ...each, certainty: certaintyOf(each, at, read) }));
  const welcomes =
    found.some(({ certainty }) => certainty === 'certain') && readsAsInterested(found, visible);
  return found.flatMap(({ sentence, certainty }) =>
    certainty === undefined
      ? []
      : [{ words: sentence.slice(0, 200), certainty: welcomes ? 'possible' : certainty }],
  );
}

/**
 * Whether what is said beside the requests wants to hear more: "Stop! This is great. Let's talk." A refusal anywhere, and words
 * about the request itself, are no interest.
 */
function readsAsInterested(found: readonly ReadSentence[], visible: string): boolean {
  const certain = found.filter(({ certainty }) => certainty === 'certain');
  const asking = certain.slice(0, MAX_ASKING).map(({ sentence }) => sentence);
  if (asking.some((sentence) => readContent(sentence).class === 'not_interested')) return false;
  const beside = withoutDisclaimers(visible).filter(
    (each) => !certain.some(({ sentence }) => sentence.includes(each)),
  );
  const turned = asking.flatMap((sentence) => TURN.exec(sentence)?.[1] ?? []);
  const said = [...beside, ...turned]
    .map((sentence) => sentence.replace(AGREES, ''))
    .filter((each) => !ABOUT_REQUEST.test(fold(each)) && each.split(/\s+/).length >= FEWEST_WORDS);
  return readContent(said.join('\n')).class === 'interested';
}

/** The words of a certain opt-out; undefined when there is none, or only a possible one. */
export function unsubscribeIntent(ownWords: string): string | undefined {
  const intent = optOutIntent(ownWords);
  return intent?.certainty === 'certain' ? intent.words : undefined;
}

type ReadSentence = SentenceReading & { readonly sentence: string };

function certaintyOf(
  { sentence, certainty, bare }: ReadSentence,
  at: number,
  all: readonly ReadSentence[],
): OptOutCertainty | undefined {
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
  return certainty ?? (possiblePhrase.test(folded) ? 'possible' : undefined);
}

/** "Stop." is clear by itself; "please delete" may be about anything, unless the rest only declines interest. */
function bareIsCertain(bare: SentenceReading['bare'], all: readonly ReadSentence[]): boolean {
  if (bare !== 'remove') return bare === 'stop';
  return all.every(
    (each) => each.bare !== undefined || (each.sentence.length <= 25 && !/\d/.test(each.sentence)),
  );
}

/** The request without the threat after it. */
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

/** Matches whole words only, in scripts with spaces between words. */
function anyOf(patterns: readonly string[]): RegExp {
  const folded = patterns.map((pattern) => pattern.split('\\p{L}').map(fold).join('\\p{L}'));
  const spaced = '[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{N}]';
  return new RegExp(`(?<!${spaced})(?:${folded.join('|')})(?!${spaced})`, 'u');
}
