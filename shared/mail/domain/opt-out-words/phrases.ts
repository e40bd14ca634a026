import { LIMITS } from './limits.ts';
import { THIRD_PARTIES } from './third-parties.ts';

/**
 * Fixed phrases, and phrases of languages that are written without spaces. Patterns are matched against text without case and
 * accents, and only at word boundaries, except in scripts without spaces.
 */
export interface OptOutPhrases {
  readonly certain: readonly string[];
  readonly possible: readonly string[];
  /** Phrases that make an opt-out uncertain. */
  readonly unless: readonly string[];
}

const LEGAL: readonly string[] = [
  'object to (?:the |any |all |your |further )*(?:use|processing|storage|collection|direct marketing|receiving|being contacted|my data)',
  '(?:withdraw|revoke|retract|rescind)(?:ing)? (?:\\p{L}+ ){0,3}(?:consent|permission)',
  'you (?:do not|dont|never|no longer|did not|didnt) (?:have|had|got|asked for|ask for|get) (?:my|our) (?:consent|permission)(?! form)',
  'no (?:autorizo|autorizamos|doy permiso|di permiso)(?=.{0,60}(?:datos|correo|publicidad|contact|envi))',
  '(?:consent|permission) (?:is |has been |was )?(?:hereby )?(?:withdrawn|revoked)',
  'cease and desist',
  '(?:do not|dont|never|no longer)(?: \\p{L}+){0,2} consent',
  '(?:exercise|exercising|invoke|use|under) (?:my )?right (?:to (?:object|erasure|be forgotten|deletion|opt out)|of erasure)',
  'right to (?:object|erasure|be forgotten)',
  '(?:do not|dont|stop) (?:process|processing|use|using|sell|selling|share|sharing|store|storing) my (?:personal )?(?:data|information|details)',
  '(?:gdpr|dsgvo|rgpd|ccpa|lgpd|avg|rodo|kvkk)(?=.{0,80}(?:art\\p{L}*\\.? ?(?:7|17|21)(?!\\d)|object|erasure|eras|delet|opt out|losch|widerspr|oppos|effacement|suppr|elimin|supres|cancella|verwijder|bezwaar|usun|sprzeciw|exclu))',
  '(?:art|article|artikel|articulo|articolo|artigo)\\.? ?(?:17|21)(?=.{0,40}(?:gdpr|dsgvo|rgpd|avg|rodo|lgpd|kvkk))',
  '(?:widerspreche|widerspruch)(?=.{0,60}(?:daten|werb|nutzung|verarbeitung|kontakt|zusendung|speicherung|e-?mail|dsgvo))',
  '(?:daten|werb\\p{L}*|nutzung|verarbeitung|speicherung|zusendung)(?=.{0,60}(?:widerspreche|widerspruch))',
  '(?:widerruf\\p{L}*|ziehe)(?=.{0,60}(?:einwilligung|zustimmung|einverstandnis))',
  '(?:einwilligung|zustimmung|einverstandnis)(?=.{0,40}(?:widerruf|zuruck|entzieh|nicht erteilt|nie erteilt|nie gegeben))',
  '(?:abmahnung|unterlassungserklarung|datenschutzbehorde|datenschutzbeauftragte\\p{L}* melden)',
  '(?:retire|revoque|retirer|annule)\\p{L}*(?=.{0,30}consentement)',
  "m'? ?oppose(?=.{0,60}(?:traitement|utilisation|donnees|prospection|envoi))",
  "droit (?:d'? ?opposition|a l'? ?oubli|d'? ?effacement|de suppression)",
  '(?:retiro|revoco|retirar|revocar)(?=.{0,30}(?:consentimiento|consenso))',
  'me opongo(?=.{0,60}(?:tratamiento|uso|datos|envio|publicidad))',
  'derecho (?:de|a la|al) (?:oposicion|supresion|cancelacion|olvido)',
  '(?:revoco|ritiro|revocare|ritirare)(?=.{0,30}consenso)',
  "mi oppongo|diritto (?:di opposizione|all'? ?oblio|alla cancellazione)",
  '(?:retiro|revogo|revogar|retirar)(?=.{0,30}consentimento)',
  '(?:oponho-me|me oponho)|direito (?:de oposicao|ao esquecimento|a eliminacao)',
  '(?:trek|intrek\\p{L}*)(?=.{0,40}toestemming)|toestemming(?=.{0,30}(?:intrek|in te trekken|trek ik))',
  'bezwaar(?=.{0,60}(?:gebruik|verwerking|marketing|gegevens))',
  '(?:wycofuje|cofam|odwoluje|wycofac)(?=.{0,30}zgod)|(?:sprzeciw|sprzeciwiam)(?=.{0,60}(?:przetwarz|marketing|danych))',
  '(?:aterkallar|drar tillbaka)(?=.{0,30}samtycke)|(?:invander|motsatter) (?:mig )?(?=.{0,60}(?:behandling|anvand|marknadsf))',
  '(?:trækker|trekker|tilbagekalder|tilbakekaller)(?=.{0,30}samtykke)|(?:gør indsigelse|protesterer)(?=.{0,60}(?:behandling|brug|bruk|markeds))',
  '(?:perun|peruutan|peruutamme)(?=.{0,30}suostumu)|(?:vastustan|kiellan)(?=.{0,60}(?:kasittely|markkinoi|kaytto|mainon|suoramarkkinoin))',
  '(?:odvolavam|beru zpet|stahuji)(?=.{0,30}souhlas)|(?:vznasim|podavam) namitk',
  '(?:отзываю|отозвать|отзыв)(?=.{0,40}соглас)|возражаю(?=.{0,60}(?:обработк|использован|рассыл|данн))|152-?фз',
  '(?:відкликаю|відкликати)(?=.{0,40}згод)|заперечую(?=.{0,60}(?:обробк|використан|розсил|даних))',
  '(?:rizami|onayimi|iznimi)(?=.{0,30}(?:geri|iptal|cek))',
  'visszavonom(?=.{0,40}(?:hozzajarul|beleegyez))|(?:hozzajarulas|beleegyezes)\\p{L}*(?=.{0,40}visszavon)|tiltakozom',
  '(?:retrag|revoc)\\p{L}*(?=.{0,30}(?:consimt|acord))|ma opun',
  'ανακαλω(?=.{0,40}συγκαταθ)',
];

