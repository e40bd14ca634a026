import type { OptOutWords } from './word-classes.ts';

const pl: OptOutWords = {
  leave:
    'wypisać wypisz wypiszcie wypisanie wypisuję wypisania wypis zrezygnować rezygnuję rezygnacja unsubscribe* opt_out anulować_subskrypcję anuluj_subskrypcję wyrejestrować wyrejestruj',
  remove:
    'usunąć usuń usuńcie usunięcie usunięcia skasować skasuj skasujcie wykreślić wykreślcie wykreślenie wykreśl wymazać',
  away: 'z ze od',
  me: 'mnie mi nas nam mój moje moja mojego mojej moich',
  data: 'adres adresu mail maila email dane danych nazwisko numer osobowych osobowe',
  list: 'listy lista bazy baza newslettera newsletter* mailing* subskrypcji rejestru crm bazie',
  stop: 'stop przestańcie przestań przestać zaprzestać zaprzestańcie zaprzestania zaprzestanie dość koniec proszę_przestać przestanie',
  contact:
    'pisać pisz piszcie pisania kontaktować kontaktuj kontaktujcie kontaktu mail maile maili email emaile emaili wiadomości reklam reklamy spamować spam spamu nękać niepokoić',
  send: 'wysyłać wysyłaj wysyłajcie wysyłania przesyłać przysyłać przysyłajcie przysyłaj',
  mails: 'reklam reklamy wysyłki wysyłek newsletter* ofert nic tego takich maili wiadomości',
  not: 'nie żadnych żadnej nigdy',
  more: 'więcej już dalszych kolejnych ponownie przyszłości dalej',
  want: 'chcę chcemy życzę życzymy chciałbym chciałabym',
  receive: 'dostaję otrzymuję otrzymywać dostawać słyszeć być sobie',
  interested: 'zainteresowany zainteresowana zainteresowani zainteresowania interesuje',
  please: 'proszę prosze dziękuję natychmiast prosimy pozdrawiam witam o dzień_dobry',
  filler:
    'państwa waszej waszego wasz pan pani was swojej tej tych do na w i że aby żeby się jestem to od wszystkich państwo ten więc od_was',
  elsewise:
    'do_czasu zanim dw udw cc bcc pdf załącznik* faktur* zadzwoń telefon zamiast tylko poniedziałk* wtorek środ* czwart* piątk* tydzień zamówieni* konto pomyłk* dokument* spotkani* stary starego starej potrzebne potrzebna jeszcze',
  others: 'klien* użytkowni* subskryben* ludzie ludzi członk* produkt platforma koleg*',
  condition: 'jeśli jeżeli czy albo lub',
  asking: 'dlaczego kiedy gdzie kto ile jak_klienci',
};

const cs: OptOutWords = {
  leave:
    'odhlásit odhlaste odhlásím odhlášení odhlašte odhlašuji odhlas zrušit_odběr zrušte_odběr unsubscribe* opt_out',
  remove:
    'odstranit odstraňte odstranění smazat smažte smazání vymazat vymažte výmaz vymazání vyřadit vyřaďte vyřazení vyškrtněte',
  away: 'z ze od',
  me: 'mě mne mi nás nám můj moje moji mou mého mé mých',
  data: 'adresu adresy adresa mail email údaje údajů jméno číslo osobní',
  list: 'seznamu seznam databáze databázi newsletteru newsletter* evidence odběru rozesílky crm mailing*',
  stop: 'stop přestaňte přestaň přestat ukončete dost nechte skončete',
  contact:
    'psát pište kontaktovat kontaktujte mail maily emaily email e_maily zprávy obtěžovat obtěžujte spam spamovat reklamy kontaktováni kontaktován',
  notContact: 'nepište nekontaktujte neobtěžujte neposílejte nezasílejte nepiš neposílej nespamujte',
  notWant: 'nechci nechceme nepřeji nepřejeme',
  send: 'posílat posílejte zasílat zasílejte',
  mails: 'reklamy newsletter* nabídky nic zprávy emaily maily obchodní',
  not: 'ne žádné žádný nikdy',
  more: 'už více dále další znovu víckrát již',
  want: 'chci chceme přeji přejeme',
  receive: 'dostávám dostávat přijímat slyšet být',
  interested: 'zájem zajímá',
  please: 'prosím děkuji okamžitě žádám prosíme dobrý den ihned',
  filler:
    'vás vaše vaší vašeho vašich vám tohoto této to se si o na v a že abyste aby jsem do tyto od_vás všech s',
  elsewise:
    'dokud než kopie cc bcc pdf příloh* faktur* zavolejte telefon místo jen pondělí úterý středu čtvrtek pátek týden objednávk* účet omylem dokument* schůzk* starou starý staré ještě',
  others: 'zákazní* uživatel* odběratel* lidé členové produkt platforma koleg*',
  condition: 'pokud jestli nebo zda',
  asking: 'proč kdy kde kdo kolik',
};

