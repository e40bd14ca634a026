import type { ParsedMail } from './parsed-mail.ts';

const OUT_OF_OFFICE_SUBJECT =
  /^(?:re:\s*|aw:\s*)?(?:\[?auto(?:matic|mated)?[- ]?reply|out of (?:the )?office|ooo\b|abwesenheits|automatische antwort|autoantwort|réponse automatique|absence|absent|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori sede|resposta automática|automatisch antwoord|afwezig|autosvar|automatiskt svar|fravær|poissa|automaattinen vastaus|automatyczna odpowiedź|automatická odpověď|автоответ|自動応答|不在|自动回复)/iu;
const AWAY =
  /\b(?:out of (?:the )?office|away from (?:the|my) (?:office|desk)|on (?:annual |parental |maternity |paternity |sick |medical )?(?:leave|vacation|holidays?)|(?:currently|be) (?:away|travell?ing|unavailable)|limited access to (?:my )?e-?mail|(?:return|be back)(?:ing)? (?:to the office |in the office )?(?:on|in) |nicht im (?:büro|haus)|im urlaub|in elternzeit|abwesend|außer haus|wieder erreichbar|en congés?|absente? (?:du|jusqu|de|pour)|en vacances|fuera de la oficina|de vacaciones|in ferie|fuori ufficio|de férias|fora do escritório|op vakantie|afwezig|på semester|ikke på kontoret|på ferie|lomalla|na urlopie|в отпуске|休暇|休假)\b/iu;

export interface AutomaticMail {
  readonly kind: 'out_of_office' | 'auto_reply';
  readonly evidence: string;
}

type Sign = (mail: ParsedMail) => string | undefined;

/** Headers that a machine writes and a person's mail program does not (RFC 3834 and custom). */
const MACHINE_SIGNS: readonly Sign[] = [
  (mail) => headerSign(mail, 'auto-submitted', (value) => !/^no\b/i.test(value)),
  ...[
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-reply',
    'x-vacation',
    'x-mail-autoreply',
  ].map(
    (name): Sign =>
      (mail) =>
        headerSign(mail, name, (value) => !/^no\b/i.test(value)),
  ),
  (mail) => headerSign(mail, 'x-ms-exchange-inbox-rules-loop', () => true),
  (mail) => headerSign(mail, 'precedence', (value) => /^(?:auto_?reply|bulk|junk|list)\b/i.test(value)),
  (mail) => headerSign(mail, 'list-id', () => true),
  (mail) => (mail.returnPath === '' ? 'empty Return-Path' : undefined),
  (mail) => (mail.reportType === undefined ? undefined : `multipart/report of type ${mail.reportType}`),
];

/** Mail that no person wrote for this occasion; undefined when a person seems to have. */
export function readAutomatic(mail: ParsedMail): AutomaticMail | undefined {
  const subject = OUT_OF_OFFICE_SUBJECT.exec(mail.subject)?.[0];
  const machine = firstOf(MACHINE_SIGNS, mail);
  const away = AWAY.exec(mail.text.slice(0, 3_000))?.[0];
  if (subject !== undefined && (machine !== undefined || away !== undefined)) {
    return {
      kind: away === undefined && !isAwaySubject(subject) ? 'auto_reply' : 'out_of_office',
      evidence: `subject: ${subject}`,
    };
  }
  if (machine === undefined) return undefined;
  return away === undefined || mail.header('list-id') !== undefined
    ? { kind: 'auto_reply', evidence: machine }
    : { kind: 'out_of_office', evidence: `${machine}; text: ${away}` };
}

/** `Automatic reply` is what Exchange calls an absence; `Auto: ticket received` is not. */
const isAwaySubject = (subject: string): boolean =>
  !/^(?:re:\s*|aw:\s*)?\[?auto(?:mated)?[- ]?reply/i.test(subject);

function headerSign(mail: ParsedMail, name: string, tells: (value: string) => boolean): string | undefined {
  const value = mail.header(name);
  return value !== undefined && tells(value.trim()) ? `${name}: ${value.trim().slice(0, 80)}` : undefined;
}

function firstOf(signs: readonly Sign[], mail: ParsedMail): string | undefined {
  for (const sign of signs) {
    const found = sign(mail);
    if (found !== undefined) return found;
  }
  return undefined;
}