const ACCUSATIONS: readonly string[] = [
  "(?:this|that|it|these) ?(?:is|are|'?s|looks like) (?:just |pure |clearly |nothing but |obviously |simply |total |complete |a |an |definitely )*(?:spam|unsolicited|junk ?mail|harass\\p{L}*)",
  "(?:you are|youre|you're) (?:just |all |nothing but |a |such )*spam\\p{L}*",
  'spammers?',
  '(?:did ?nt|did not|have not|havent|have never|never|do not recall|dont recall|dont remember|do not remember)(?: ever)? (?:sign|signed|signing|subscrib|subscribed|subscribing|opt|opted|opting|asked|ask|asking|consent|consented|consenting|agreed|agree|agreeing|requested|request|requesting|gave|given|giving|registered?|registering)(?:(?: \\p{L}+){0,6} (?:consent(?! form)|permission|list|address|e-?mails?|mails?|newsletters?|messages|mailings?|marketing|contacted|you to|to receive|to be|(?:this|these|it|anything)(?= ?[.!,;:]|$| (?:crap|service|junk|stuff|kind)))|(?: up| in)?(?: (?:for|to) (?:this|you))?(?= ?[.!,;:]|$))',
  '(?:report|reported|reporting|mark|marked|marking|flag|flagged|flagging)(?: \\p{L}+){0,4} (?:as|for) (?:spam|junk|abuse|phishing)',
  'leave (?:me|us) (?:alone|in peace)|(?:fuck|piss|bugger|sod) off|go away|get lost|lose my (?:e-?mail|number|address|contact)|not welcome in my inbox',
  '(?:das|dies|dieses|es) ist (?:reiner |reine |nur |ein |eine |doch |eindeutig )*(?:spam|belastigung|unerwunscht\\p{L}*)',
  '(?:nie|niemals|nicht|weder|keine\\p{L}*)(?: \\p{L}+){0,6} (?:angemeldet|eingewilligt|zugestimmt|abonniert|angefordert)',
  '(?:lassen sie|lasst|lass) (?:mich|uns)(?: \\p{L}+){0,2} in (?:ruhe|frieden)|unverlangte? (?:werb|zugesandt|e-?mail)|unerwunschte (?:werb|e-?mail|mail|nachricht)',
  "(?:c'? ?est|ceci est|ce mail est)(?: \\p{L}+){0,3} (?:spam|harcelement)|(?:jamais|pas)(?: \\p{L}+){0,4} (?:inscrit|inscrite|demande a recevoir|abonne|abonnee|donne mon (?:accord|consentement)|sollicite)",
  '(?:laissez|fichez|foutez)[- ](?:moi|nous)(?: \\p{L}+){0,2} (?:tranquille|tranquilles|paix)',
  '(?:esto|eso|este correo) es (?:\\p{L}+ ){0,2}spam|(?:nunca|jamas)(?: \\p{L}+){0,3} (?:suscribi|suscrito|inscribi|inscrito|pedi|pedido|solicite|solicitado|autorice|autorizado|registre|di mi)|no (?:he |me he )?(?:suscrito|solicitado|autorizado|pedido) (?:esto|estos|recibir|a esto|esta|este)|(?:dejenme|dejame|dejeme|dejadme) en paz',
  '(?:questo|questa|e) e? ?(?:\\p{L}+ ){0,1}spam|mai (?:\\p{L}+ ){0,2}(?:iscritto|iscritta|richiesto|chiesto|autorizzato|dato il)|(?:lasciatemi|lasciami|mi lasci) in pace',
  '(?:isto|isso) e (?:\\p{L}+ ){0,2}spam|nunca (?:\\p{L}+ ){0,2}(?:inscrevi|cadastrei|pedi|solicitei|autorizei|subscrevi|dei)|(?:deixem-me|deixe-me|me deixe|me deixem) em paz',
  'dit is (?:\\p{L}+ ){0,2}spam|nooit (?:\\p{L}+ ){0,4}(?:ingeschreven|aangemeld|toestemming|gevraagd|opgegeven)|laat (?:me|mij|ons) (?:\\p{L}+ ){0,1}met rust',
  '(?:det har|detta|det) ar (?:\\p{L}+ ){0,2}(?:spam|skrappost)|aldrig (?:\\p{L}+ ){0,3}(?:anmalt|bett|samtyckt|godkant|prenumererat)|lamna mig ifred',
  'dett?e? er (?:\\p{L}+ ){0,2}(?:spam|søppel\\p{L}*)|aldrig? (?:\\p{L}+ ){0,3}(?:tilmeldt|meldt|bedt|samtykket|abonnert|abonneret)|(?:lad|la) (?:mig|meg) (?:være|vaere)? ?i fred',
  'tama on (?:\\p{L}+ ){0,2}(?:roskaposti\\p{L}*|spammi\\p{L}*)|en ole (?:\\p{L}+ ){0,2}(?:tilannut|antanut lupaa|pyytanyt)|jattakaa minut rauhaan',
  'to (?:jest )?(?:\\p{L}+ ){0,1}spam|nigdy (?:\\p{L}+ ){0,3}(?:zapis|wyraz|zgadza|zgodz|prosi|zamawia)\\p{L}*|dajcie mi (?:swiety )?spokoj',
  '(?:tohle|toto|to) je (?:\\p{L}+ ){0,1}spam|nikdy jsem (?:\\p{L}+ ){0,2}(?:neprihl|nesouhlas|nezad|neobjedn)\\p{L}*|nechte me (?:byt|na pokoji)',
  'это (?:\\p{L}+ ){0,2}спам|(?:не|никогда не) (?:подписывал|давал|просил|регистрировал|соглашал)\\p{L}*|(?:оставьте|оставь) (?:меня|нас) в покое|отстаньте|отвалите',
  'це (?:\\p{L}+ ){0,2}спам|(?:не|ніколи не) (?:підписував|давав|давала|просив|просила|погоджував)\\p{L}*|дайте (?:мені )?спокіи|залиште мене в спокої',
  'bu (?:bir )?(?:spam|istenmeyen)|(?:hic|asla)(?: \\p{L}+){0,4} (?:abone|kayit|izin)\\p{L}*|(?:beni|bizi) rahat birak\\p{L}*',
  'ez (?:egy )?(?:\\p{L}+ )?spam|soha nem (?:iratkoz|kert|jarul)\\p{L}*|hagyjanak beken',
  '(?:acesta|asta|acest mesaj) (?:este|e) (?:\\p{L}+ )?spam|nu m-?am (?:abonat|inscris)|niciodata (?:\\p{L}+ ){0,3}(?:abonat|inscris|acord)|lasati-?ma in pace',
  'αυτο ειναι (?:\\p{L}+ )?spam|αφηστε με ησυχ\\p{L}*',
];

