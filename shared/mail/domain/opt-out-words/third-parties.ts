/**
 * Signs that a request to unsubscribe is about somebody else's service, or about another address of an author who stays:
 * "unsubscribe from our current vendor and switch to you". Patterns as in `OptOutPhrases`. "Your list of vendors" is ours.
 */
const WHOSE: readonly string[] = [
  "(?:from|off|out of|newsletters? of|mails? (?:of|by)|leave|leaving|quit) (?:(?:my|our|their|his|her|its|another|(?:a|the) (?:different|former|rival|competing)) (?:\\p{L}+ ){0,2}|(?:the |any )?(?:other|current|present|existing|previous|rival|competing) (?:\\p{L}+ )?)(?:vendors?|suppliers?|providers?|competitors?|contracts?|agreements?|carriers?)(?:'?s)?(?! (?:lists?|databases?|directory|directories|mailings?)(?:$| ))(?! (?:with|from|to|at) you)",
  '(?:from|off|out of|newsletters? of|mails? (?:of|by)|leave|leaving|quit) (?:(?:the|any|my|our) )?(?:other|current|present|existing|rival|competing) (?:\\p{L}+ )?(?:agency|agencies|hosts?|hosting|brokers?|dealers?|insurers?|insurance|banks?|resellers?|contractors?|plans?|software|tools?|platforms?|services?|solutions?|systems?|crm|subscriptions?|company|companies|newsletters?)(?! (?:with|from|to|at) you)',
  '(?:my|our|the) subscriptions? (?:with|to|at|of|from) (?!(?:you|yours|your|the|this|these|any|all|e-?mails?|newsletters?|mails?|mailings?)(?:$|[^\\p{L}]))',
  '(?:(?<!(?:bleiben|bleibe|sind|zufrieden|weiter) )bei|beim|von|vom|aus) (?:unser|mein|bisherig|aktuell|jetzig|derzeitig|gegenwartig|anderen|einem anderen|alt)\\p{L}* (?:\\p{L}+ ){0,2}(?:\\p{L}*anbieter|\\p{L}*lieferant|\\p{L}*dienstleister|\\p{L}*vertrag|\\p{L}*provider|konkurren|wettbewerb|mitbewerb|\\p{L}*versorger)(?!\\p{L}*(?:liste|verteiler|datenbank|daten))\\p{L}*(?! (?:mit|bei) (?:ihnen|euch))',
  "(?:de|du|des|(?<!rest\\p{L}+ )chez|aupres de|d'?) ?(?:mon|notre|nos|mes|leur|un autre|autres|l'? ?ancien|l'? ?actuel) (?:\\p{L}+ ){0,2}(?:fournisseur|prestataire|contrat|operateur|concurrent|hebergeur)s?(?! (?:avec|chez|aupres de) vous)|(?:du|de la|chez le|chez un) (?:fournisseur|prestataire|concurrent|contrat|operateur)s? (?:actuel|concurrent|present)\\p{L}*|(?:mon|notre) abonnement (?:chez|aupres de|a) (?!vous|votre|vos|la|cette|ces)",
  '(?:de|del) (?:mi|mis|nuestr[oa]s?|otr[oa]s?|el) (?:\\p{L}+ ){0,2}(?:proveedor\\p{L}*|contratos?|operador\\p{L}*|competidor\\p{L}*|suministrador\\p{L}*)(?! (?:con|a) (?:ustedes|usted|vosotros))|del (?:proveedor|contrato|competidor|operador)|de la competencia|mi suscripcion (?:con|en|a) (?!ustedes|usted|vosotros|su|vuestr|este|esta|la|las|los)',
  '(?:da|dal|dai|di|del) (?:mio|mia|miei|nostr[oaie]|altr[oi]|attual[ei]|un altro) (?:\\p{L}+ ){0,2}(?:fornitor\\p{L}*|contratt\\p{L}*|operator\\p{L}*|concorren\\p{L}*|gestor\\p{L}*|provider)(?! con (?:voi|lei))|(?:dal|del) (?:fornitor|gestor|operator)\\p{L}* attual\\p{L}*|dalla concorrenza',
  '(?:de|do|da|dos|das) (?:meus?|minhas?|noss[oa]s?|outr[oa]s?|atual|actual) (?:\\p{L}+ ){0,2}(?:fornecedor\\p{L}*|contrat[oa]s?|operador\\p{L}*|concorren\\p{L}*|prestador\\p{L}*)(?! (?:com|a) (?:voces|vos|voce))|do (?:fornecedor|contrato|prestador) (?:atual|actual)|da concorrencia',
  '(?:van|(?<!(?:blijven|blijf|zijn|tevreden) )bij|uit) (?:mijn|onze?|hun|(?:de |het |een )?(?:huidige|bestaande|ander|andere|vorige)) (?:\\p{L}+ ){0,2}(?:leverancier|aanbieder|provider|contract|dienstverlener|concurrent)\\p{L}*(?! (?:bij|met) (?:u|jullie|je))',
];

