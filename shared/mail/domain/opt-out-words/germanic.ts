import type { OptOutWords } from './word-classes.ts';

const en: OptOutWords = {
  leave:
    'unsubscribe* unsub un_subscribe unsuscribe unsubcribe opt_out opting_out opt_me_out opt_us_out optout opted_out unenroll deregister sign_me_off cancel_my_subscription cancel_our_subscription end_my_subscription cancel_subscription cancelling_my_subscription canceling_my_subscription delist',
  removeMe:
    'take_me_off take_us_off get_me_off get_us_off be_removed been_removed be_deleted be_erased be_taken_off be_unsubscribed me_removed me_deleted me_taken_off',
  remove: 'remove removed removing delete deleted deleting erase erased purge scrub strike drop exclude',
  take: 'take taken taking get getting got pull',
  away: 'off from out out_of',
  me: 'me us myself ourselves',
  data: 'my our mine address addresses name names data details information info records record number company firm organisation organization',
  mailbox:
    'contact_info contact_information contact_details email_address email_addresses email_adress email_id email_ids mail_id mail_address',
  list: 'list lists mailing_list mailinglist database databases distribution distro crm newsletter newsletters mailings mailing system systems campaign campaigns outreach sequence sequences cadence marketing your_files your_records your_books your_contacts your_address_book email_list email_lists',
  stop: 'stop be_stopped this_stopped quit cease halt desist refrain discontinue stop_it knock_it_off',
  contact:
    'call_or calling_or or_call or_text or_email or_contact email emailing emails emailed mail mailing mails contact contacting contacted write writing message messaging messages bother bothering bothered spam spamming spammed pester pestering harass harassing harassed solicitation solicitations text texting disturb disturbing annoy annoying solicit soliciting reach_out reaching_out correspond communicate correspondence communication communications contacts',
  send: 'send sending sends',
  mails:
    'anything stuff crap junk garbage nonsense ads advertising advertisements offers promotions promotional newsletter newsletters these this those such solicitations',
  not: 'dont not never no wont neither',
  more: 'again anymore any_more any_longer further more longer ever future in_the_future in_future',
  want: 'want wish wanna like care need desire',
  receive: 'receive receiving hear hearing get getting be_contacted contacted subscribed',
  interested: 'interested interest',
  please:
    'no_thanks no_thank_you thanks_but_no_thanks appreciate_it_if appreciate_if grateful_if if_possible asked requested please pls plz kindly thanks thank_you thx thank could_you can_you would_you will_you i_ask_you i_am_asking_you i_request request asking you_must must immediately now today asap at_once right_away effective_immediately once_and_for_all forever permanently cheers regards hi hello hey sir madam',
  filler:
    'do_me_a_favor do_me_a_favour whatever how how_do_i how_can_i how_do_we how_to where_do_i where_can_i unsolicited unwanted commercial automated dare you_dare did_not have_not has_not had_not was_not were_not could_not i s m d ll ve re im id we you your yours the a an to of in on by with for at and so just do does did be been being am is are was were will would should shall may might could can have has had this that these those any all every other it as well also really very already twice ago again both from here there too simply promptly finally mailing marketing sales future further such from_you',
  elsewise:
    'until till before unless cc bcc copy pdf pdfs attachment attachments invoice invoices file files photo photos image images call phone ring instead whatsapp linkedin rather only yet while during weekend weekends monday tuesday wednesday thursday friday saturday sunday tomorrow week month old previous former needed necessary required stop_by stopping_by stops_by stop_in stop_over stop_at cart basket order orders account agenda spreadsheet document thread page website repo mistake accidentally accident back price quote proposal meeting calendar reports report section',
  others:
    'they them customer* user users people subscriber* client* recipient* member* leads lead prospect* they their he she his her him team colleague* staff employee* tool product software platform feature features somebody someone anyone everybody',
  condition: 'if whether should_you in_case or otherwise assuming',
  asking:
    'why when where who which does did is_it what how_many how_does how_often how_much do_you are_you have_you has',
};

