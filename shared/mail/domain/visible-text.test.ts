import { describe, expect, it } from 'vitest';
import { readWords, visibleText } from './visible-text.ts';

describe('visibleText', () => {
  it('keeps text between and below quoted lines', () => {
    const text =
      'On Mon, 3 Mar 2025, Rex <r@x.example> wrote:\n> Interested?\nYes.\n> When?\nMonday.\n\n-- \nAna';
    expect(visibleText(text)).toBe('Yes.\nMonday.');
  });

  it('does not mistake a sentence for an attribution', () => {
    const text = 'On my desk is the letter that you wrote\nand I will answer it.';
    expect(visibleText(text)).toBe(text);
  });

  it.each([
    'On Fri, Nov 27, 2026 at 05:17:12PM +0000, Elena, Harbour Records wrote:\n> old',
    'On Fri, 27 Nov 2026, Elena, Harbour Records wrote:\n\n> old',
    '"Elena, Harbour Records" <elena@brand.example> wrote:\n\n> old',
    'Elena, Harbour Records writes:\n\n> old',
    'Elena <elena@brand.example> writes:\n\n> old',
    'Elena <elena@brand.example> ha escrito:\n\nold',
    'Elena <elena@brand.example> wrote:\n\nold',
    'Am 06.05.2024 um 09:14 schrieb Elena:\n> old',
    'Am Mo., 6. Mai 2024 um 09:14 Uhr schrieb Elena <\nelena@brand.example>:\n\n> old',
    'Le lun. 6 mai 2024 à 09:14, Elena <elena@brand.example> a écrit :\n\n> old',
    'El lun, 6 may 2024 a las 9:14, Elena (<elena@brand.example>) escribió:\n\n> old',
    'Il giorno lun 6 mag 2024 alle ore 09:14 Elena <elena@brand.example> ha scritto:\n\n> old',
    'Em seg., 6 de mai. de 2024 às 09:14, Elena <elena@brand.example> escreveu:\n\n> old',
    'Op ma 6 mei 2024 om 09:14 schreef Elena <elena@brand.example>:\n\n> old',
    'Den mån 6 maj 2024 kl 09:14 skrev Elena <elena@brand.example>:\n\n> old',
    'man. 6. mai 2024 kl. 09:14 skrev Elena <elena@brand.example>:\n\n> old',
    'ma 6. toukok. 2024 klo 9.14 Elena (elena@brand.example) kirjoitti:\n\n> old',
    'pon., 6 maj 2024 o 09:14 Elena <elena@brand.example> napisał(a):\n\n> old',
    'po 6. 5. 2024 v 9:14 odesílatel Elena <elena@brand.example> napsal:\n\n> old',
    '3 марта 2025 г., 10:00 пользователь Rex <rex@shop.example> написал:\n\nold',
    'пн, 6 мая 2024 г. в 09:14, Elena <elena@brand.example>:\n\n> old',
    'пн, 6 трав. 2024 р. о 09:14 Elena <elena@brand.example> пише:\n\n> old',
    'Elena <elena@brand.example>, 6 May 2024 Pzt, 09:14 tarihinde şunu yazdı:\n\n> old',
    'Elena <elena@brand.example> ezt írta (időpont: 2024. máj. 6., H, 9:14):\n\n> old',
    'În lun., 6 mai 2024 la 09:14, Elena <elena@brand.example> a scris:\n\n> old',
    '2024年5月6日(月) 9:14 Elena <elena@brand.example>:\n\n> old',
    '在 2024年5月6日，09:14，Elena <elena@brand.example> 写道：\n\n> old',
    'Elena <elena@brand.example> 于2024年5月6日周一 09:14写道：\n\n> old',
    '2024년 5월 6일 (월) 오전 9:14, Elena <elena@brand.example>님이 작성:\n\n> old',
    '-----Original Message-----\nFrom: Elena\nSent: Monday\n\nold',
    '-----Ursprüngliche Nachricht-----\nold',
    '________________________________\nFrom: Elena <elena@brand.example>\nSent: Monday, 6 May 2024 09:14\nTo: Jo\nSubject: An idea\n\nold',
    'Date: Mon, 6 May 2024 09:14:00\nFrom: elena@brand.example\nTo: jo@firm.example\nSubject: An idea\n\nold',
    'Von: Rex <r@x.example>\nGesendet: Montag\nAn: Ana\n\nold',
    'De : Elena <elena@brand.example>\nEnvoyé : lundi 6 mai 2024 09:14\nÀ : Jo\nObjet : Une idée\n\nold',
    'Od: Elena <elena@brand.example>\nWysłane: poniedziałek, 6 maja 2024 09:14\nDo: Jo\nTemat: Pomysł\n\nold',
    'От: Elena <elena@brand.example>\nОтправлено: 6 мая 2024 г. 9:14\nКому: Jo\nТема: Идея\n\nold',
    'Від: Elena <elena@brand.example>\nНадіслано: 6 травня 2024 р. 9:14\nКому: Jo\nТема: Ідея\n\nold',
    'Kimden: Elena <elena@brand.example>\nGönderildi: 6 Mayıs 2024 Pazartesi 09:14\nKime: Jo\nKonu: Fikir\n\nold',
    'Feladó: Elena <elena@brand.example>\nElküldve: 2024. május 6. 9:14\nCímzett: Jo\nTárgy: Ötlet\n\nold',
    '差出人: Elena <elena@brand.example>\n送信日時: 2024年5月6日 9:14\n宛先: Jo\n件名: アイデア\n\nold',
    '发件人: Elena <elena@brand.example>\n发送时间: 2024年5月6日 9:14\n收件人: Jo\n主题: 想法\n\nold',
    '보낸 사람: Elena <elena@brand.example>\n보낸 날짜: 2024년 5월 6일 9:14\n받는 사람: Jo\n제목: 아이디어\n\nold',
  ])('cuts at %j', (quote) => {
    expect(visibleText(`Fine by me.\n\n${quote}`)).toBe('Fine by me.');
  });

  it.each([
    'My trip:\nFrom: Berlin\nTo: Hamburg\nWhen: Tuesday\n\nPlease bring the price list.',
    'Hello Elena\nCheers\nWe want to buy 20 licences. Call me on Tuesday.',
    'Two things:\n--\nThe price is too high for us.\n--\nThe date is fine with me.',
    'Agenda\n----- Prices -----\nWe start with the prices.',
    'Thanks,\nthat is what we need.',
  ])('keeps %j', (text) => expect(visibleText(text)).toBe(text));

  it('keeps a postscript below the closing, and drops the signature', () => {
    const text = 'Yes.\n\nBest,\nJo Vale\nFirm Ltd\n+44 20 7946 0000\n\nPS: please bring the price list.';
    expect(visibleText(text)).toBe('Yes.\n\nPS: please bring the price list.');
  });
});

describe('readWords', () => {
  it('includes text below a signature or a quote', () => {
    const text =
      'Yes.\n\n-- \nJo\nunsubscribe me\n\nOn Mon, 3 Mar 2025, Rex <r@x.example> wrote:\n> old\n\nstop';
    expect(readWords(text).own).toContain('unsubscribe me');
    expect(readWords(text).own).toContain('stop');
    expect(readWords(text).own).not.toContain('old');
  });
});