/** "The unsubscribe link does not work": the person has tried to unsubscribe. */
const WORDS_ALONE: readonly string[] = [
  '(?:add|put|mark|place|flag|include|list|register|enter) (?:me|us|my|our|this|the)(?: \\p{L}+){0,5} (?:do[- ]?not[- ](?:contact|call|e-?mail|mail|disturb)|dnc|suppression list|opt[- ]?out|unsubscribe list|robinson)',
  'consider (?:this|it)(?: \\p{L}+){0,4} (?:opt[- ]out|unsubscri\\p{L}*|request to be removed|objection)',
  '^(?:assez de|genug von|genug mit|genoeg|eleg a|eleg az|eleg|gata cu) (?:vos |ces |ihren |den |diesen )?(?:e-?mail|mail|message|nachricht|bericht|level|uzenet|mesaj|spam)\\p{L}*',
  '(?:mails?|zuschriften|nachrichten|werbung|zusendungen|kontaktaufnahmen?|kontakt|anschreiben)(?: \\p{L}+){0,3} (?:unerwunscht|nicht erwunscht|nicht gewunscht)',
  'demande (?:\\p{L}+ ){0,3}etre (?:desinscri|retire|supprime|desabonne)\\p{L}*|pedi(?:do|mos)? que me (?:dieran|den|diesen) de baja',
  'nie wyraza(?:m|my) zgod\\p{L}*',
  'enough (?:with|of) (?:the |your |these |this |all )*(?:spam|e-?mails?|mails?|messages|newsletters?)|enough (?:spam|e-?mails?|mails?|messages|newsletters?) already',
  'sehen sie (?:\\p{L}+ ){0,4}von (?:\\p{L}+ ){0,4}\\p{L}*(?:mails?|kontaktaufnahmen?|kontaktversuchen?|nachrichten|werbung|zusendungen?|anschreiben|zuschriften) (?:\\p{L}+ ){0,3}ab',
  '(?:bestelle|kundige)(?: \\p{L}+){0,4} (?:newsletter|rundbrief|mails?|abo)(?: \\p{L}+){0,3} (?:ab|kundigen)',
  'ne (?:\\p{L}+ )?plus (?:\\p{L}+ ){0,2}(?:figurer|apparaitre|faire partie)(?=.{0,40}(?:list|fichier|base|diffusion))',
  'plus (?:de |d.?)(?:e-?mails?|mails?|messages?|courriels?|publicites?|pub)(?= ?[,.!]|$| svp| merci)',
];

