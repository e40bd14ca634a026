import { unsubscribeIntent } from '../../mail/domain/unsubscribe-intent.ts';

export type TextMeaning = 'stop' | 'start' | 'help' | 'reply';

const words = (text: string): ReadonlySet<string> => new Set(plain(text).split(' '));

/** Each of these alone, or with polite words around it, is a stop. Without accents, as people type them. */
const STOP_WORDS = words(`
stop stopall unsubscribe unsub cancel end quit revoke optout remove unsubscribed stopp halt
arret arreter arretez stopper desabonner desabonnement desinscrire desinscription
alto baja parar pare detener basta cancelar cancela salir
sair saida sai remover descadastrar
abmelden abbestellen austragen aufhoren abmeldung
basta fermare ferma annulla disiscrivimi cancellami
afmelden uitschrijven stoppen
avsluta avregistrera sluta afmeld avmeld lopeta peruuta
wypisz rezygnuje koniec zakoncz
odhlasit odhlaste zrusit leiratkozas leiratkozom dezabonare dezabonati διακοπη στοπ διαγραφη
стоп отписаться отпишите отписка хватит відписатись
dur durdur iptal
berhenti huy dung
停止 停止して 停 解約 退订 退訂 取消 配信停止 解除 ストップ 중지 수신거부 정지
توقف الغاء הסר रोकें बंद`);
/** The same, of two or more words. */
const STOP_PHRASES = [
  'opt out',
  'stop all',
  'end all',
  'dar de baja',
  'darme de baja',
  'no mas',
  'no more',
  'leave me alone',
  'lass mich in ruhe',
  'hor auf',
  'horen sie auf',
  ...[
    'keine sms mehr',
    'keine nachrichten mehr',
    'plus de sms',
    'plus de messages',
    'no mas mensajes',
    'basta messaggi',
  ],
  ...[
    'basta sms',
    'chega de mensagens',
    'geen sms meer',
    'geen berichten meer',
    'inga fler sms',
    'ikke flere sms',
  ],
];
/** Those among them that also occur in sentences about other things. */
const AMBIGUOUS = words(`
stop stopp halt cancel end quit remove arret arreter arretez alto basta parar pare salir sair sai
fermare ferma aufhoren stoppen sluta koniec стоп хватит dur 停 取消 停止 중지
`);
/** Polite words around a stop word, which do not change its meaning. */
const AROUND = words(`
please pls plz kindly thanks thank you thx ty now immediately right away it this these that all everything me us
sms text texts texting message messages messaging msg msgs msging the your my number already just ok okay hi hello hey sorry i said
can could you u make omg wrong number
sending contacting writing mailing calling bothering spamming spam from to with any more anymore
bitte danke sofort jetzt alles
svp stp sil s il te vous plait merci tout de suite ca
por favor gracias ya todo todos mensajes los
obrigado obrigada agora tudo
per favore grazie subito tutto
alsjeblieft aub dank bedankt
tack takk kiitos prosze dziekuje пожалуйста спасибо lutfen
请 谢谢 お願いします ください 下さい`);
/** Those among them that mean nothing else when they are a whole sentence. */
const STOP_AS_A_SENTENCE = words('stop stopp stopall unsubscribe unsub optout arret стоп');
const START_WORDS = words('start unstop yes');
const HELP_WORDS = words('help info');

/** What a telephone adds below a message. */
const SIGNATURE =
  /^(?:sent|gesendet|envoyé|enviado|inviato|verzonden|get)\s+(?:from|von|depuis|de|desde|da|vanaf|outlook)(?![\p{L}\p{N}]).*$/iu;

/**
 * What an inbound text asks for. It is a stop when it consists of a stop word and polite words only, or when a sentence asks
 * for it in other words. START, UNSTOP and YES count only as the whole message, as Twilio understands them.
 */
export function textMeaning(text: string): TextMeaning {
  const own = text
    .split(/\r?\n/)
    .filter((line) => !SIGNATURE.test(line.trim()))
    .join(' ');
  const spoken = plain(own);
  if (isOnlyAStop(spoken) || endsInAStop(text)) return 'stop';
  const [only, ...others] = spoken.split(' ');
  if (only !== undefined && others.length === 0) {
    if (START_WORDS.has(only)) return 'start';
    if (HELP_WORDS.has(only)) return 'help';
  }
  if (STOP_WRITING.test(own)) return 'stop';
  // "End of May" is no stop: a sentence with such a word holds the lead until a person has read it.
  const isAmbiguous = spoken.split(' ').some((word) => AMBIGUOUS.has(word));
  return isAmbiguous || unsubscribeIntent(own) === undefined ? 'reply' : 'stop';
}

/** Whether a text contains a stop word, and so may be a stop. */
export const mayBeAStop = (text: string): boolean => plain(text).split(' ').some(isStopWord);

/** Words only: letters and digits in small letters without accents, one space between them. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/** Politeness that is written together with the word. */
const JOINED_POLITENESS = [
  ...words(
    `してください して下さい をお願いします お願いします お願い 请 請 谢谢 謝謝 我要 해주세요 해 주세요 하세요 합니다 부탁드립니다`,
  ),
];
const isStopWord = (word: string): boolean =>
  STOP_WORDS.has(word) ||
  STOP_WORDS.has(JOINED_POLITENESS.reduce((rest, polite) => rest.replace(polite, ''), word));

function isOnlyAStop(spoken: string): boolean {
  const phrase = STOP_PHRASES.find((each) => ` ${spoken} `.includes(` ${each} `));
  const rest = (phrase ? ` ${spoken} `.replace(` ${phrase} `, ' stop ') : spoken).trim().split(' ');
  // The word must come first, except for polite words: "end of it" is a stop, "all this will end" may be a story.
  return rest.some(isStopWord) && rest.every((word) => isStopWord(word) || AROUND.has(word));
}

/** "Who is this? Stop", and "Stop. Jo": the stop word is a whole sentence, with at most a name after it. */
function endsInAStop(text: string): boolean {
  const sentences = text
    .split(/[.!?…\n]+/u)
    .map(plain)
    .filter(Boolean);
  const last = sentences.at(-1) ?? '';
  const signed = sentences.length > 1 && !last.includes(' ') && !STOP_WORDS.has(last);
  return [last, ...(signed ? [sentences.at(-2) ?? ''] : [])].some((each) => STOP_AS_A_SENTENCE.has(each));
}

/** Phrases for texts, where "stop" means to stop writing and not to stop by. */
const STOP_WRITING =
  /(?<![\p{L}\p{N}])(?<!(?:never|not|n['’]?t)\s+)(?:stop|quit|cease)\s+(?:(?:with|all|the|these|those|this|your)\s+)*(?:texting|text(?:s|ing)?\s+me|sending\s+(?:me\s+)?(?:these|this|any|texts?|sms|messages?)|(?:contacting|messaging|writing|bothering|spamming|calling)\s+(?:to\s+)?(?:me|us)|sms|texts|messages|messaging)(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])do(?:n['’]?t| not)\s+(?:ever\s+)?text(?![\p{L}\p{N}])/iu;
