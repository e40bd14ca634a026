const MAX_LINES = 2_000;
const MAX_VISIBLE = 10_000;

/** How mail programs introduce the message that is answered, by language. They may run over three lines. */
const ATTRIBUTIONS: readonly RegExp[] = [
  /^(?:-{2,} ?)?(?:on|le|am|il|el|em|op|den|på|dnia|w dniu|pe|ma|ti|ke|to|la|su|a|dne|pada|vào|tarihinde)\s(?=.*[\d@]).{4,300}(?:wrote|a écrit|schrieb.*|ha scritto|escribió|escreveu|schreef.*|skrev.*|napisał.*|kirjoitti|napsal\S*|yazdı|menulis|đã viết)\s*:?(?: ?-{2,})?$/iu,
  /^(?=.*(?:\b(?:19|20)\d{2}\b|\d{1,2}[:.]\d{2})).{4,300}\b(?:wrote|schrieb|schreef|skrev|kirjoitti|пишет|написал\S*|írta|napisał\(?a?\)?|a écrit|escribió|escreveu|ha scritto|写道|のメール|が書きました|님이 작성)\s*>?[:：]$/iu,
  /^(?=.*\d{1,2}[:.]\d{2}).{4,300}\b(?:schrieb|schreef|skrev)\b.{4,150}:$/iu,
  /^(?=.*\d{1,2}[:.]\d{2}).{4,300}<[^<>\s]+@[^<>\s]+>\s*:$/u,
];

/** First line of the header block that Outlook and others put above a quoted message. */
const HEADER_FROM =
  /^\s*\*?(?:from|von|de|da|van|fra|från|od|mittente|lähettäjä|от|发件人|差出人|expéditeur|message du)\s*:\s*\*?/iu;
const HEADER_NEXT =
  /^\s*\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|date|à|a|objet|sujet|inviato|data|oggetto|verzonden|aan|onderwerp|enviado|enviada|para|asunto|assunto|til|emne|dato|sendt|skickat|till|ämne|wysłano|do|temat|дата|кому|тема|de|from|发送时间|收件人|主题)(?: le| el| em)?\s*:/iu;
const ORIGINAL_MESSAGE =
  /^\s*(?:[-_=*–—]{2,}\s*\p{L}[\p{L}\p{M}'’ ]{3,60}[-_=*–—]{2,}|begin forwarded message:)\s*$/iu;
const RULE = /^\s*(?:-{10,}|={4,})\s*$/;

const SENT_FROM =
  /^\*?(?:sent from|sent via|sent with|get outlook for|gesendet von|von meinem .{2,30} gesendet|envoyé (?:de|depuis|à partir de)|enviado (?:desde|do|de)|inviato da|verzonden (?:vanaf|met)|skickat från|sendt fra|lähetetty|wysłane z|отправлено (?:с|из)|sent a magnificent)\s*[\p{L}\p{M}\p{N} '’()®™-]{0,50}(?:<[^<>\s]*>)?[.*]?$/iu;
/** `-- ` is the convention; underscores stand above list footers and above what Outlook quotes. */
const SIGNATURE = /^(?:--|_{2,})\s*$/;
const CLOSING =
  /^(?:(?:with |kind(?:est)? |best |warm(?:est)? |many )*regards|best wishes|cheers|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|mit freundlichen grüßen|viele grüße|beste grüße|freundliche grüße|lg|mfg|cordialement|bien cordialement|bien à vous|saludos(?: cordiales)?|un saludo|atentamente|atenciosamente|abraços|cordiali saluti|distinti saluti|met vriendelijke groet(?:en)?|med vänliga hälsningar|med venlig hilsen|pozdrawiam|с уважением)\s*[,.!]?$/iu;

/**
 * The words that the sender wrote now: without the quoted message, wherever it stands, and without signature.
 * Works on lines, with patterns per language; a mail that it does not understand is returned whole.
 */
export function visibleText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').slice(0, MAX_LINES);
  const kept: string[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? '';
    const attribution = attributionLength(lines, i);
    if (isQuoted(line)) i += 1;
    else if (attribution > 0) {
      // Below an attribution with `>` lines the sender may go on writing; without them all the rest is quoted.
      if (!quoteFollows(lines, i + attribution)) break;
      i += attribution;
    } else if (endsMessage(lines, i) && kept.some((each) => each.trim() !== '')) break;
    else {
      kept.push(line.trimEnd());
      i += 1;
    }
  }
  return kept.join('\n').trim().slice(0, MAX_VISIBLE);
}

/** How many lines, of up to three, introduce a quoted message here; 0 when none do. */
function attributionLength(lines: readonly string[], at: number): number {
  for (let length = 1; length <= 3; length++) {
    // Joined with a later start that matches as well, a line of the sender's own would be lost.
    if (isAttribution(lines, at, length)) return isAttribution(lines, at + 1, length - 1) ? 0 : length;
  }
  return 0;
}

function isAttribution(lines: readonly string[], at: number, length: number): boolean {
  const joined = lines.slice(at, at + length).map((line) => line.replace(/^>(?=:)/, '').trim());
  if (joined.length === 0 || joined.includes('')) return false;
  const text = joined.join(' ');
  return text.length <= 400 && ATTRIBUTIONS.some((pattern) => pattern.test(text));
}

function endsMessage(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  const trimmed = line.trim();
  if (ORIGINAL_MESSAGE.test(line) || SIGNATURE.test(line) || CLOSING.test(trimmed)) return true;
  if (SENT_FROM.test(trimmed)) return true;
  return isHeaderBlock(lines, at) || (RULE.test(line) && isHeaderBlock(lines, nextText(lines, at + 1)));
}

function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const following = lines.slice(at + 1, at + 5);
  return HEADER_FROM.test(lines[at] ?? '') && following.some((line) => HEADER_NEXT.test(line));
}

function nextText(lines: readonly string[], from: number): number {
  const found = lines.findIndex((line, i) => i >= from && line.trim() !== '');
  return found < 0 ? lines.length : found;
}

const quoteFollows = (lines: readonly string[], from: number): boolean =>
  isQuoted(lines[nextText(lines, from)] ?? '');

const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line);
