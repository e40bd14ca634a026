/**
 * Words of servers about an address, in several languages; folded (see `fold.ts`), as alternatives of a pattern. A noun near
 * a word of the other lists makes a statement: "user unknown", "boite pleine".
 */
export const ADDRESSEE = [
  'users?|recipients?|mail ?box(?:es)?|inbox|accounts?|address(?:es)?|addressees?|alias(?:es)?|persons?|customers?|mail ?drops?|local[- ]?parts?|e-?mail id|userid|username|destination',
  'empfanger\\p{L}*|empfaenger\\p{L}*|benutzer\\p{L}*|nutzer|postfach|mailadresse|adressat\\p{L}*|konto|teilnehmer|kennung|mailkonto',
  'destinataires?|utilisateurs?|boites?|adresses?|comptes?|usagers?|correspondant',
  'destinatari[oa]s?|usuari[oa]s?|buzon|direccion(?:es)?|cuentas?|utent[ei]|casell[ae]|indirizz[oi]|caixa|enderecos?|contas?|utilizador(?:es)?',
  'ontvangers?|gebruikers?|postvak|brievenbus|adres|mottagare\\p{L}*|anvandare\\p{L}*|brevlada\\p{L}*|adressen|modtager\\p{L}*|bruger\\p{L}*|postkasse\\p{L}*|mottaker\\p{L}*|bruker\\p{L}*|postboks\\p{L}*',
  'vastaanottaja\\p{L}*|kayttaja\\p{L}*|postilaatik\\p{L}*|osoite\\p{L}*|odbiorc\\p{L}*|uzytkownik\\p{L}*|użytkownik\\p{L}*|skrzynk\\p{L}*|prijemce|uzivatel\\p{L}*|schrank\\p{L}*|adresa\\p{L}*',
  'получател\\p{L}*|пользовател\\p{L}*|ящик\\p{L}*|адрес\\p{L}*|отримувач\\p{L}*|користувач\\p{L}*|скриньк\\p{L}*',
  'alici\\p{L}*|kullanici\\p{L}*|posta kutusu|adres\\p{L}*|hesap|cimzett\\p{L}*|felhasznal\\p{L}*|postafiok\\p{L}*|cim|utilizator\\p{L}*|destinatar\\p{L}*|casut\\p{L}*|παραληπτ\\p{L}*|χρηστ\\p{L}*|διευθυνσ\\p{L}*|γραμματοκιβωτι\\p{L}*',
].join('|');

export const HOST =
  'hosts?|hostname|domains?|domain names?|name server|mx|mx records?|dns|domane|domaine|dominio|domein|doman\\p{L}*|domen\\p{L}*|verkkotunnus|домен\\p{L}*|alan adi|tartomany';