const fi: OptOutWords = {
  leave:
    'peruuta_tilaus peruuttakaa_tilaus perukaa_tilaus peru_tilaus perua_tilaus peruuttaa_tilaukseni perukaa_tilaukseni eroa_listalta unsubscribe* opt_out tilauksen_peruutus',
  remove:
    'poista poistakaa poistaa poistettava poistamista poistamaan poistettavaksi poistattehan poistaisitteko',
  away: 'pois',
  me: 'minut minua minuun minulle meidät meitä meille minun tietoni osoitteeni sähköpostini nimeni sähköpostiosoitteeni',
  data: 'osoite osoitteeni tiedot tietoni sähköpostiosoite sähköpostiosoitteeni nimi nimeni yhteystietoni sähköpostini',
  list: 'rekisteri* tietokanta* jakelulista*',
  fromList:
    'listalta listaltanne postituslista* sähköpostilista* listoilta tietokannasta jakelusta uutiskirje*',
  stop: 'stop lopeta lopettakaa lopettaa seis riittää',
  contact:
    'kirjoittaa lähettely sähköposti* viesti* viestejä mainos* mainokset mainonta spämmi* spam yhteydenotot yhteyttä häiritä häirintä sähköposteja viestien',
  send: 'lähettäkö lähettää lähettäminen lähettämistä lähetä lähettäkää lähettely ota ottako ottaa kirjoita kirjoittako lähettämisen',
  mails:
    'sähköposti* viestejä viesti* mainoksia mainos* uutiskirje* mitään tätä näitä yhteyttä tarjouksia roskapostia',
  not: 'älkää älä en emme ei',
  more: 'enää lisää jatkossa uudelleen enempää koskaan tulevaisuudessa',
  want: 'halua haluaisi tahdo',
  receive: 'saada vastaanottaa kuulla',
  interested: 'kiinnostunut kiinnostuneita kiinnosta',
  please: 'kiitos pyydän heti välittömästi ystävällisesti hei olkaa_hyvä haluan haluaisin voisitteko',
  filler: 'te teidän teiltä sinun tämä tältä tästä ole ja että nämä kaikki näitä minulle meille on',
  elsewise:
    'asti ennen cc bcc pdf liite* lasku* soita soittakaa puhelin sen_sijaan vain maanantai* tiistai* keskiviikko* torstai* perjantai* viikko* tili vahingossa asiakirja kokous vielä',
  others: 'asiak* käyttäj* tilaaj* ihmis* jäsen* tuote* alusta* kolleg*',
  condition: 'jos tai vai',
  asking: 'miksi milloin missä kuka kuinka_moni voivatko',
};