/** Who moves to us asks for no silence. */
const MOVES: readonly string[] = [
  '(?:switch(?:ing)?|mov(?:e|ing)|chang(?:e|ing)|migrat(?:e|ing)|com(?:e|ing)|sign(?:ing)? up|go(?:ing)?|work(?:ing)?|start(?:ing)?|transfer(?:ring)?)(?: \\p{L}+)? (?:to|with|over to) (?:you|yours)(?!\\p{L})(?! list)|(?:switch|move|change|migrate|sign up|subscribe|upgrade) (?:\\p{L}+ ){0,2}(?:to|for) your (?:\\p{L}+ )?(?:service|product|solution|tool|platform|software|plan|offer|company|demo)|(?:hire|join|buy from|order from|go with) you(?!\\p{L})',
  '(?:zu|mit) (?:ihnen|euch) (?:\\p{L}+ ){0,2}(?:wechseln|arbeiten|kommen|gehen|abschliessen)|(?:wechseln|wechsle) (?:\\p{L}+ ){0,2}zu (?:ihnen|euch)|(?:ihr|euer|ihren|euren) (?:kunde|kundin|kunden) werden',
  '(?:passer|venir|aller|souscrire|signer|travailler|rejoindre|basculer|changer)(?: \\p{L}+)? (?:chez|avec|pour) vous|vous rejoindre',
  '(?:contratar|cambiar\\p{L}*|pasar\\p{L}*|trabajar|firmar|irme|irnos|ir|empezar)(?: \\p{L}+)? (?:con|a) (?:ustedes|usted|vosotros|vuestr\\p{L}*)|contratar(?:los|les|os)',
  '(?:passare|venire|lavorare|firmare|andare|iniziare)(?: \\p{L}+)? (?:a|da|con) (?:voi|lei)(?!\\p{L})|passare alla? vostr\\p{L}*',
  '(?:mudar|passar|trabalhar|contratar|assinar|migrar|ir|comecar)(?: \\p{L}+)? (?:para|com|a) (?:voces|voce|vos|convosco|a vossa|o vosso)|(?:trabalhar|mudar|contratar) convosco',
  '(?:overstappen|overgaan|wisselen|komen|werken)(?: \\p{L}+)? (?:naar|met|bij) (?:u|jullie|je)(?!\\p{L})|(?:naar|met|bij) (?:u|jullie) (?:\\p{L}+ )?(?:overstappen|werken|gaan|komen)',
];

/** The author gives another address. */
const READDRESSES: readonly string[] = [
  '(?:and|but|then|please|just|instead|kindly) (?:(?!(?:dont|do|not|never|no|stop) )\\p{L}+ )?(?:use|write to|reply to|(?:contact|reach|write|mail|e-?mail) me (?:at|on|via)|send (?:it|them|everything|mails?|e-?mails?|all) to) (?:\\p{L}+ ){0,3}(?:address|e-?mail|account|mailbox|inbox|[a-z0-9_+.-]+@[a-z0-9.-]+)',
  '(?:verwenden|nutzen|benutzen|nehmen) sie (?:\\p{L}+ ){0,4}(?:\\p{L}*adresse|[a-z0-9_+.-]+@[a-z0-9.-]+)|(?:schreiben|mailen|senden|schicken) sie (?:\\p{L}+ ){0,4}an (?:diese|meine|die neue|[a-z0-9_+.-]+@[a-z0-9.-]+)',
  "(?:utilise[rz]|ecrive[rz]|ecrire|employe[rz]|envoye[rz])(?:-moi)? (?:\\p{L}+ ){0,3}(?:cette adresse|ma nouvelle|mon autre|l'? ?adresse|celle-ci|[a-z0-9_+.-]+@[a-z0-9.-]+)",
  '(?:usen?|use|utilicen?|escriban?(?:me)?|envien?|manden?|usar|utilizar) (?:\\p{L}+ ){0,3}(?:esta direccion|este correo|mi (?:nuevo|nueva|otro|otra)|[a-z0-9_+.-]+@[a-z0-9.-]+)',
  '(?:us(?:i|ate|are)|utilizz\\p{L}+|scriv\\p{L}+|invi\\p{L}+|mand\\p{L}+) (?:\\p{L}+ ){0,3}(?:questo indirizzo|questa (?:e-?mail|casella)|il (?:mio )?nuovo|[a-z0-9_+.-]+@[a-z0-9.-]+)',
  '(?:usem?|utilizem?|escrevam?|enviem?|mandem?|usar|utilizar) (?:\\p{L}+ ){0,3}(?:este (?:endereco|e-?mail)|(?:o )?meu (?:novo|outro)|[a-z0-9_+.-]+@[a-z0-9.-]+)',
  '(?:gebruik|mail|schrijf|stuur)(?: \\p{L}+){0,3} (?:dit (?:e-?mail|mail)?-?adres|mijn (?:nieuwe|andere)|[a-z0-9_+.-]+@[a-z0-9.-]+)',
];

export const THIRD_PARTIES: readonly string[] = [...WHOSE, ...MOVES, ...READDRESSES];