const de: OptOutWords = {
  leave:
    'abmelden abzumelden abgemeldet abmeldung austragen auszutragen ausgetragen austragung abbestellen abzubestellen abbestellt abbestelle abo_kündigen newsletter_kündigen deabonnieren unsubscribe* opt_out melde_mich_ab',
  removeMe:
    'melden_sie_mich_ab melden_sie_mich_bitte_ab tragen_sie_mich_aus tragen_sie_mich_bitte_aus meldet_mich_ab nehmen_sie_mich_raus gelöscht_werden entfernt_werden',
  remove:
    'löschen löscht lösche gelöscht löschung entfernen entfernt entferne entfernung streichen streicht gestrichen tilgen sperren gesperrt',
  take: 'nehmen nehmt nimm genommen herausnehmen rausnehmen herausgenommen raus melden meldet werfen',
  away: 'aus von vom raus heraus ab',
  me: 'mich mir uns meine meinen meiner meinem mein unsere unseren unserer unser',
  data: 'adresse adressen daten name namen kontaktdaten angaben kontakt nummer personenbezogene*',
  mailbox: 'mailadresse emailadresse email_adresse mail_adresse emailadressen mailadressen',
  list: '*verteiler verteilerliste* *liste *listen datenbank* datenbestand newsletter* crm system kartei verzeichnis adressbestand',
  stop: 'stop stopp stoppen aufhören aufzuhören hören unterlassen unterlasst unterlassen unterlassung unterlässt untersage untersagen untersagt verbiete verbieten verbitte verschonen verschont verschone abstand absehen abzusehen einstellen einzustellen stellen beenden lassen_sie_das schluss aufhört',
  contact:
    'schreiben schreibt schreib anschreiben anzuschreiben angeschrieben kontaktieren kontaktiert kontakt kontaktaufnahme kontaktaufnahmen mailen anmailen mail mails email emails *nachricht *nachrichten belästigen belästigt belästigung zuspammen spammen spam werbung* werbe* melden_sie_sich zuschriften post *mail *mails',
  notContact: 'bitte_nicht_mehr_melden',
  send: 'zusendung* senden sendet sende schicken schickt schicke zusenden zuschicken zusendung* zuzusenden übersenden',
  mails:
    'e_mails *zusendung *zusendungen werbung* *mail *mails *nachricht *nachrichten newsletter* angebote angebot post etwas solche* zeug sachen infos informationen',
  not: 'nicht nichts kein keine keinen keinerlei nie niemals',
  more: 'mehr weiter weitere weiteren weiterhin künftig zukünftig wieder nochmal länger jemals zukunft in_zukunft',
  want: 'möchte möchten will wollen wünsche wünschen wünscht brauche brauchen verzichte verzichten bedarf',
  receive: 'bekomme bekommt erhalte erhält kriege erhalten bekommen empfangen hören kriegen haben',
  interested: 'interesse interessiert interessieren',
  please:
    'wenn_möglich dankbar_wenn bitte danke gerne dringend umgehend sofort unverzüglich hiermit ich_bitte_sie ich_fordere_sie_auf fordere auf darum um hallo guten tag vielen dank freundlichen grüßen',
  filler:
    'sie ihnen ihr ihre ihrem ihren ihrer euch eure eurem eurer der die das den dem des ein eine einer einem ich wir es zu zum an in im auf für und also so doch einfach bereits schon habe hatte werden wird würde würden könnten können kann soll sollen sein ist bin von diese diesem dieser diesen dieses alle allen jede jegliche endlich auch per mit damit weil da sich mal zur',
  elsewise:
    'bis heute rufen rufe erst cc bcc kopie pdf pdfs anhang anhänge rechnung rechnungen datei dateien bild bilder anrufen telefon telefonisch stattdessen sondern lieber nur woche wochenende montag dienstag mittwoch donnerstag freitag morgen warenkorb bestellung auftrag konto termin besprechung tabelle dokument seite versehentlich versehen position bericht noch nötig notwendig erforderlich alte alten alter frühere früheren gestern während urlaub',
  others:
    'kunde* nutzer* benutzer* abonnent* leute empfänger* mitglied* mitarbeiter* kollege* er tool produkt software plattform funktion personen team man',
  condition: 'wenn falls sofern ob oder sollten_sie andernfalls',
  asking: 'warum wann wo wer welche wieviele wie_viele wie_oft kann_man können_kunden was haben_sie ist_es',
};