const hu: OptOutWords = {
  leave:
    'leiratkozás leiratkozom leiratkozni leiratkoztatni leiratkoztatást leiratkoznék iratkoztasson_le iratkoztassanak_le lemondom lemondás unsubscribe* opt_out leiratkozást leiratkozásomat',
  remove:
    'töröljenek töröljön törölje töröljék törölni törlés törlését törlésemet törlésem távolítson távolítsanak vegyenek vegyen',
  away: 'ki le el',
  me: 'engem nekem minket nekünk adataimat adatainkat címemet nevemet',
  data: 'címem címemet adataimat személyes adatait nevemet email e_mail',
  list: 'crm',
  fromList:
    'a_listáról a_listából az_adatbázisból a_hírlevélről listáról listájukról listájáról listából adatbázisból adatbázisukból adatbázisából levelezőlistáról hírlevélről hírlevelükről nyilvántartásból nyilvántartásukból',
  stop: 'stop hagyják hagyja fejezzék fejezze elég szüntessék',
  contact:
    'írjanak írjon keressenek keressen zaklassanak zaklatást zaklatni emailt e_mailt leveleket levelet üzenetet üzeneteket spam reklámot megkeresni',
  send: 'küldjenek küldjön küldeni küldjetek',
  mails:
    'emailt e_mailt leveleket levelet üzenetet üzeneteket reklámot hírlevelet ajánlatot ajánlatokat semmit',
  not: 'ne nem soha semmilyen',
  more: 'többet több többé tovább újra ismét további',
  want: 'szeretnék szeretnénk kívánok kívánunk akarok kérek',
  receive: 'kapok kapni fogadni hallani',
  interested: 'érdekel érdekelt érdeklődöm',
  please: 'kérem köszönöm azonnal kérjük legyenek_szívesek szíveskedjenek üdvözlettel tisztelt',
  filler: 'a az önök önöktől és hogy ezt ezeket maguk tőlük önöknek',
  elsewise:
    'amíg előtt cc bcc pdf mellékletet számlát hívjon telefon helyett csak hétfő kedd szerda csütörtök péntek hét rendelést fiókot véletlenül dokumentum még',
  others: 'ügyfel* felhasználó* feliratkozó* emberek tagok termék* platform* kollég*',
  condition: 'ha vagy különben',
  asking: 'miért mikor hol hány',
};

const tr: OptOutWords = {
  leave:
    'abonelikten_çık aboneliğimi_iptal abonelikten_çıkmak abonelikten_çıkar aboneliğimi_sonlandır unsubscribe* opt_out ayrılmak abonelikten listeden_çık listeden_çıkmak listenizden_çıkmak listesinden_çıkmak abonelik_iptali üyeliğimi_iptal aboneliği_iptal',
  remove:
    'çıkarın çıkarınız çıkart çıkartın çıkar çıkarılmak silin siliniz sil silinmesini çıkarılmasını çıkarmanızı silmenizi çıkarır çıkarabilir silinsin çıkarılsın',
  away: 'den',
  me: 'beni bizi bana bize benim adresimi adımı bilgilerimi verilerimi',
  data: 'adresimi epostamı e_postamı bilgilerimi verilerimi adımı numaramı',
  list: 'bülten*',
  fromList:
    'listenizden listeden listesinden listelerinizden veritabanınızdan veritabanından bülteninizden bültenden kayıtlarınızdan',
  stop: 'stop dur durdurun durdurunuz kesin yeter bırakın son_verin durdurmanızı vazgeçin',
  contact:
    'yazmayı mail maili mailleri e_posta e_postaları eposta epostaları mesaj mesajları reklam reklamları spam rahatsız gönderi iletişim',
  notContact:
    'yazmayın yazmayınız göndermeyin göndermeyiniz aramayın rahatsız_etmeyin rahatsız_etmeyiniz iletişime_geçmeyin atmayın yollamayın yazma gönderme göndermemenizi yazmamanızı',
  send: 'göndermeyi göndermek yollamayı atmayı',
  mails: 'mail e_posta eposta mesaj reklam bülten teklif',
  not: 'istemiyorum istemiyoruz hiçbir değilim değiliz değil',
  more: 'artık bir_daha daha başka bundan_sonra',
  want: 'istemiyorum istemiyoruz',
  receive: 'almak duymak',
  interested: 'ilgilenmiyorum ilgilenmiyoruz ilgili ilgim',
  please: 'lütfen rica teşekkürler teşekkür_ederim derhal hemen merhaba ederim ediyorum istiyorum',
  filler: 'sizin sizden bu bir ve için mısınız misiniz edin ediniz tüm',
  elsewise:
    'kadar önce cc bcc pdf fatura* arayın telefon yerine sadece pazartesi salı çarşamba perşembe cuma hafta sipariş* hesap* yanlışlıkla belge toplantı henüz',
  others: 'müşteri* kullanıcı* abone_ler insanlar üyeler ürün* platform*',
  condition: 'eğer veya yoksa ya_da',
  asking: 'neden nerede kim kaç nasıl_müşteri',
};

