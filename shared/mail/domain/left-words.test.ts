import { describe, expect, it } from 'vitest';
import { processorMs } from '../../../test/support/processor-time.ts';
import { classifyInbound } from './inbound.ts';

const answer = (body: string) =>
  classifyInbound(
    new TextEncoder().encode(
      `From: Jo <jo@firm.example>\r\nTo: reply+abcdefgh@reply.brand.example\r\nSubject: Automatic reply: An idea\r\nAuto-Submitted: auto-replied\r\nDate: Thu, 05 Mar 2026 13:30:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`,
    ),
  );

describe('the answer of a machine', () => {
  it.each([
    'I have left the company. For any enquiries please contact Max Doe at max@firm.example.',
    'I have left the company.',
    "I've left Acme. Please contact max@firm.example.",
    'I left Acme on 31 March. Please write to Max Doe.',
    'I have resigned. My successor is Max Doe, max@firm.example.',
    'This email address is no longer in use. Please contact info@firm.example.',
    'This mailbox is no longer monitored. Contact max@firm.example instead.',
    'Jo Vale is no longer with the company. Please direct all enquiries to Max Doe.',
    'I no longer work at Firm. Please contact my colleague Max Doe.',
    'I have retired. Please contact Max Doe for anything.',
    'Jo no longer works here; please speak to Max.',
    'I have moved on to a new role. Please reach out to max@firm.example.',
    'I am no longer responsible for purchasing. Please contact Max Doe.',
    'My email address has changed. Please use jo@new.example.',
    'My account has been deactivated, please write to max@firm.example',
    "Thank you for your message. As of 1 March I'm no longer employed by Firm Ltd. Until 30 April Max Doe, max@firm.example will help you.",
    'Ich habe das Unternehmen verlassen. Bitte wenden Sie sich an Herrn Max Muster, max@firm.example.',
    'Ich bin nicht mehr bei der Firma tätig. Ihre neue Ansprechpartnerin ist Frau Berger.',
    'Ich bin zum 28.02. aus dem Unternehmen ausgeschieden. Bitte wenden Sie sich an Frau Berger.',
    'Ich habe gekündigt. Mein Nachfolger ist Herr Stein.',
    'Diese E-Mail-Adresse wird nicht mehr verwendet. Bitte schreiben Sie an info@firm.example.',
    'Dieses Postfach ist nicht mehr aktiv. Bitte kontaktieren Sie Frau Berger.',
    'Ich bin nicht mehr zuständig, bitte wenden Sie sich an Frau Berger.',
    'Frau Vale ist im Ruhestand. Bitte wenden Sie sich an Herrn Stein.',
    'Ich arbeite nicht mehr für Firma GmbH. Bitte kontaktieren Sie max@firm.example.',
    "J'ai quitté l'entreprise. Merci de contacter Max Dupont, max@firm.example.",
    "J'ai quitté la société Firm. Merci de vous adresser à ma collègue Claire Dubois.",
    'Je ne travaille plus chez Firm. Contactez Max Dupont.',
    'Je ne fais plus partie de la société, veuillez contacter Mme Leroy.',
    "Cette adresse n'est plus utilisée. Écrivez à info@firm.example.",
    "J'ai démissionné. Mon successeur est Max Dupont.",
    'Je suis à la retraite. Merci de contacter M. Dupont.',
    "Cette adresse e-mail est désactivée, merci d'écrire à info@firm.example.",
    'He dejado la empresa. Para cualquier consulta, contacte con Max Pérez, max@firm.example.',
    'Ya no trabajo en la empresa. Por favor contacte con Max Pérez.',
    'Ya no formo parte de Firm. Diríjase a Max Pérez.',
    'Me he jubilado. Contacte con mi compañero Max.',
    'Esta dirección de correo ya no está en uso. Escriba a info@firm.example.',
    'He renunciado. Mi sucesor es Max Pérez.',
    'Esta cuenta ha sido desactivada. Escriba a info@firm.example.',
    "Ho lasciato l'azienda. Per qualsiasi richiesta contattare Max Rossi, max@firm.example.",
    'Non lavoro più in Firm. Rivolgersi a Max Rossi.',
    'Non faccio più parte della società. Contatti il mio collega Max Rossi.',
    'Questo indirizzo non è più attivo. Scrivere a info@firm.example.',
    'Mi sono dimessa. Il mio successore è Max Rossi.',
    'Sono in pensione. Contattare Max Rossi.',
    'Questa casella è stata disattivata, scriva a info@firm.example.',
    'Deixei a empresa. Por favor contacte Max Silva, max@firm.example.',
    'Já não trabalho na Firm. Contacte o meu colega Max Silva.',
    'Não trabalho mais nesta empresa. Fale com Max Silva.',
    'Este endereço de e-mail já não está em uso. Escreva para info@firm.example.',
    'Aposentei-me. Fale com o meu colega Max.',
    'Este e-mail foi desativado. Escreva para info@firm.example.',
    'Meu sucessor é Max Silva, fale com ele.',
    'Ik heb het bedrijf verlaten. Neem contact op met Max Jansen, max@firm.example.',
    'Ik ben niet meer werkzaam bij Firm. Neem contact op met mijn collega Max Jansen.',
    'Ik werk niet meer bij Firm. Mail Max Jansen.',
    'Dit e-mailadres is niet meer in gebruik. Mail naar info@firm.example.',
    'Ik ben met pensioen. Neem contact op met Max Jansen.',
    'Mijn opvolger is Max Jansen, max@firm.example.',
    'Jag har slutat på Firm. Kontakta Max Berg.',
    'Jeg arbejder ikke længere hos Firm. Kontakt Max Berg.',
    'Jeg jobber ikke lenger i Firm. Kontakt Max Berg.',
    'En työskentele enää yrityksessä. Ota yhteyttä Max Berg.',
    'Nie pracuję już w firmie. Proszę o kontakt z Max Nowak.',
    'Już nie pracuję w firmie. Kontakt: max@firm.example',
    'Již nepracuji ve firmě. Kontaktujte Max Novák.',
    'Я больше не работаю в компании. Пишите Максу.',
    'Я більше не працюю в компанії. Пишіть Максу.',
    'Már nem dolgozom a cégnél. Keresse Max Nagy.',
    'Nu mai lucrez în companie. Contactați Max Pop.',
    'Artık şirkette çalışmıyorum. Max ile iletişime geçin.',
    'Δεν εργάζομαι πλέον στην εταιρεία. Επικοινωνήστε με τον Μαξ.',
    '退職いたしました。今後は山田までご連絡ください。',
    '我已离职，请联系王先生。',
    '퇴사하였습니다. 김철수에게 연락 바랍니다.',
  ])('says that nobody reads the mailbox any more: %s', async (text) => {
    expect(await answer(text)).toMatchObject({
      kind: 'auto_reply',
      byMachine: true,
      reading: { class: 'wrong_person', certainty: 'certain' },
    });
  });

  it.each([
    'I am away until 5 May; in urgent cases contact Max Doe, max@firm.example.',
    'I am out of the office until 5 May. For urgent matters please contact my colleague Max Doe at max@firm.example.',
    'I have left the office for today and will be back on 6 March. Contact Max Doe if it is urgent.',
    'I have left for vacation and will be back on 5 May. Please contact max@firm.example.',
    'I am on maternity leave until 1 September. My colleague Max Doe is my replacement.',
    'I am on leave until 5 May and my mailbox is not monitored. Contact max@firm.example.',
    'This mailbox is not monitored while I am on vacation until 5 May. Contact max@firm.example.',
    'I am no longer at my desk, out of office until 9 March. Call Max.',
    'Ich bin bis zum 5. Mai im Urlaub. In dringenden Fällen wenden Sie sich bitte an Frau Berger.',
    'Ich bin heute nicht mehr im Haus und ab Montag wieder erreichbar. Wenden Sie sich an Frau Berger.',
    'Ich bin ab 9.3. wieder für Sie da, heute nicht mehr für Sie erreichbar. Dringend: Herr Stein.',
    'Ich bin heute nicht mehr da. Ich bin am 9. März wieder erreichbar.',
    'Ich bin bis 5. Mai nicht im Büro. Dieses Postfach wird nicht gelesen. Meine Vertretung ist Frau Berger.',
    "Je suis absent jusqu'au 5 mai. En cas d'urgence, contactez Max Dupont, max@firm.example.",
    "Je ne suis plus au bureau jusqu'au 5 mai, absent. Contactez Max Dupont.",
    'Estoy de vacaciones hasta el 5 de mayo. Para urgencias contacte con Max Pérez.',
    'No estoy en la oficina hasta el 5 de mayo. Para urgencias contacte con Max Pérez.',
    'No estoy en la oficina hasta el 5 de mayo.',
    'Sono in ferie fino al 5 maggio. Per urgenze contattare Max Rossi, max@firm.example.',
    'Non sono in ufficio fino al 5 maggio. Per urgenze contattare Max Rossi.',
    'Estou de férias até 5 de maio. Para assuntos urgentes contacte Max Silva.',
    'Não estou no escritório até 5 de maio. Contacte Max Silva.',
    'Não estou na empresa até 5 de maio.',
    'Ik ben op vakantie tot 5 mei. Neem voor dringende zaken contact op met Max Jansen.',
    'Ik ben niet op kantoor tot 5 mei. Neem contact op met Max Jansen.',
    'Ik ben deze week niet meer op kantoor, vanaf 9 maart weer terug.',
    'Jag är på semester till 5 maj. Kontakta Max Berg.',
    'Nie pracuję do 5 maja, jestem na urlopie. Kontakt: Max Nowak.',
    'Я в отпуске до 5 мая. Пишите Максу.',
  ])('is an absence, whomever it names: %s', async (text) => {
    expect(await answer(text)).toMatchObject({
      kind: 'out_of_office',
      reading: { class: 'out_of_office' },
    });
  });

  it.each([
    'We have received your message, ticket 12. For support contact help@firm.example.',
    'Thank you for your message. We will answer within two days.',
    'I am in meetings all day. If urgent, call my colleague Max.',
    'Thanks for contacting Firm. There are a few seats left for our event.',
    'We have got your message.\n\nOn Thu, 5 Mar 2026 at 10:00, Rex <rex@brand.example> wrote:\n> Your last contact has left the company.',
  ])('says nothing of them: %s', async (text) => {
    const mail = await answer(text);
    expect(mail.kind).toBe('auto_reply');
    expect('reading' in mail && mail.reading.class).not.toBe('wrong_person');
  });

  it('names who is to be asked instead', async () => {
    expect(await answer('I have left the company. Please contact Max Doe, max@firm.example.')).toMatchObject({
      reading: {
        referredTo: { name: 'Max Doe', email: 'max@firm.example' },
        sentence: 'I have left the company.',
      },
    });
  });

  it('takes no time to read', async () => {
    for (const text of ['this my the ', 'ich habe ', "n'est plus ", 'has left ', 'no longer '].map((each) =>
      each.repeat(800),
    )) {
      expect(await processorMs(() => answer(text))).toBeLessThan(1_000);
    }
  });
});
