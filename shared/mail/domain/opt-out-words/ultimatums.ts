/**
 * The beginning of a threat after a request: "or I will report you". Patterns as in `OptOutPhrases`. The text after it says
 * nothing about the request.
 */
export const ULTIMATUMS: readonly string[] = [
  '(?:or|or else|otherwise|else|before)(?=.{0,60}(?:report(?:ing)? (?:you|this|it|your)|lawyer|attorney|solicitors?(?:,|\\.|$| )|sue|legal|complain|ico|ftc|authorit|court|police|block (?:you|your)|spam))',
  '(?:sonst|ansonsten|andernfalls|oder)(?=.{0,60}(?:anwalt|anwält|anzeige|zeige ich|melde ich (?:sie|das|es|dies)|(?:sie|ihnen) melden|rechtlich|rechtsweg|abmahn|behorde|klage|blockier|beschwer))',
  '(?:anders|of)(?=.{0,60}(?:aangifte|advocaat|klacht|juridisch|autoriteit|meld ik (?:u|je|dit)|blokkeer))',
  '(?:annars|eller|ellers)(?=.{0,60}(?:anmal|anmeld|advokat|jurist|politi|polis|datatilsyn|datainspektion|klage|klag|blokker|blocker))',
  '(?:sinon|ou)(?=.{0,60}(?:plainte|avocat|cnil|signal|justice|poursui|bloque))',
  '(?:o|si no|de lo contrario|o si no)(?=.{0,60}(?:denunci|abogad|aepd|demand|bloque|autoridad|legal))',
  '(?:o|oppure|altrimenti)(?=.{0,60}(?:denunci|avvocat|garante|querel|legal|segnal|blocc))',
  '(?:ou|senao|caso contrario)(?=.{0,60}(?:denunci|advogad|processo|processar|anpd|cnpd|justica|procon|bloque))',
  '(?:sau|altfel|daca nu)(?=.{0,60}(?:avocat|plangere|reclam|raport|anspdcp))',
  '(?:tai|muuten)(?=.{0,60}(?:valitu|valita|ilmoit|juri|poliis|tietosuoja|asianaja))',
  '(?:albo|inaczej|lub|bo|w przeciwnym razie)(?=.{0,60}(?:zgłosz|zgłasz|prawnik|adwokat|uodo|policj|skarg|sąd|sad))',
  '(?:jinak|nebo)(?=.{0,60}(?:nahlas|pravnik|advokat|stiznost|uoou|polici|soud))',
  '(?:иначе|или|либо|а то)(?=.{0,60}(?:жалоб|жалова|юрист|адвокат|роскомнадзор|фас|суд|заявлени|заблокир))',
  '(?:інакше|або|чи)(?=.{0,60}(?:скарг|скарж|юрист|адвокат|суд|поліц|заяв|заблок))',
  '(?:yoksa|aksi halde|aksi takdirde|ya da)(?=.{0,60}(?:sikayet|avukat|dava|kvkk|bildir|engelle))',
  '(?:kulonben|vagy)(?=.{0,60}(?:feljelent|jelent|ugyved|panasz|hatosag|naih|bejelent))',
  '(?:αλλιως|διαφορετικα|η)(?=.{0,60}(?:δικηγορ|καταγγ|αρχη|μηνυσ))',
];