const nl: OptOutWords = {
  leave:
    'uitschrijven uit_te_schrijven uitgeschreven uitschrijving afmelden af_te_melden afgemeld afmelding opzeggen op_te_zeggen unsubscribe* unsubscriben opt_out schrijf_mij_uit schrijf_me_uit meld_mij_af meld_me_af',
  remove: 'verwijder verwijderen verwijderd verwijdering schrap schrappen wis wissen gewist',
  take: 'haal halen gehaald haalt neem nemen',
  away: 'van uit af eruit eraf',
  me: 'mij me ons mijn onze mijzelf',
  data: 'adres adressen gegevens naam persoonsgegevens contactgegevens nummer',
  mailbox: 'mailadres emailadres email_adres',
  list: '*lijst *lijsten database databank mailing* nieuwsbrief nieuwsbrieven bestand crm systeem verzendlijst',
  stop: 'stop stoppen ophouden hou houd staken beëindigen',
  contact:
    'mail mails mailen gemaild email emails emailen e_mailen schrijf schrijven contacteer contacteren contact benader benaderen benaderd bericht berichten lastigvallen spam spammen reclame nieuwsbrief nieuwsbrieven',
  send: 'stuur sturen gestuurd zend zenden toesturen verzenden',
  mails: 'reclame nieuwsbrief nieuwsbrieven aanbiedingen mails berichten iets dit deze dergelijke',
  not: 'niet geen nooit',
  more: 'meer verder verdere langer opnieuw voortaan toekomst',
  want: 'wil willen wens wensen hoef hoeven',
  receive: 'ontvang krijg ontvangen krijgen horen hebben',
  interested: 'interesse geïnteresseerd belangstelling',
  please:
    'a b graag alstublieft alsjeblieft aub svp gelieve onmiddellijk direct per_direct verzoek vriendelijk bedankt dank hierbij wilt_u kunt_u beste',
  filler:
    'u uw je jullie de het een ik wij we te voor en om aan deze dit dat is ben zijn worden word met in op al alle zou zouden kunt wilt wil_ik er hier ook nu maar gewoon',
  elsewise:
    'tot voordat cc bcc pdf bijlage bijlagen factuur bel bellen telefonisch plaats liever alleen maandag dinsdag woensdag donderdag vrijdag week vergadering bestelling account per_ongeluk document afspraak nog oude vorige nodig',
  others:
    'klant* gebruiker* abonnee* mensen leden lid hij zij medewerker* collega* tool product software platform',
  condition: 'als indien of mocht tenzij',
  asking: 'waarom wanneer waar wie welke hoeveel kunnen_klanten wat heeft',
};

const sv: OptOutWords = {
  leave:
    'avregistrera avregistrering avprenumerera avprenumeration avanmäla avanmälan avsluta_prenumerationen säga_upp unsubscribe* opt_out avregistreras',
  remove: 'ta_bort tag_bort tas_bort radera raderas raderad stryk stryka plocka_bort',
  away: 'från ur ut bort',
  me: 'mig oss min mitt mina vår våra',
  data: 'adress uppgifter namn personuppgifter nummer',
  mailbox: 'mejladress mailadress e_postadress',
  list: '*lista *listan *listor *register *registret databas* nyhetsbrev* utskick* sändlista*',
  stop: 'stoppa stopp stop sluta upphör upphöra avsluta',
  contact:
    'mejla maila mejl mail mailen mejlen kontakta kontakt kontaktad kontaktade kontaktas skriv skriva skriver e_post epost meddelanden störa spamma spam reklam utskick nyhetsbrev',
  send: 'skicka skickar sänd sända',
  mails: 'mejl mail reklam utskick nyhetsbrev erbjudanden meddelanden något detta',
  not: 'inte inga inget ingen aldrig ej',
  more: 'fler mer mera längre igen vidare framöver framtiden',
  want: 'vill önskar behöver',
  receive: 'får få ta_emot höra ha',
  interested: 'intresserad intresserade intresse',
  please: 'tack snälla vänligen vänligt omedelbart genast härmed hej kan_ni kan_du',
  filler:
    'ni du er ert era din dina det den de en ett jag vi att till för på i och av med om alla denna dessa detta är bli blir vill_ha skulle kan redan som bara nu nån',
  elsewise:
    'tills innan cc bcc pdf bilaga bilagor faktura ring istället hellre måndag tisdag onsdag torsdag fredag vecka möte beställning konto misstag dokument gamla behövs nödvändigt nödvändiga ännu förrän',
  others: 'kund* användare prenumerant* folk medlem* kollega* verktyg produkt* plattform',
  condition: 'ifall eller såvida',
  asking: 'varför när var vem vilka hur_många kan_kunder vad',
};