export const MISSING = [
  'unknown|not found|no such|(?:does|do|did) not exist|(?:does|do|did)nt exist|not exist|non-?exist\\p{L}*|invalid|not (?:a )?(?:valid|known)|not recogni[sz]ed|not listed|not local|(?<!service )(?:not available|unavailable)|(?:can ?not|could not|cant|couldnt|unable to) (?:be )?(?:find|found|resolve|resolved)|isnt known|un(?:routeable|routable|deliverable)|bad|illegal|incorrect|misspelled|does not have an?|doesnt have an?|no longer (?:valid|exists?|available|on|accepts?|in use|active)|not our|not (?:hosted|located|defined) (?:here|at|on)|malformed|syntax',
  'unbekannt\\p{L}*|existier\\p{L}* nicht|nicht (?:gefunden|vorhanden|bekannt|existent|eingerichtet|zustellbar|gultig)|gibt es nicht|ungultig\\p{L}*|ungueltig\\p{L}*',
  'inconnue?s?|n.?existe pas|n.?existe plus|introuvable|invalide|inexistante?|n.?est pas valide',
  'desconocid[oa]s?|no existe|no encontrad[oa]|no valid[oa]|inexistente|invalid[oa]|sconosciut[oaie]|non esiste|non trovat[oa]|non valid[oa]|inesistente|desconhecid[oa]s?|nao (?:existe|encontrad[oa]|foi encontrad[oa])',
  'onbekende?|bestaat niet|niet gevonden|ongeldig\\p{L}*|okan[dt]|finns (?:inte|ej)|hittades inte|ogiltig\\p{L}*|ukendt|ukjent|f?indes ikke|finnes ikke|eksisterer ikke|ikke fundet|ikke funnet|ugyldig\\p{L}*',
  'tuntematon|ei ole olemassa|ei (?:loydy|loytynyt)|virheellinen|nieznan\\p{L}*|nie istnieje|nie znaleziono|nieprawidlow\\p{L}*|nieprawidłow\\p{L}*|nezn\\p{L}*|neexistuje|nenalezen\\p{L}*|neplatn\\p{L}*',
  'не (?:существует|наиден\\p{L}*|зарегистрирован\\p{L}*)|неизвест\\p{L}*|недеиствител\\p{L}*|нет такого|не існує|не знаидено|невідом\\p{L}*',
  'bulunamadi|bilinmeyen|bilinmiyor|mevcut degil|gecersiz|yok|ismeretlen|nem (?:letezik|talalhato)|ervenytelen|necunoscut\\p{L}*|nu (?:exista|a fost gasit\\p{L}*)|inexistent\\p{L}*|αγνωστ\\p{L}*|δεν (?:υπαρχει|βρεθηκε)',
].join('|');

export const FULL =
  'full|over ?(?:its )?quota|over (?:the )?(?:limit|size)|exceed\\p{L}*|out of (?:space|storage)|voll|erschopft|uberschritten|pleine?|saturee?|llen[oa]|excedid[oa]|pien[oa]|superat[oa]|cheia|lotada|vol|overskredet|fuldt?|overfylt|taynna|pelna|pełna|przepelnion\\p{L}*|przepełnion\\p{L}*|pln[aye]|prekrocen\\p{L}*|переполнен\\p{L}*|заполнен\\p{L}*|переповнен\\p{L}*|dolu|megtelt|betelt|plin[ae]?|πληρ\\p{L}*';

export const DISABLED =
  'disabled|suspended|inactive|not active|deactivated|discontinued|locked|closed|terminated|on hold|frozen|abandoned|expired|gesperrt|deaktiviert|stillgelegt|inaktiv|desactivee?|suspendue?|inactif|desactivad[oa]|suspendid[oa]|inactiv[oa]|disattivat[oa]|sospes[oa]|disabilitat[oa]|desativad[oa]|inativ[oa]|uitgeschakeld|geblokkeerd|opgeheven|inaktiverad|avstangd|deaktivert|deaktiveret|sparret|spærret|poistettu kaytosta|zablokowan\\p{L}*|wylaczon\\p{L}*|zablokovan\\p{L}*|deaktivovan\\p{L}*|заблокирован\\p{L}*|отключен\\p{L}*|заблокован\\p{L}*|devre disi|kapatil\\p{L}*|letiltva|felfuggesztett|dezactivat\\p{L}*';

/** The same in scripts without spaces between words. */
export const JOINED_MISSING =
  '宛先不明|(?:ユーザー?|アドレス|宛先|メールボックス|受信者).{0,16}(?:不明|見つかりません|見つからない|存在しな|存在しま)|(?:用户|用戶|收件人|邮箱|郵箱|帐号|账号|帳號|地址).{0,8}(?:不存在|未知|无效|無效|未找到|找不到)|无此用户|無此用戶|查无此人|(?:사용자|수신자|메일함|메일 주소|계정|주소).{0,14}(?:없습|찾을 수 없|존재하지|알 수 없)';
export const JOINED_FULL =
  '(?:メールボックス|容量).{0,16}(?:いっぱい|満杯|超え|超過|オーバー)|(?:邮箱|郵箱).{0,6}(?:已满|已滿|满|超出)|(?:메일함|용량|사서함).{0,12}(?:가득|초과|부족)';