const ru: OptOutWords = {
  leave:
    'отписаться отпишите отпиши отпишитесь отписка отписку отписать отписываюсь отпишусь unsubscribe* отменить_подписку отмените_подписку отказаться_от_рассылки отказываюсь_от_рассылки отказ_от_рассылки отписывайте отключите_рассылку анулируйте_подписку',
  remove:
    'удалите удалить удали уберите убрать убери исключите исключить исключи сотрите вычеркните удаления удаление удалении вычеркнуть удалили',
  away: 'из с со от',
  me: 'меня мне нас нам мой моя моё мою мои моего',
  data: 'адрес адреса почту почта данные имя ящик email номер персональные персональных данных',
  list: 'рассылки рассылка рассылку списка список базы база базу crm реестра подписки листа',
  stop: 'стоп прекратите прекратить прекрати перестаньте перестань перестать хватит остановите довольно завязывайте stop прекращайте',
  contact:
    'писать пишите пиши писем письма письмо связываться связывайтесь беспокоить беспокойте спам спамить спама рассылку рассылки сообщения сообщений рекламу рекламы реклама звонить тревожить тревожьте рассылать',
  send: 'присылать присылайте присылай слать шлите шли отправлять отправляйте посылать посылайте',
  mails:
    'письма писем рекламу рекламы рассылку рассылки спам ничего это сообщений сообщения предложения предложений',
  not: 'не никаких никогда нет',
  more: 'больше впредь далее дальше снова более',
  want: 'хочу хотим желаю желаем нуждаюсь',
  receive: 'получаю получать слышать быть видеть',
  interested: 'интересно интересует заинтересован заинтересована заинтересованы интересны интересуют',
  please:
    'пожалуйста прошу спасибо немедленно просим просьба здравствуйте добрый день требую срочно будьте_добры',
  filler:
    'вы вас ваш ваша ваши вашей вашего вашу вам ваших мы я и в на по о чтобы все всех эти этой этого эту это уже надо от_вас у себя свои этих ваше у_вас вашими',
  elsewise:
    'пока до копии копию копия cc bcc pdf вложени* счет счёт счета позвоните звоните телефон вместо лучше только понедельник* вторник* сред* четверг* пятниц* недел* встреч* заказ* аккаунт случайно ошибк* документ* старый старую старого старой еще ещё файл*',
  others: 'клиент* пользовател* подписчик* люди людей участник* продукт* платформ* сотрудник* коллег* он она',
  condition: 'если или иначе ли',
  asking: 'почему когда где кто сколько зачем',
};