const TRIED: readonly string[] = [
  '(?:unsubscribe|opt-?out|abmelde|desinscription|desabonnement|baja|afmeld)[- ]?(?:link|button|page|form|url|lien)?(?: \\p{L}+){0,3} (?:does ?nt|does not|do not|dont|is not|isnt|not|never|kein\\p{L}*|nicht|ne|no|niet)(?: \\p{L}+){0,2} (?:work|works|working|funktionier\\p{L}*|marche|fonctionne|funciona|werkt|da|there)',
  '(?:un|de)subscribe (?:link|button) is (?:broken|missing|dead)',
  'asked (?:you|u)(?: \\p{L}+){0,4} to (?:stop|cease|quit)(?= ?[.!,]|$| (?:e-?mail|mail|writ|contact|send\\p{L}* me|spam|call|messag|text))',
  '(?:tried|trying|attempted) to (?:unsubscribe|opt out|get off)',
];

const JOINED_SCRIPTS_CERTAIN: readonly string[] = [
  // Japanese
  '配信(?:の|を)?(?:停止|解除|中止|不要|拒否|ストップ)|(?:メルマガ|メール|購読)(?:の|を)?(?:配信)?(?:の|を)?(?:解除|退会|停止|中止|ストップ|拒否)|登録(?:の|を)?(?:解除|削除|抹消)|退会(?:し|を|希望|手続)|リストから.{0,8}(?:削除|外|除)',
  '(?:今後|もう|二度と|これ以上|以後).{0,24}(?:送ら|送信し|連絡し|メールし|配信し|送付し|寄越さ)(?:ないで|なくて|ぬよう|ないよう)',
  '(?:メール|連絡|配信|送信|案内|営業)(?:は|を|も|の送信は|のご送付は)?.{0,10}(?:不要です|不要で|お断り|やめて|止めて|停止して|ご遠慮|遠慮|お控え|控えて|要りません|いりません|結構です)',
  '(?:送ら|送信し|連絡し|メールし|配信し)ないで(?:ください|下さい|くれ|欲しい)',
  '(?:個人情報|アドレス|データ|登録情報).{0,12}(?:削除|消去)(?:して|を|願)|同意.{0,4}(?:撤回|取り消)|(?:これは|スパム|迷惑)(?:メール)?(?:は)?(?:スパム|迷惑メール)です|登録した覚え',
  // Chinese
  '退订|退訂|取消订阅|取消訂閱|拒收',
  '(?:不要|别|別|请勿|請勿|勿|停止|不许|不准).{0,4}(?:再|继续|繼續)?.{0,6}(?:给我|給我|向我|跟我)?.{0,4}(?:发送?(?:邮件|信息|消息|广告|给我|了)|發送?(?:郵件|訊息|廣告|給我|了)|寄(?:邮件|郵件|信|给我|給我|了)|联系我|聯繫我|聯絡我|打扰|打擾|骚扰|騷擾|推送|来信|來信)',
  '(?:不要|别|別)再(?:发|發|给我|給我|联系|聯|寄|打扰|打擾)|(?:不想|不希望|不愿意?|不願).{0,4}(?:再)?(?:收到|接收|被打扰|被联系)',
  '(?:从|從|由|将我|把我|將我).{0,14}(?:名单|列表|数据库|名單|清單|清单|資料庫|通讯录).{0,8}(?:删|移除|移出|去掉|刪|除名|除去)|(?:删除|刪除|移除)(?:我|我的|本人).{0,6}(?:邮箱|信息|数据|资料|地址|郵箱|資料|电邮|電郵)?',
  '(?:撤回|撤销|收回|撤銷).{0,6}同意|(?:这|這|这个|這個)(?:是|就是|属于)(?:垃圾|骚扰)(?:邮件|郵件|信息)|(?:没有|沒有|从未|從未|没).{0,4}(?:订阅|訂閱|注册过|同意接收)',
  '不再接收|(?:把|将|將)(?:我|本人).{0,6}(?:移出|移除|踢出|删掉|刪掉)',
  // Korean
  '그만 ?(?:좀 ?)?(?:보내|연락|메일)',
  '수신 ?거부|구독 ?(?:을 )?(?:취소|해지|해제|철회)|(?:메일|이메일|연락|문자|광고|홍보)(?:을|를|은|는|은 이제)?.{0,14}(?:보내지 ?(?:마|말)|그만|하지 ?(?:마|말)|중단|중지|받고 ?싶지|받지 ?않|원하지 ?않|원치 ?않)',
  '더 ?이상.{0,18}(?:보내지|연락하지|받고 ?싶지|원하지|원치)|(?:목록|명단|리스트|데이터베이스|메일링).{0,14}(?:삭제|제거|빼 ?주|제외)|(?:개인 ?정보|이메일|주소|정보|연락처).{0,8}삭제|동의.{0,6}(?:철회|취소)|스팸(?:입니다|이에요|이네요)|가입한 ?적(?:이|도)? ?없',
  // Hebrew, Arabic, Hindi
  '(?:הסר|הסירו|תסירו|להסיר)(?: אותי| נא| בבקשה|$)|(?:אל|לא) (?:תשלחו|לשלוח) לי',
  '(?:الغ|إلغ|ألغ)\\p{L}* (?:ال)?اشتراك\\p{L}*|احذف\\p{L}*|أزل\\p{L}* (?:من|اسمي|بريدي)|لا (?:تراسل|ترسل|تتصل)\\p{L}*|توقف\\p{L}* عن',
  '(?:सदस्यता|सब्सक्रिप्शन) (?:रद्द|समाप्त)|(?:ईमेल|मेल|संदेश) (?:भेजना|करना) बंद|(?:मत|न) भेज|सूची से (?:हटा|निकाल)',
];