const da: OptOutWords = {
  leave:
    'afmeld afmelde afmeldes afmelding afmeldt framelde frameld afregistrer* opsige opsig unsubscribe* opt_out meld_mig_fra melde_mig_fra',
  remove: 'fjern fjerne fjernes fjernet slet slette slettes slettet',
  take: 'tag tage taget',
  away: 'fra af ud',
  me: 'mig os min mit mine vores',
  data: 'adresse oplysninger navn data personoplysninger nummer',
  mailbox: 'mailadresse emailadresse',
  list: '*liste *listen *lister database* nyhedsbrev* kartotek register mailliste*',
  stop: 'stop stoppe stopper ophør hold_op',
  contact:
    'mail maile mails mailen e_mail e_mails email emails kontakt kontakte kontaktes kontaktet kontakter skriv skrive besked* forstyr spam spamme reklame* henvendelser nyhedsbreve',
  send: 'send sende sender',
  mails: 'mails mail reklame* nyhedsbreve tilbud beskeder noget dette',
  not: 'ikke ingen intet aldrig',
  more: 'flere mere længere igen yderligere fremover fremtiden',
  want: 'vil ønsker ønske behøver',
  receive: 'modtager får modtage få høre have',
  interested: 'interesseret interesserede interesse',
  please: 'venligst tak straks omgående hermed hej vær_venlig kan_i kan_du vil_i bedes',
  filler:
    'i du jer jeres din dit dine det den de en et jeg vi at til for på og af med om alle denne disse dette er bliver blive skal skulle kan allerede som bare nu',
  elsewise:
    'indtil inden før cc bcc pdf vedhæft* faktura ring stedet hellere kun mandag tirsdag onsdag torsdag fredag uge møde ordre bestilling konto fejl dokument gamle nødvendig nødvendigt nødvendige endnu',
  others: 'kunde* bruger* abonnent* folk medlem* kolleg* værktøj produkt* platform',
  condition: 'hvis såfremt eller medmindre',
  asking: 'hvorfor hvornår hvor hvem hvilke hvor_mange kan_kunder hvad',
};

const no: OptOutWords = {
  leave:
    'avmeld avmelde avmeldes avmelding avregistrer* meld_meg_av melde_meg_av si_opp unsubscribe* opt_out stryk_meg',
  remove: 'fjern fjerne fjernes fjernet slett slette slettes slettet stryk',
  take: 'ta tatt',
  away: 'fra av ut bort',
  me: 'meg oss min mitt mine vår våre',
  data: 'adresse opplysninger navn data personopplysninger nummer',
  mailbox: 'epostadresse e_postadresse',
  list: '*liste *listen *lista *lister database* nyhetsbrev* register* epostliste*',
  stop: 'stopp stoppe slutt slutte avslutt opphør',
  contact:
    'mail maile mailer e_post epost e_poster eposter kontakt kontakte kontaktes kontaktet kontakter skriv skrive melding* forstyrr spam spamme reklame* henvendelser nyhetsbrev',
  send: 'send sende sender',
  mails: 'mail mailer e_post epost e_poster eposter reklame* nyhetsbrev tilbud meldinger noe dette',
  not: 'ikke ingen intet aldri',
  more: 'flere mer lenger igjen ytterligere fremover framover fremtiden',
  want: 'vil ønsker ønske trenger',
  receive: 'mottar får motta få høre ha',
  interested: 'interessert interesserte interesse',
  please: 'vennligst takk straks umiddelbart herved hei vær_så_snill kan_dere kan_du',
  filler:
    'dere du deres din ditt dine det den de en et jeg vi å til for på i og av med om alle denne disse dette er bli blir skal skulle kan allerede som bare nå',
  elsewise:
    'inntil innen før cc bcc pdf vedlegg faktura ring stedet heller kun mandag tirsdag onsdag torsdag fredag uke møte ordre bestilling konto feil dokument gamle nødvendig nødvendige ennå',
  others: 'kunde* bruker* abonnent* folk medlem* kolleg* verktøy produkt* plattform',
  condition: 'hvis dersom eller med_mindre',
  asking: 'hvorfor når hvor hvem hvilke hvor_mange kan_kunder hva',
};

export const GERMANIC = { en, de, nl, sv, da, no };
