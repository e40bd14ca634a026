/**
 * How mail programs introduce the quoted message, in their languages. All are alternatives of a pattern with the flags `i`
 * and `u`.
 */

/** "wrote" at the end of an attribution, or before the name. */
export const WROTE =
  'wrote|writes|schrieb|schreibt|geschrieben|a écrit|écrit|escribió|escribe|ha escrito|ha scritto|scrive|scritto|escreveu|escreve|schreef|schrijft|skrev|skriver|kirjoitti|kirjoittaa|napisał\\(?a?\\)?|pisze|napsala?|napsal\\(a\\)|píše|napísala?|napísal\\(a\\)|napisao(?:\\/la)?|napisala|написа|va escriure|ha escrit|rašė|rakstīja|kirjutas|skrifaði|пишет|писал\\(?а?\\)?|написал\\(?а?и?\\)?|написав|написала|пише|yazdı|yazmış|írta|írt|a scris|έγραψε|menulis|đã viết';
/** The same in scripts without spaces: before the colon, or without a colon. */
export const WROTE_JOINED = '写道|寫道|写到|のメール|書きました|님이 작성(?:함|했습니다)?|작성';
/** The beginning of an attribution: "On", "Le", "Am". */
export const WROTE_ON =
  'on|le|am|il|el|em|op|den|på|dnia|w dniu|pe|ma|ti|ke|to|la|su|a|dne|pada|vào|tarihinde|στις|dana|在';

/** Names of header fields above a quoted message. */
export const FIELDS = {
  from: 'from|von|de la|de|da|van|fra|från|från|od|mittente|lähettäjä|от|від|kimden|gönderen|feladó|expediteur|expéditeur|remitente|afzender|avsändare|nadawca|odesílatel|отправитель|відправник|από|发件人|寄件人|寄件者|差出人|送信者|보낸 사람|보낸사람|보낸이|šalje|pošiljatelj|nuo|saatja|מאת|من|từ|dari|จาก',
  date: 'message du|date|sent|datum|gesendet|envoyé|enviado|enviada|inviato|data|verzonden|sendt|skickat|dato|lähetetty|päivämäärä|wysłano|wysłane|odesláno|отправлено|дата|надіслано|tarih|gönderildi|gönderme tarihi|elküldve|küldve|dátum|trimis|ημερομηνία|στάλθηκε|发送时间|发送日期|日期|寄件日期|送信日時|日付|日時|보낸 날짜|날짜|odoslané|poslano|изпратено|išsiųsta|nosūtīts|saadetud|enviat|נשלח|تم الإرسال|التاريخ|đã gửi|ngày|dikirim|tanggal|ส่งเมื่อ|วันที่',
  to: 'to|an|à|a|para|aan|til|till|vastaanottaja|do|komu|кому|kime|alıcı|címzett|către|catre|προς|收件人|收件者|宛先|받는 사람|받는사람|prima|za|kam|adressaat|per a|אל|إلى|tới|kepada|untuk|ถึง',
  copy: 'cc|copie à|kopie|kopia|copie|copia|kopi|kopio|копия|копія|bilgi|másolatot kap|抄送|副本|참조',
  subject:
    'subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|emne|ämne|aihe|temat|předmět|тема|konu|tárgy|subiect|θέμα|主题|主旨|件名|제목|predmet|zadeva|относно|tēma|temats|teema|assumpte|נושא|الموضوع|chủ đề|subjek|perihal|เรื่อง',
} as const;

/** Titles between dashes above a quoted or forwarded message. */
export const ORIGINAL_MESSAGE =
  "original message|original appointment|forwarded message|begin forwarded message|reply message|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message d['’]origine|message original|message transféré|mensaje original|mensaje reenviado|mensaje enviado|messaggio originale|messaggio inoltrato|mensagem original|mensagem encaminhada|oorspronkelijk bericht|doorgestuurd bericht|originalmeddelande|ursprungligt meddelande|vidarebefordrat meddelande|oprindelig meddelelse|videresendt meddelelse|opprinnelig melding|videresendt melding|alkuperäinen viesti|välitetty viesti|wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|původní zpráva|přeposlaná zpráva|исходное сообщение|пересылаемое сообщение|оригинальное сообщение|вихідне повідомлення|оригінальне повідомлення|orijinal mesaj|özgün ileti|iletilen mesaj|eredeti üzenet|továbbított üzenet|mesaj original|mesajul original|mesaj redirecționat|αρχικό μήνυμα|原始邮件|原始郵件|转发邮件|元のメッセージ|転送メッセージ|원본 메시지|원본 메일|전달된 메시지";

export const SENT_FROM =
  "sent from|sent via|sent with|sent by|get outlook for|gesendet von|gesendet mit|von meinem .{2,30} gesendet|envoyé (?:de|depuis|à partir de|avec)|enviado (?:desde|do|de|con)|inviato da|verzonden (?:vanaf|met|via)|skickat från|sendt fra|lähetetty|wysłane z|odesláno z|отправлено (?:с|из)|надіслано (?:з|із)|iphone[’']?umdan gönderildi|az iphone-omról küldve|trimis de pe|στάλθηκε από|sent a magnificent|发自我的|從我的|iphoneから送信|나의 iphone에서 보냄";

export const CLOSINGS =
  '(?:with |kind(?:est)? |best |warm(?:est)? |many |thanks and )*regards|best(?: wishes)?|all the best|cheers|thanks|thank you|many thanks|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|take care|mit (?:freundlichen|besten|herzlichen) grüßen|(?:viele|beste|freundliche|liebe|herzliche|schöne) grüße|gruß|lg|mfg|vg|danke|vielen dank|(?:bien )?cordialement|bien à vous|salutations|merci|saludos(?: cordiales)?|un (?:cordial )?saludo|atentamente|gracias|atenciosamente|cumprimentos|abraços|obrigad[oa]|(?:cordiali|distinti) saluti|saluti|grazie|(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|bedankt|(?:med )?vänliga hälsningar|mvh|hälsningar|tack|(?:med )?venlig(?:e)? hilsen|hilsen|tak|takk|ystävällisin terveisin|terveisin|terv|kiitos|(?:serdecznie )?pozdrawiam|z poważaniem|dziękuję|s pozdravem|díky|děkuji|с уважением|спасибо|з повагою|дякую|saygılarımla|teşekkürler|üdvözlettel|köszönöm|cu stimă|mulțumesc|με εκτίμηση|ευχαριστώ|此致|谢谢|よろしくお願いします|감사합니다';