/** What notes say of somebody who asked for it. */
const REPORTED: readonly string[] = [
  '(?:request|ask|demand)\\p{L}*(?: us)?(?: for)?(?: the| his| her| their)? (?:removal|deletion|erasure)(?! of (?!\\p{L}+ (?:data|address|details|account)))',
  '(?:request|ask|demand)\\p{L}* to be (?:removed|deleted|erased|unsubscribed|taken off)',
  '(?:not|never) (?:to )?be (?:contacted|written to|e-?mailed|mailed|approached)',
  'kontaktsperre|werbesperre|um loschung gebeten',
  'demande (?:a etre|la|sa|une) (?:suppression|desinscription|radiation|desinscrite?|radiee?|supprimee?)',
  '(?:pidio|solicito|ha pedido|ha solicitado) (?:la |su |darse de )?baja',
];

const POSSIBLE: readonly string[] = [
  ...REPORTED,
  'no(?:,)? thank ?(?:s|you)|not for (?:me|us)|wrong (?:person|address|e-?mail)|(?:where|how|who) (?:did|have|gave|do) (?:you|u) ?(?:get|got|find|obtain|have)? ?(?:my|this)|(?:unsolicited|spam|spamming|junk ?mail|cold e-?mail\\p{L}*)',
  'nein,? danke|woher haben sie|belastigung|unaufgefordert|kein bedarf|verzichte|ich (?:will|mochte) (?:das|so etwas|so was|sowas|dies) (?:alles )?nicht mehr',
  'non,? merci|sans facon|comment avez[- ]vous (?:eu|obtenu)|pas besoin',
  'no,? gracias|de donde (?:han|ha|sac)|no,? grazie|nao,? obrigad[oa]|nee,? (?:bedankt|dank)|nej,? tack?|nei,? takk|ei kiitos|nie,? dziekuje|ne,? dekuji|нет,? спасибо|ні,? дякую|hayir,? tesekkur\\p{L}*|koszonom,? nem|nu,? multumesc|οχι,? ευχαριστω',
  '興味(?:が|は)?(?:ない|ありません|ございません)|必要(?:ありません|ない)|結構です|迷惑|スパム|お断り|停止|解除|削除',
  '没兴趣|不感兴趣|沒興趣|不感興趣|不需要|垃圾邮件|垃圾郵件|停止|删除|刪除|骚扰|不用了',
  '관심 ?(?:이 )?없|필요 ?없|필요하지 ?않|스팸|그만|중단|삭제|사양',
];

