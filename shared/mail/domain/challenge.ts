import { fold } from './fold.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** Programs that hold a stranger's mail until the sender proves to be a person, by what they write into their headers. */
const HEADERS: readonly (readonly [name: string, value: RegExp])[] = [
  ['x-delivery-agent', /^TMDA/i],
  ['x-tmda-confirm', /./],
  ['x-askversion', /./],
  ['x-mailinblack', /./i],
  ['x-spamarrest-verified', /./],
  ['x-boxbe', /./i],
];
const SENDERS =
  /@(?:[\w-]+\.)*(?:spamarrest\.com|boxbe\.com|mailinblack\.com|choicemail\.com|digiportal\.com|mailblocks\.com|knowspam\.net|bluebottle\.com|ipermitmail\.com|sendio\.com)$/;

/** "Your message has been held", in the languages that are read. */
const HELD =
  /(?:e ?mail|message|mail|nachricht|courriel|mensaje|correo|messaggio|mensagem|bericht)\S*(?: \S+){0,10} (?:held|on hold|quarantined?|blocked|not (?:yet )?(?:been )?delivered|undelivered|waiting|pending|paused|intercepted|zuruckgehalten|quarantane|noch nicht zugestellt|nicht zugestellt|wartet|bloque\S*|en attente|quarantaine|pas (?:encore )?(?:ete )?(?:remis|delivre|distribue)|retenid\S*|retenu|cuarentena|pendiente|no (?:ha sido|se ha) entregado|trattenut\S*|quarantena|in attesa|non (?:e stato )?(?:ancora )?consegnat\S*|retid\S*|quarentena|aguarda\S*|nao (?:foi )?(?:ainda )?entregue|vastgehouden|in de wacht|nog niet (?:bezorgd|afgeleverd))/;
/** "Confirm that you are a person." */
const PROVE =
  /complet\S*(?: \S+){0,3} verification|(?:verify|confirm|prove|authenticat\S*|authori[sz]\S*|captcha|release|approve|bestatig\S*|verifizier\S*|freischalt\S*|authentifi\S*|confirm\S*|valid\S*|verifi\S*|autentic\S*|comprob\S*|bevestig\S*|vrijgeven)(?: \S+){0,14} (?:human|person|sender|address|e ?mail|message|link|below|mensch|person|absender|adresse|nachricht|humain|personne|expediteur|lien|message|humano|persona|remitente|enlace|mensaje|umano|mittente|collegamento|messaggio|pessoa|remetente|ligacao|mensagem|mens|afzender|adres|bericht)/;
const SUBJECT =
  /(?:verification required|confirm(?:ation)? (?:required|needed|request)|please confirm your (?:e ?mail|message)|confirm your message|confirm conf|action required.{0,40}(?:deliver|message|mail)|challenge|sender verification|absenderbestatigung|authentifi\S* (?:requise|necessaire)|confirmacao de (?:e ?mail|mensagem)|antispam)/;

/**
 * What shows that a mail is a challenge: a filter holds our message until somebody proves that a person sent it (TMDA, Spam
 * Arrest, MailInBlack, and others). Undefined when it is none. Rex answers no challenge; a person may.
 */
export function challengeIn(mail: ParsedMail, words: string): string | undefined {
  for (const [name, value] of HEADERS) {
    if (value.test(mail.header(name) ?? '')) return `header ${name}`;
  }
  const said = plain(words.slice(0, 5_000));
  const proves = PROVE.test(said);
  if (SENDERS.test(mail.from ?? '') && (proves || HELD.test(said))) return `sent by ${mail.from}`;
  const link = /https?:|@/.test(words);
  if (proves && link && HELD.test(said)) return 'words: the message is held until its sender is confirmed';
  return proves && link && SUBJECT.test(plain(mail.subject)) ? `subject: ${mail.subject}` : undefined;
}

const plain = (text: string): string =>
  fold(text)
    .replace(/https?:\S+/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
