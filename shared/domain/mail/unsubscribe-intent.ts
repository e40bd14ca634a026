/** A whole message, or a line of its own, that can mean nothing else. */
const WHOLE =
  /^(?:please |pls )?(?:stop(?:pp)?|unsubscribe(?: me)?|un-?subscribe|opt(?:ing)? ?out|remove(?: me)?|delete me|take me off|no more(?: e?-?mails)?|abmelden|austragen|stopp bitte|désabonner|désinscription|desinscribir|baja|darme de baja|cancelar(?: inscri\p{L}+)?|descadastrar|disiscrivimi|cancellami|afmelden|uitschrijven|avregistrera|afmeld|avmeld|wypisz(?: mnie)?|отписаться|отпишите(?: меня)?|配信停止|退订|取消订阅)(?: please| pls| bitte| now| thanks| thank you)?\s*[.!]*$/iu;

/** Sentences that ask for it, each naming the mails, the list or the sender's own address. */
const SENTENCES: readonly RegExp[] = [
  /\b(?:please|pls|kindly|could you|can you|i(?:'d| would) like (?:you )?to|i want (?:you )?to)\b[^.?!\n]{0,30}\b(?:unsubscribe|remove|delete|take|opt)\b\s+(?:me|my (?:e-?mail|address|name|details|data)|us|out|this (?:e-?mail|address))\b/iu,
  /(?:^|[.!,;\n]\s*)(?:unsubscribe|remove|take)\s+(?:me|us|my (?:e-?mail|address|name))\b[^.?!\n]{0,40}\b(?:list|lists|database|mailing|off|e-?mails?|immediately|now|please)\b/iu,
  /\b(?:take|remove|get)\s+(?:me|us|my (?:e-?mail|address|name))\s+(?:off|from|out of)\b[^.?!\n]{0,30}\b(?:list|lists|database|mailings?|distribution|crm)\b/iu,
  /\b(?:stop|quit|cease)\s+(?:e-?mailing|mailing|contacting|spamming|messaging|bothering|writing(?: to)?|sending)\s+(?:me|us|this|these|any|such|e-?mails?|messages?|to (?:me|this))\b/iu,
  /\b(?:do not|don['’]?t|never|no longer)\s+(?:e-?mail|mail|contact|write(?: to)?|message|send)\s+(?:me|us|any ?more|further|to (?:me|this))\b(?!\s+(?:until|before|on|at|during|by phone)\b)/iu,
  /\b(?:i|we)\s+(?:no longer|do(?:n['’]t| not))\s+(?:want|wish)\s+to\s+(?:receive|get|hear|be contacted)\b/iu,
  /\bno (?:more|further) (?:e-?mails?|messages?|contact|communication)\b/iu,
  /\bunsubscribe me\b/iu,
  /\b(?:schreiben|mailen|kontaktieren) Sie (?:mir|mich|uns) (?:bitte )?(?:nicht|nie) mehr\b|\b(?:nicht|nie) mehr (?:an)?(?:schreiben|kontaktieren|mailen|anmailen)\b|\bkeine (?:weiteren |mehr )?(?:e-?mails?|nachrichten|werbung|mails)\b(?=[^.?!\n]{0,30}(?:mehr|bitte|senden|schicken|erhalten|wünsch|[.!]|$))|\b(?:aus|von) (?:ihre[mr]|der|diesem|dem) (?:\p{L}*liste|\p{L}*verteiler|datenbank)\b[^.?!\n]{0,40}\b(?:löschen|entfernen|streichen|nehmen|austragen|abmelden)\b|\b(?:löschen|entfernen|streichen|nehmen) Sie (?:mich|meine (?:adresse|e-?mail|daten))\b|\bbitte (?:mich )?(?:abmelden|austragen)\b/iu,
  /\b(?:désabonnez|désinscrivez|retirez|supprimez|enlevez)[- ]moi\b|\bne (?:m['’]|nous |me )(?:écrivez|contactez|envoyez)\b|\bne (?:plus|souhaite plus|veux plus|désire plus)\b[^.?!\n]{0,30}\b(?:recevoir|contact\p{L}*|écrire|mails?|courriels?)\b/iu,
  /\b(?:dar(?:me|nos) de baja|dénme de baja|denme de baja|elim[ií]n\p{L}+ de (?:su|la) lista|no (?:me|nos) (?:escriba|contacte|env[ií]e|mande)n?|no (?:quiero|deseo) recibir)\b/iu,
  /\b(?:cancellatemi|rimuovetemi|cancellami|toglietemi)\b|\bnon (?:scrivetemi|contattatemi|voglio più ricevere|desidero (?:più )?ricevere)\b/iu,
  /\b(?:me (?:remova|retire|descadastre)|remova(?:m)?[- ]me|não (?:quero|desejo) (?:mais )?receber|não me (?:escreva|envie|contate|contacte))m?\b/iu,
  /\b(?:schrijf mij uit|haal (?:mij|me) van|verwijder (?:mij|me) (?:van|uit)|geen (?:e-?)?mails? meer)\b/iu,
  /\b(?:ta bort mig|inga fler mejl|fjern meg|fjern mig|slett meg|proszę (?:o )?(?:usunięcie|wypisanie|nie pisać)|usuńcie mnie)\b/iu,
  /не (?:пишите|присылайте)[^.?!\n]{0,20}больше|больше не (?:пишите|присылайте)|удалите (?:меня|мой)|отпишите/iu,
  /配信を停止|メールを送らないで|不要再(?:发|给我|联系)|别再(?:发|给我)/u,
];

/** A question about the product, or a story of somebody else, is no request. */
const NOT_A_REQUEST =
  /\b(?:how (?:do|can|does)|does your|do your|if (?:I|you|we|they|someone) (?:would|want|wish|ask)|our (?:customers|users|subscribers))\b/iu;

/**
 * The words with which a reply asks to be left alone; undefined when it does not. Give it only what the sender
 * wrote (`visibleText`): a quoted footer says "unsubscribe" too. It errs on the side of a request, since the cost
 * of a missed one is a complaint, but a bare word inside a longer sentence is none.
 */
export function unsubscribeIntent(ownWords: string): string | undefined {
  const text = ownWords.slice(0, 3_000).replaceAll('’', "'").trim();
  const lines = text.split('\n').map((line) => line.trim());
  const first = lines.filter((line) => line !== '').slice(0, 3);
  const whole = first.find((line) => WHOLE.test(line));
  if (whole !== undefined) return whole.slice(0, 200);
  for (const sentence of text.replace(/\s+/g, ' ').split(/(?<=[.!?。！？])\s*/u)) {
    const asks = SENTENCES.some((pattern) => pattern.test(sentence)) && !NOT_A_REQUEST.test(sentence);
    if (asks) return sentence.trim().slice(0, 200);
  }
  return undefined;
}