/** Spam as a folder and not as an accusation; and texts of footers. */
const UNLESS: readonly string[] = [
  '(?:if |that |when )?you (?:do not|dont|no longer|never|not|may report|can report)(?! (?:have|had|got|ask) (?:my|our) (?:consent|permission))|(?:would|d) (?:hate|regret|be sorry|be sad|be upset|not like|rather not)|why (?:do not|dont) you (?!stop)',
  '(?:i|we) ?(?:will|ll|would|can|could|must|have to|had to|may|might|am going to|are going to|decided to) (?:stop|quit|cease)',
  'spam(?:[- ]|ordner|filter|verdacht)*(?:folder|filter|box|ordner|mappe?|checker|score|test|quarantine|bin|trap)',
  '(?:in|im|into|to|my|your|the|dans|nel|na|en|aus dem|from|from my|against|about) (?:my |your |the |our |le |la |los |mes |meinem |meinen |den |dem |carpeta de |dossier )*(?:spam|junk)(?! (?:me|us|emails?|mails?|messages?|from|again|anymore))',
  'spam (?:landet|gelandet|gegangen|geraten)|(?:landed|ended up|went|goes|was|caught|dossier|carpeta|cartella|pasta|mapp|ordner)(?: \\p{L}+){0,3} (?:spam|junk)',
  '垃圾(?:邮件)?(?:箱|夹)|迷惑メール(?:フォルダ|に入|ボックス)|스팸 ?(?:함|메일함|폴더)',
  // A question about what the product does, and a wish to come back
  '(?:do|does|are|is) (?:you|it|your|the)(?= .*\\?$)',
  '(?:tool|software|product|produkt|platt?form|plataforma|piattaforma|plateforme|outil|herramienta|strumento|logiciel|продукт|платформ\\p{L}*|urun\\p{L}*|ツール|製品|产品|软件|제품)(?=[^?]*\\?)',
  '(?:can|could|would|will) (?:you|u) (?:\\p{L}+ )?(?:add|put|sign|subscribe|resubscribe) (?:me|us)|please (?:add|sign|subscribe|resubscribe) (?:me|us)(?! off)',
  '(?:不要|别|別|请勿)停止|(?:止め|停止し)ないで|멈추지 ?(?:마|말)',
  '(?:have|has|had|did|do|does|was|were)(?: not|nt)(?: \\p{L}+)? (?:unsubscrib\\p{L}*|opt(?:ed)? out)',
  // Notices that tell others what they may do
  '(?:sie konnen|haben sie das recht|sie haben das recht)(?=.{0,120}(?:widersprech|widerruf|abmeld|abbestell))|jederzeit (?:widersprechen|widerrufen)',
  'you (?:can|may|have the right to)(?=.{0,80}(?:unsubscribe|opt[- ]?out|object|withdraw)(?! (?:me|us)))',
  "(?:droits?|derechos?|diritti|direitos?|rechten) d(?:e|i|'|egli|os) ?(?=.{0,60}(?:oppos|opos|cancel|rectif|rettif|acces|retir))|vous (?:pouvez|disposez)(?=.{0,120}(?:oppos|droit|desinscri|desabonn))",
  // Another list than the mailing list
  "wait(?:ing)?[- ]?lists?|black ?lists?|block ?lists?|wartelisten?|liste d'? ?attente|lista de espera|lista d'? ?attesa|lista de asteptare|wachtlijst|vantelist\\p{L}*|ventelist\\p{L}*|(?:jonotus|odotus)list\\p{L}*|list\\p{L}* oczekuj\\p{L}*|cekac\\p{L}* seznam\\p{L}*|(?:ожидани|очікуванн)\\p{L}*|bekleme list\\p{L}*|varolist\\p{L}*|lists? of (?!(?:your )?(?:recipients|subscribers|contacts|e-?mail|mail))",
  // Statements about the past, or negations
  '(?:was|were|got|(?:i|we) (?:will|ll) be) (?:\\p{L}+ )?(?:removed|deleted|unsubscribed|dropped|taken off)|(?:put|add) (?:me|us) back',
  '(?:is|s|was|isnt|ist|est) (?:not|no|kein|keine|pas)(?: \\p{L}+){0,2} spam',
  '(?:brauche|brauchen|benotige\\p{L}*|need|necesit\\p{L}*|besoin|bisogno|preciso|precisamos|behover|trenger|hoef) (?:\\p{L}+ ){0,4}(?:info\\p{L}*|unterlagen|details)',
  '(?:功能|機能|기능)',
  '(?:pdf|添付|附件|첨부|電話で|电话联系|まで(?:は)?(?:送ら|連絡))',
];

