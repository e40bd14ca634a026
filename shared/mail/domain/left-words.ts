/**
 * Phrases of automatic replies by which nobody reads the mailbox for us any more: the person has left for good, or the address
 * is given up. An absence with an end has none of them. Patterns of folded text (`fold.ts`) at word boundaries, by language.
 */
const IN_LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  en: [
    "(?:have|has|had|\\p{L}+'(?:ve|s))(?: (?:now|recently|already|since|just|also|officially|sadly|unfortunately))? left(?! (?:(?:the|my|our|his|her|for) )?(?:office|desk|building|house|country|city|town|room|work|home)(?!\\p{L})| (?:for (?!good|another|a new|pastures)|on (?:\\p{L}+ ){0,2}(?:leave|vacation|holidays?|trip|sabbatical)|early|today|an? |any|some|it |you |this (?:message|note)|behind|instructions|until|and (?:will|am)))",
    '(?:i|he|she|they) left (?:(?:the|my|our|this|that) (?:\\p{L}+ )?(?:company|firm|organi[sz]ation|business|practice|role|position|job)|us(?!\\p{L}))',
    '(?:i|he|she|they) left (?:\\S+ ){1,4}(?:on (?:the )?\\d+(?:st|nd|rd|th)?|on \\p{L}+ \\d+(?:st|nd|rd|th)?|in (?:19|20)\\d\\d|at the end of|last (?:year|month|week|summer|spring|autumn|winter)|as of|effective)',
    "(?:have|has|i|he|she|they|\\p{L}+'(?:ve|s|m)|am|is)(?: \\p{L}+)? (?:resigned|retired|passed away|moved on to|departed from|deceased)",
    '(?:my|his|her) (?:employment|contract|time)(?: \\S+){0,4} (?:has ended|ended|was terminated|has come to an end)',
    '(?:no longer|not)(?: currently)? (?:employed|affiliated|associated|part of the|a member of|an employee)',
    'no longer (?:with(?! \\p{L}*out)|work(?:s|ing)? (?:at|for|here|there|with|in|on)|at (?!(?:my|the|his|her) (?:desk|office|computer))|in (?:this|the|that|my|his|her) (?:role|position|post|job)|responsible|in charge|the (?:\\p{L}+ )?(?:contact|person)|your (?:\\p{L}+ )?contact|handl\\p{L}+|deal\\p{L}*)',
    "(?:not|\\p{L}+n't) work (?:here|there|at|for|with|in)(?: \\S+){0,4} any ?more",
    '(?:my|his|her) successor',
    "(?:this|my|the|his|her|that|your)(?: \\S+){0,2} (?:mail ?box|e-?mail|address|account|inbox)(?: \\S+){0,4} (?:no longer (?:\\p{L}+ )?(?:in use|used|active|valid|monitored|read|checked|attended|exists?|available|works?)|(?:not|\\p{L}+n't) (?:\\p{L}+ )?(?:in use|used|active|valid|monitored|read|checked|exist) any ?(?:more|longer)|(?:deactivated|closed|discontinued|decommissioned|retired|disabled|shut down|terminated|out of use))",
    '(?:my|our) (?:e-?mail|address)(?: address)?(?: \\S+)? has changed|(?:my|our) new (?:e-?mail|address)(?: address)? is|update your (?:records|address book|contacts?|database)',
  ],
  de: [
    '(?:unternehmen|firma|betrieb|gesellschaft|organisation|verein|kanzlei|praxis|agentur|bank|gmbh|ag|unser haus|uns)(?: \\S+){0,6} verlassen|verlasse[nt]? (?:zum \\S+ )?(?:das|die|den) (?:unternehmen|firma|betrieb|kanzlei)',
    '(?:ich|er|sie) (?:habe|hat) (?!das |den |die |mein|sein|ihr)\\S+ (?:(?:zum|am|ende|im|seit) (?:\\S+ ){1,3})?verlassen',
    'ausgeschieden|(?:arbeitsverhaltnis|anstellung|tatigkeit)(?: \\S+){0,5} (?:geendet|beendet|endete)|(?:habe|hat)(?: \\S+){0,4} gekundigt',
    'nicht (?:mehr|langer)(?: \\S+){0,4} (?:im unternehmen|in (?:der|dieser|unserer) (?:firma|abteilung|kanzlei|position|funktion)|beschaftigt|angestellt|tatig|zustandig|verantwortlich|ansprechpartner\\S*)|(?:arbeite|arbeitet|bin|ist)(?: \\S+){0,3} nicht mehr (?:bei|fur(?! (?:sie|euch|dich|mich)))|(?:bin|ist)(?: \\S+){0,3} nicht mehr mitarbeiter',
    '(?:im|in den|in|wohlverdienten) (?:ruhestand|rente|pension)|verstorben',
    '(?:mein|meine|sein|seine|ihr|ihre|meinen|meiner)(?: neuer?)? nachfolger\\S*|nachfolger(?:in)? ist|(?:ihr|dein) neuer? ansprechpartner\\S*',
    '(?:diese[sr]?|meine?|das|die|der)(?: \\S+){0,2} (?:e-?mail-?adresse|mail-?adresse|adresse|postfach|mailbox|(?:e-?mail-?|mail)konto|account|e-?mail-?account)(?: \\S+){0,4} (?:nicht (?:mehr|langer)(?: \\S+){0,2} (?:genutzt|verwendet|benutzt|gelesen|abgerufen|bearbeitet|aktiv|gultig|in gebrauch|in benutzung|uberwacht|betreut|erreichbar|verfugbar)|nicht mehr(?= ?[.,!]|$)|deaktiviert|abgeschaltet|stillgelegt|geschlossen|geloscht)',
    '(?:meine|unsere) neue (?:e-?mail-?|mail-?)?adresse|(?:meine|unsere) (?:e-?mail-?|mail-?)?adresse(?: \\S+)? (?:hat sich|wurde) geandert',
  ],
  fr: [
    '(?:ai|a|avons|avoir)(?: \\p{L}+)? quitte(?!\\p{L})(?! (?:le|mon|son) bureau| la (?:ville|maison))',
    "(?:ne|n'?) ?(?:travaill\\p{L}*|suis|est|fais|fait|exerce\\p{L}*|occupe\\p{L}*)(?: \\S+){0,2} plus(?: \\S+){0,2} (?:chez|pour (?!l'? ?instant|le moment)|dans (?:l'? ?|la |cette |notre )(?:entreprise|societe|equipe)|partie|salarie\\p{L}*|en poste|employe\\p{L}*|responsable|en charge|charge\\p{L}*|au sein|contact|(?:l'?|votre )?interlocut\\p{L}*|ce poste|ces fonctions)",
    "(?:ne|n'?) ?(?:travaill\\p{L}*) plus|(?:a|en|la) retraite|demissionne\\p{L}*|(?:est|est malheureusement) decede\\p{L}*",
    '(?:mon|ma|son) success(?:eur|eure|rice)',
    "(?:cette|mon|ma|la|cet|l)'?(?: ?\\S+){0,2}? ?(?:adresse|boite|messagerie|compte|mail|e-?mail|courriel)(?: \\S+){0,4} (?:(?:n'? ?est|ne sera|n'? ?existe) plus(?! (?:disponible|consulte\\p{L}*) (?:jusqu|avant|du|pendant))|(?:est|sera|a ete|etait) (?:\\p{L}+ )?(?:desactive\\p{L}*|supprime\\p{L}*|fermee?|cloture\\p{L}*))",
    '(?:ma|notre) nouvelle adresse|(?:mon|notre) adresse(?: \\S+){0,2} a change',
  ],
  es: [
    '(?:he|ha|han)(?: \\p{L}+)? (?:dejado|abandonado)(?! (?:la|mi|una?|el|dicho) (?:oficina|nota|mensaje|despacho))|(?:deje|dejo|abandone|abandono) (?:la (?:empresa|compania|organizacion|firma)|de trabajar|mi puesto)',
    'ya no (?:\\p{L}+ )?(?:trabaj\\p{L}*|formo|forma|pertenec\\p{L}*|pertenezco|labor\\p{L}*|prest\\p{L}*|soy|me encargo|se encarga|(?:estoy|esta)(?: \\S+)? (?:en (?:la|esta|nuestra) (?:empresa|compania|organizacion)|con nosotros|trabajando|vinculad\\p{L}*))',
    '(?:me|se) (?:he |ha )?jubil\\p{L}*|jubilad[oa]|(?:he|ha) (?:renunciado|dimitido|causado baja)|cause baja|fallecid[oa]|fallecio|(?:mi|su) sucesora?',
    '(?:est[ea]|mi|la|el)(?: \\S+){0,2} (?:direccion|correo|cuenta|buzon|e-?mail|casilla)(?: \\S+){0,4} (?:ya no(?! (?:\\S+ ){0,3}(?:hasta|durante))|(?:ha sido|sera|fue|esta) (?:\\p{L}+ )?(?:desactivad\\p{L}*|dad[oa] de baja|cancelad\\p{L}*|cerrad\\p{L}*))',
    '(?:mi|nuestra|nuestro) (?:nueva direccion|nuevo correo|nuevo e-?mail)|(?:mi|nuestra) direccion(?: \\S+){0,3} ha cambiado',
  ],
  it: [
    "(?:ho|ha|abbiamo)(?: \\p{L}+)? lasciato(?! (?:l'? ?|il (?:mio )?|un )(?:ufficio|messaggio))",
    'non (?:\\p{L}+ )?lavor\\p{L}* piu|non (?:\\p{L}+ )?(?:faccio|fa|collabor\\p{L}*|sono|e) piu(?: \\S+){0,2} (?:per|azienda|parte|con|presso|qui|dipendente|in forza|responsabile|referente|impiegat\\p{L}*)|non mi occupo piu',
    '(?:in|la) pensione|dimess[oa]|(?:mie|sue|le) dimissioni|decedut[oa]|rapporto di lavoro(?: \\S+){0,4} (?:terminat\\p{L}*|cessat\\p{L}*|conclus\\p{L}*)|(?:mio|mia|suo|sua) successor\\p{L}*|(?:mio|mia) sostitut[oa] definitiv[oa]',
    "(?:quest[oa]|la mia|il mio|l|la|il)'?(?: ?\\S+){0,2}? ?(?:indirizzo|casella|account|e-?mail|mail)(?: \\S+){0,4} (?:non (?:e|viene|sara|esiste|risulta) piu|(?:e|e stat[oa]|verra|sara) (?:\\p{L}+ )?(?:disattivat\\p{L}*|dismess\\p{L}*|chius\\p{L}*))",
    '(?:mio|nostro) nuovo indirizzo|(?:mio|nostro) indirizzo(?: \\S+){0,3} e cambiato',
  ],
  pt: [
    '(?:deixei|deixou|sai|saiu|desliguei me|desligou se)(?: \\p{L}+)? (?:a|da|de|desta|dessa|na|o|do)(?: \\p{L}+)? ?(?:empresa|companhia|organizacao|firma|trabalhar|fazer parte|integrar|colaborar|grupo)|me desliguei',
    'ja nao (?:\\p{L}+ )?(?:trabalh\\p{L}*|faco|faz|colabor\\p{L}*|integr\\p{L}*|pertenc\\p{L}*|sou|me ocupo|estou (?:na|nesta|com a) (?:empresa|companhia|organizacao))|nao (?:\\p{L}+ )?(?:trabalh\\p{L}*|faco parte|faz parte|colabor\\p{L}*|integr\\p{L}*|sou)(?: \\S+){0,3} mais|nao mais (?:trabalh\\p{L}*|faco|faz)',
    '(?:me )?aposentei|reformei-me|me reformei|(?:estou|esta|foi) (?:aposentad[oa]|reformad[oa])|pedi demissao|faleceu|falecid[oa]|(?:meu|minha|seu|sua) sucessora?',
    '(?:est[ea]|meu|minha|o|a)(?: \\S+){0,2} (?:endereco|e-?mail|caixa|conta|correio)(?: \\S+){0,4} (?:ja nao|nao(?: \\S+){1,2} mais|deixou de|(?:foi|sera|esta) (?:\\p{L}+ )?(?:desativad\\p{L}*|desactivad\\p{L}*|encerrad\\p{L}*|cancelad\\p{L}*))',
    '(?:meu|nosso) novo (?:endereco|e-?mail)|(?:meu|nosso) (?:endereco|e-?mail)(?: \\S+){0,3} mudou',
  ],
  nl: [
    '(?:bedrijf|organisatie|onderneming|firma|werkgever|bv|b\\.v\\.|bank|bureau)(?: \\S+){0,5} verlaten|(?:heb|heeft) (?!het |mijn |de |zijn |haar )\\S+(?: (?:per|op|sinds|eind) (?:\\S+ ){1,2})? ?verlaten',
    'niet (?:meer|langer)(?: \\S+){0,3} (?:werkzaam|in dienst|verantwoordelijk|uw contactpersoon|uw aanspreekpunt|onderdeel)|(?:werk|werkt|ben|is)(?: \\S+){0,3} niet (?:meer|langer)(?: \\S+)? (?:bij|voor)',
    'uit dienst|(?:met|van) pensioen|gepensioneerd|ontslag genomen|overleden|(?:mijn|zijn|haar) opvolg(?:er|ster)',
    '(?:dit|deze|mijn|het)(?: \\S+){0,2} (?:e-?mail-?adres|mailadres|adres|postvak|mailbox|account|e-?mail-?account)(?: \\S+){0,4} (?:niet (?:meer|langer)(?! (?:\\S+ )?(?:tot|tijdens))|opgeheven|gedeactiveerd|afgesloten)',
    'mijn nieuwe (?:e-?mail-?|mail)?adres|mijn (?:e-?mail-?|mail)?adres is (?:gewijzigd|veranderd)',
  ],
  sv: [
    'har (?:\\p{L}+ )?(?:slutat (?:pa|hos|i|min|mitt|som|vid|att)|lamnat (?:foretaget|bolaget|organisationen|min|mitt))|(?:jobbar|arbetar) (?:inte|ej) langre|(?:inte|ej) langre (?:anstalld|kvar)|gatt i pension|min eftertradare|adress\\p{L}*(?: \\S+){0,4} (?:inte|ej) langre',
  ],
  da: [
    '(?:er|har) (?:\\p{L}+ )?(?:fratradt|forladt (?:virksomheden|firmaet|selskabet)|stoppet (?:hos|som|i firmaet)|opsagt)|arbejder ikke længere|ikke længere (?:ansat|hos|en del)|gaet pa pension|min efterfølger|adresse\\p{L}*(?: \\S+){0,4} ikke længere',
  ],
  no: [
    'har (?:\\p{L}+ )?(?:sluttet (?:i|hos|pa|som)|forlatt (?:selskapet|bedriften|firmaet))|(?:jobber|arbeider) ikke lenger|ikke lenger (?:ansatt|hos)|(?:gatt av med|gatt av) pensjon|min etterfølger|adresse\\p{L}*(?: \\S+){0,4} ikke lenger',
  ],
  is: ['(?:er|hef)(?: \\S+)? hætt\\p{L}* (?:storfum|hja|að vinna)|starfa(?:r)? ekki lengur'],
  fi: [
    'en (?:ole )?enaa (?:tyoskentele|palveluksessa)|en tyoskentele enaa|ei (?:ole )?enaa (?:tyoskentele|palveluksessa)|ei tyoskentele enaa|(?:olen|on) (?:jattanyt|lahtenyt) (?:yrityksen|yhtion|yrityksesta|talosta|tehtav\\p{L}*)|elakkeel\\p{L}*|seuraajani|osoite(?: \\S+)? ei ole enaa',
  ],
  pl: [
    'juz (?:\\S+ )?nie pracuj\\p{L}*|nie pracuj\\p{L}* (?:juz|wiecej)|nie jest\\p{L}* juz (?:pracownik\\p{L}*|zatrudnion\\p{L}*)|(?:odszedłem|odeszłam|odszedł|odeszła) z|na emerytur\\p{L}*|moj(?:a|ego|ej)? nastepc\\p{L}*|adres(?: \\S+){0,4} (?:nie jest juz|juz nie|nieaktywny)',
  ],
  cs: [
    '(?:jiz|uz) (?:\\S+ )?nepracuj\\p{L}*|nepracuj\\p{L}* (?:jiz|uz)|ukoncil\\p{L}* (?:jsem )?(?:pracovni pomer|pusobeni|zamestnani)|od(?:esel|esla) (?:jsem )?(?:z firmy|ze spolecnosti|do duchodu)|muj nastupce|moj nastupca',
  ],
  ru: [
    '(?:больше|уже) не работа\\p{L}*|не работа\\p{L}* (?:больше|здесь)|уволил\\p{L}*|уволен\\p{L}*|уш(?:ел|ла) (?:из компании|на пенсию)|на пенсии|покинул\\p{L}* компани\\p{L}*|мои преемник|(?:адрес|ящик)(?: \\S+){0,4} (?:больше|уже) не',
  ],
  uk: [
    '(?:більше|вже) не працю\\p{L}*|звільнив\\p{L}*|звільнил\\p{L}*|пі(?:шов|шла) (?:з компаніі|на пенсію)|на пенсіі|покину\\p{L}* компан\\p{L}*|міи наступник|адреса(?: \\S+){0,4} (?:більше|вже) не',
  ],
  hu: [
    'mar nem dolgoz\\p{L}*|nem dolgoz\\p{L}* (?:mar|tovabb)|(?:tavoztam|kileptem|elhagytam|tavozott|kilepett|nyugdijba|nyugdijas|utodom)',
  ],
  ro: [
    'nu mai (?:lucr\\p{L}+|sunt angajat\\p{L}*|este angajat\\p{L}*|fac parte|face parte)|(?:am|a) (?:plecat din|parasit) (?:companie|compania|firma)|pensionat\\p{L}*|succesor\\p{L}* meu|adresa(?: \\S+){0,4} nu mai',
  ],
  tr: [
    'artik (?:\\S+ ){0,4}calismiyor\\p{L}*|(?:sirketten|isten|gorevimden|kurumdan|sirketimizden) ayril\\p{L}*|emekli ol\\p{L}*|halefim|adres\\p{L}*(?: \\S+){0,4} artik kullanil\\p{L}*',
  ],
  el: ['δεν (?:εργαζ|δουλευ)\\p{L}* (?:πια|πλεον)|δεν ειμαι πλεον|εχ(?:ω|ει) αποχωρησει|συνταξιοδοτ\\p{L}*'],
  others: [
    'ja no (?:treball\\p{L}*|formo|soc)|vise ne radi\\p{L}*|ne radi\\p{L}* vise|ne dela\\p{L}* vec|ei toota enam|nebedirb\\p{L}*|vairs nestrada\\p{L}*|вече не работ\\p{L}*|đa nghi (?:viec|huu)|khong con lam viec|tidak lagi bekerja|sudah (?:tidak bekerja|pensiun)|mengundurkan diri|כבר לא עובד\\p{L}*|לא עובד\\p{L}* יותר|עזבתי את|لم أعد أعمل|غادرت الشركة|تركت العمل',
  ],
};
export const LEFT = Object.values(IN_LANGUAGES).flat().join('|');

/** The same in scripts without spaces between words. */
export const LEFT_JOINED =
  '退職(?:し|いた|致|済)|異動(?:し|いた|となり|になり)|後任|(?:この|本|当)(?:メール)?アドレス.{0,12}(?:使用|使われ|利用)(?:され)?て(?:い|お)?(?:ません|りません|ない)|已(?:经|經)?(?:离职|離職|退休)|不再(?:任职|任職|使用)|离开了?(?:本)?公司|離開了?(?:本)?公司|接替我|퇴사|퇴직|이직(?:하|했)|더 ?이상.{0,16}(?:근무|사용)하지|후임';
