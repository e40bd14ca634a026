import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outreachReplies, REPLY_SETS, readOutreachReply } from '../../../test/support/outreach-replies.ts';
import { processorMs } from '../../../test/support/processor-time.ts';
import { likelyLanguages } from './language.ts';
import { readContent } from './reply-content.ts';
import { ENGLISH } from './reply-words/english.ts';

const SENT = 'Tue, 1 Dec 2026 10:00:00 +0000';
const read = (text: string) => readContent(text, { sent: SENT });

describe('what the words of a reply want', () => {
  it.each([
    ['seen', 1],
    ['set-aside', 0.97],
    ['second', 0.95],
    // No rule was changed for these: about what unusual words come to.
    ['third', 0.55],
  ] as const)('is read in seven languages: %s', (set, least) => {
    const replies = outreachReplies(set).filter(
      ({ wants }) => !/^(?:unsubscribe|out_of_office)$/.test(wants),
    );
    const wrong = replies.filter(({ wants, text }) => read(text).class !== wants);
    expect(replies.length).toBeGreaterThan(20);
    expect(1 - wrong.length / replies.length, JSON.stringify(wrong)).toBeGreaterThanOrEqual(least);
  });

  it('is read from whole mails, where absences and requests to stop come first', async () => {
    const wrong: string[] = [];
    for (const reply of outreachReplies('set-aside')) {
      const found = await readOutreachReply(reply);
      if (found !== reply.wants) wrong.push(`${reply.text}: ${found}`);
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(4);
  });

  it('never takes a refusal, a complaint or a wrong address for interest', () => {
    const refusing = REPLY_SETS.flatMap(outreachReplies).filter(({ wants }) =>
      ['not_interested', 'complaint', 'wrong_person'].includes(wants),
    );
    expect(refusing.length).toBeGreaterThan(80);
    for (const { text, language } of refusing) {
      expect([text, read(text).class]).not.toEqual([text, 'interested']);
      const liked = language === 'en' ? [`${text} Sounds good otherwise.`] : [];
      for (const padded of [`-\n\n${text}\n\n-`, ...liked])
        expect([padded, read(padded).class]).not.toEqual([padded, 'interested']);
    }
  });

  it.each([
    'Please write a detailed report on this and send it to me.',
    'Please speak to me directly.',
    'Please talk to me about it.',
    'Please contact me directly at my office.',
    'Please try the demo on Monday with us.',
    'Please call the number on my card.',
    'Please email a quote for ten users.',
    'Please write your offer on one page.',
    'You can call me on my mobile.',
    'Please call us at 5.',
    'Please reach out to us at the fair.',
    'Please direct it to me at the office.',
    'Please forward the documents at your convenience.',
    'You should ask for the big plan at once.',
    'Please get in touch with me on Monday.',
    'Please write up the details for us.',
    'Please speak with me about pricing.',
    'Please contact me instead of calling.',
    'Could you write a short summary about your product?',
    'Bitte schreiben Sie einen ausführlichen Bericht für meine Akten.',
    'Bitte sprechen Sie direkt mit mir.',
    'Schreiben Sie Ihr bestes Angebot auf.',
    'Bitte schreiben Sie meinen Namen richtig.',
    'Rufen Sie meine Handynummer an.',
    'Bitte nehmen Sie meine Bestellung auf.',
    'Bitte wenden Sie sich direkt an mich.',
    'Fragen Sie mich gern direkt.',
    'Bitte schreiben Sie mir einen Bericht darüber.',
    "Merci d'écrire un rapport détaillé de la situation et de me l'envoyer.",
    'Parlez-moi directement.',
    'Merci de me contacter directement.',
    'Veuillez vous adresser directement à moi.',
    'Merci de voir avec moi.',
    'Demandez-moi un rendez-vous avec votre équipe.',
    'Contactez-moi de préférence le lundi.',
    'Merci de nous contacter directement.',
    'Parlons de votre offre.',
    'Por favor, escriba un informe detallado y envíelo a mi correo.',
    'Hable directamente conmigo.',
    'Contacte directamente con nosotros.',
    'Por favor, hable a mi oficina directamente.',
    'Escríbame al correo de siempre.',
    'Diríjase a mí directamente.',
    'Scriva una relazione dettagliata e la mandi a me.',
    'Parli direttamente con me.',
    'Mi contatti il lunedì.',
    'Scriva la relazione e me la mandi.',
    'Mi scriva il prezzo.',
    'Si rivolga direttamente a me.',
    'Sentiamoci il lunedì.',
    'Mi parli della vostra offerta.',
    'Escreva o relatório e envie para mim.',
    'Fale diretamente comigo.',
    'Escreva um relatório detalhado para mim.',
    'Fale comigo diretamente.',
    'Contacte-me diretamente.',
    'Schrijf een uitgebreid rapport en stuur het naar mij.',
    'Spreek rechtstreeks met mij.',
    'Neem direct contact met mij op.',
    'Stuur het naar mijn adres.',
    'Bel mij op mijn mobiel.',
    'Mail mij de offerte.',
    'Neem contact op met ons.',
  ])('names nobody in %j', (text) => expect(read(text).class).not.toBe('referral'));

  it.each([
    'Please contact Jane Roe at jane.roe@other.example instead.',
    'Please write to Jane Roe, she decides.',
    'Please email the purchasing team at buy@firm.example.',
    'Please speak to Max directly.',
    'You should call Tom in purchasing, he handles it.',
    'Please ask my colleague Ann.',
    'Please talk to our director.',
    'Best to speak with Dana in operations, dana@ops.example.',
    'Please direct your mail to our CTO, he decides.',
    'Kindly forward this to our head of IT, who decides.',
    'Please contact the person who runs IT at our site.',
    'Schreiben Sie meiner Kollegin Frau Berger.',
    'Bitte wenden Sie sich an Frau Berger.',
    'Sprechen Sie ihn direkt an.',
    'Bitte schreiben Sie ihr direkt.',
    'Contactez plutôt ma collègue Claire.',
    'Voyez avec lui directement.',
    'Merci de vous adresser à M. Dupont.',
    'Hable con mi jefe.',
    'Escriba a mi compañera Ana.',
    'Scriva al mio collega Rossi.',
    'Contatti il signor Rossi.',
    'Parli con la mia responsabile.',
    'Senta il mio collega.',
    'Fale com o meu chefe.',
    'Escreva ao meu colega Silva.',
    'Contacte o senhor Silva.',
    'Neem contact op met mijn collega.',
    'Mail naar mevrouw Jansen.',
    'Vraag mijn collega Jan.',
    'Stuur het naar onze directeur.',
  ])('names somebody else in %j', (text) => expect(read(text).class).toBe('referral'));

  it('gives the day, the sentence and whom they name', () => {
    expect(read('Hello.\nWe are busy. Please get back to me in March.')).toMatchObject({
      class: 'later',
      day: '2027-03-01',
      sentence: 'Please get back to me in March.',
      language: 'en',
    });
    expect(read('Bitte wenden Sie sich an Herrn Krause, krause@firma.example.')).toMatchObject({
      class: 'referral',
      referredTo: { name: 'Krause', email: 'krause@firma.example' },
    });
    const known = ['jo@firm.example'];
    expect(readContent('My colleague Ann Lee handles this. jo@firm.example', { known })).toMatchObject({
      class: 'referral',
      referredTo: { name: 'Ann Lee' },
    });
  });

  it('is unsure of a long text and of one that says several things', () => {
    expect(read('Sounds interesting, send me more information.').certainty).toBe('certain');
    expect(read('Sounds interesting. But we are not interested in the second offer.')).toMatchObject({
      class: 'not_interested',
      certainty: 'possible',
    });
    const long = `${'We met on the way to town. '.repeat(12)}Please send me more information.`;
    expect(read(long).certainty).toBe('possible');
  });

  it('is unclear in a language that it does not read', () => {
    for (const text of [
      'Tack, det låter intressant.',
      'とても興味があります。',
      'Dziękuję, nie teraz.',
      '👍',
      '',
    ])
      expect(read(text).class).toBe('unclear');
    expect(likelyLanguages('Det lyder interessant, men ikke nu')).toEqual([]);
  });

  it('never throws and takes no time, whatever is written', async () => {
    const words = [
      ...ENGLISH.frequent.split(' '),
      'not',
      'interested',
      'contact',
      'in',
      'March',
      '?',
      '.',
      '\n',
      'a@b.example',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 400 }), (parts) => {
        expect(() => read(parts.join(' '))).not.toThrow();
      }),
      { numRuns: 60 },
    );
    for (const text of [
      'not '.repeat(3_000),
      'contact my '.repeat(1_000),
      'a@'.repeat(5_000),
      '?'.repeat(9_999),
    ]) {
      expect(await processorMs(() => read(text))).toBeLessThan(1_000);
    }
  });
});