/**
 * Requests in languages without a table of words. The answer of a machine has no effect else, so what may ask to stop has to
 * be heard.
 */
const FEW_WORDS: readonly string[] = [
  // Icelandic, Estonian, Latvian, Lithuanian
  '(?:afskra\\p{L}*|hætt\\p{L}* (?:að )?(?:senda|skrifa)|(?:fjarlæg|tak)\\p{L}* mig (?:af|ur)|ekki (?:senda|skrifa|hafa samband)\\p{L}*)',
  '(?:lopetage|lopeta|arge) (?:\\p{L}+ ){0,3}(?:saat|kirjuta|uhendust)\\p{L}*|eemalda\\p{L}* (?:mind|minu)|tuhista\\p{L}* tellimus\\p{L}*',
  '(?:nesutiet|nerakstiet|partrauciet|atrakstities|atrakstiet)(?: \\p{L}+){0,3}|(?:dzesiet|iznemiet) mani',
  '(?:nesiuskite|neberasykite|nerasykite|nustokite|liaukites)(?: \\p{L}+){0,3}|atsisakau \\p{L}*|(?:istrinkite|pasalinkite) mane|atsisakyti prenumeratos',
  // Slovak, Croatian, Serbian, Slovenian, Bulgarian
  '(?:neposielajte|nepiste|prestante|odhlaste|odhlasit|vymazte|odstrante)(?: \\p{L}+){0,4}',
  '(?:nemojte|prestanite|prenehajte|ne) (?:\\p{L}+ ){0,2}(?:slati|saljite|salji|posiljati|posiljajte|pisati|pisite|kontaktirati)|(?:odjav\\p{L}*|izbrisite|uklonite|obrisite) me(?!\\p{L})|(?:odjavite|odjavi|odstranite) (?:me|se)',
  '(?:не ми (?:пишете|изпращаите|пращаите)|спрете|премахнете|отпишете|изтриите)(?: \\p{L}+){0,4}',
  // Catalan, Indonesian, Vietnamese
  "donar-?(?:me|nos) de baixa|doneu-?me de baixa|no m'? ?(?:envieu|escriviu)|deixeu d'? ?(?:enviar|escriure)\\p{L}*|esborreu-?me",
  '(?:berhenti|hentikan|jangan|stop) (?:\\p{L}+ ){0,2}(?:berlangganan|mengirim|kirim|hubungi|menghubungi)\\p{L}*|(?:hapus|keluarkan) (?:saya|email|alamat)',
  '(?:huy (?:đang ky|nhan|theo doi)|(?:ngung|đung) (?:\\p{L}+ ){0,3}(?:gui|lien (?:he|lac)|email)|khong (?:con )?muon (?:\\p{L}+ ){0,3}nhan|(?:xoa|go bo|loai) (?:\\p{L}+ ){0,2}(?:toi|email|đia chi)|bo đang ky)',
  // Thai, Hindi, Bengali, Hebrew, Arabic, Persian
  'ยกเลิก|หยุด(?:การ)?(?:ส่ง|ติดต่อ)|เลิกส่ง|(?:อย่า|ห้าม|ไม่ต้อง)(?:การรับ|ส่ง|ติดต่อ)|ลบ(?:ชื่อ|อีเมล|ที่อยู่|ฉัน|ผม|ข้อมูล)',
  '(?:ईमेल|मेल|संदेश|संपर्क|मैसेज).{0,20}(?:बंद|मत|न |नहीं|ना )|(?:बंद|रोक).{0,12}(?:ईमेल|मेल|भेज)|(?:मत|न|ना|नहीं) (?:भेज|संपर्क|लिख)|(?:सूची|लिस्ट).{0,12}(?:हटा|निकाल)|(?:हटा|अनसब्सक्राइब|सदस्यता)',
  '(?:বন্ধ|আর পাঠাবেন না|মুছে)',
  'הסר|הסיר|להסיר|אל תשלח|הפסיק|תפסיק|מחק|الغ\\p{L}* الاشتراك|توقف|لا ترسل|احذف|لغو اشتراک|نفرستید|حذف کنید',
];

export const PHRASES: OptOutPhrases = {
  certain: [...LEGAL, ...ACCUSATIONS, ...TRIED, ...WORDS_ALONE, ...JOINED_SCRIPTS_CERTAIN],
  possible: [...POSSIBLE, ...FEW_WORDS],
  unless: [...UNLESS, ...LIMITS, ...THIRD_PARTIES],
};