const uk: OptOutWords = {
  leave:
    'відписатися відпишіть відпишись відписка відписку відписатись відписати відписуюсь скасувати_підписку скасуйте_підписку unsubscribe* відмовляюсь_від_розсилки',
  remove:
    'видаліть видалити видали приберіть прибрати виключіть виключити зітріть викресліть видалення вилучіть вилучити',
  away: 'з із зі від',
  me: 'мене мені нас нам мій моя моє мою мої мого',
  data: 'адресу адреса пошту пошта дані ім_я скриньку номер',
  list: 'розсилки розсилка розсилку списку список бази база базу підписки crm листа реєстру',
  stop: 'стоп припиніть припинити припини перестаньте перестань перестати досить зупиніть годі stop',
  contact:
    'писати пишіть пиши листів листи лист зв_язуватися звертайтесь турбувати турбуйте спам спамити розсилку розсилки повідомлення повідомлень рекламу реклами',
  send: 'надсилати надсилайте надсилай слати шліть відправляти відправляйте посилати присилайте присилати',
  mails: 'листи листів рекламу реклами розсилку розсилки спам нічого це повідомлень пропозиції',
  not: 'не ніяких жодних ніколи',
  more: 'більше надалі далі знову',
  want: 'хочу хочемо бажаю бажаємо',
  receive: 'отримую отримувати чути одержувати бути',
  interested: 'цікаво цікавить зацікавлений зацікавлена зацікавлені',
  please: 'будь_ласка прошу дякую негайно просимо вітаю добрий день вимагаю',
  filler:
    'ви вас ваш ваша ваші вашої вашого вашу вам ваших ми я і й та у в на щоб усіх ці цієї цього цю це вже треба від_вас себе',
  elsewise:
    'поки до копії копію cc bcc pdf вкладенн* рахунок зателефонуйте телефон замість краще лише понеділ* вівтор* серед* четвер* п_ятниц* тижд* зустріч* замовленн* акаунт випадково помилк* документ* стару старий ще файл*',
  others: 'клієнт* користувач* підписник* люди людей учасник* продукт* платформ* колег*',
  condition: 'якщо або чи інакше',
  asking: 'чому коли де хто скільки',
};

const el: OptOutWords = {
  leave: 'απεγγραφή διαγραφώ διαγραφή_μου απεγγράψτε απεγγραφώ ξεγράψτε unsubscribe* opt_out διαγράψτε_με',
  remove: 'διαγράψτε διαγραφή αφαιρέστε αφαίρεση βγάλτε σβήστε διαγράψετε αφαιρέσετε',
  away: 'από',
  me: 'με μου εμένα μας',
  data: 'διεύθυνση διεύθυνσή email στοιχεία όνομα δεδομένα',
  list: 'λίστα λίστες βάση newsletter* ενημερωτικό',
  stop: 'σταματήστε σταμάτα στοπ stop αρκετά παύσετε',
  contact:
    'στέλνετε γράφετε επικοινωνείτε email μηνύματα μήνυμα ενοχλείτε spam διαφημίσεις ξαναστείλετε ξαναγράψετε',
  send: 'στέλνετε στείλετε στέλνεις',
  mails: 'email μηνύματα διαφημίσεις newsletter* τίποτα',
  not: 'μη μην όχι δεν κανένα ποτέ',
  more: 'άλλο άλλα ξανά πια πλέον',
  want: 'θέλω επιθυμώ θέλουμε',
  receive: 'λαμβάνω παίρνω λάβω',
  interested: 'ενδιαφέρομαι ενδιαφέρει ενδιαφερόμαστε',
  please: 'παρακαλώ ευχαριστώ άμεσα γεια',
  filler: 'τη την το τα σας του της να και στη στην στο αυτή αυτά των τις εσάς',
  elsewise: 'μέχρι πριν cc bcc pdf τηλέφωνο καλέστε μόνο λάθος παραγγελία',
  others: 'πελάτες χρήστες συνδρομητές προϊόν πλατφόρμα',
  condition: 'αν εάν ή',
  asking: 'γιατί πότε πού ποιος πόσοι',
};

export const OTHER_LANGUAGES = { pl, cs, fi, hu, tr, ru, uk, el };
