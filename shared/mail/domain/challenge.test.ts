import { describe, expect, it } from 'vitest';
import { classifyInbound } from './inbound.ts';

const raw = (headers: Record<string, string>, body: string): Uint8Array => {
  const all = {
    From: 'Jo <jo@firm.example>',
    To: 'reply+abc123@in.example',
    Subject: 'Re: An idea',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return new TextEncoder().encode(`${head.join('\r\n')}\r\n\r\n${body}\r\n`);
};

describe('a challenge of a filter', () => {
  it.each([
    [
      'TMDA',
      {
        'X-Delivery-Agent': 'TMDA/1.1.12',
        'Auto-Submitted': 'auto-replied',
        Subject: 'Please confirm your message',
      },
      'This message was created automatically by mail delivery software (TMDA).\r\nYour message attached below is being held because the address has not been verified. To release your message for delivery, please send an empty message to jo-confirm-1234@firm.example.',
    ],
    [
      'Spam Arrest',
      {
        From: 'Jo <jo@spamarrest.com>',
        'Auto-Submitted': 'auto-replied',
        Subject: 'Re: An idea (verification required)',
      },
      'Jo here, I am protecting myself from receiving junk mail. Please click the link below to complete the verification process. You have to do this only once: https://www.spamarrest.com/a2?x',
    ],
    [
      'MailInBlack, in French',
      { 'Auto-Submitted': 'auto-generated', Subject: 'Authentification nécessaire' },
      'Votre message est en attente. Merci de confirmer que vous êtes une personne en suivant ce lien : https://mib.example/x',
    ],
    [
      'a German one',
      { 'Auto-Submitted': 'auto-replied', Subject: 'Ihre Nachricht' },
      'Ihre Nachricht wurde zurückgehalten. Bitte bestätigen Sie Ihre Absender-Adresse: https://filter.example/x',
    ],
  ])('is told by its form: %s', async (_, headers, body) => {
    expect(await classifyInbound(raw(headers, body))).toMatchObject({
      reading: { class: 'challenge_response', certainty: 'certain', by: 'structure' },
    });
  });

  it('is only possible when a person may have typed it', async () => {
    const body =
      'Your message was blocked by our filter. Please confirm your address here: https://filter.example/x';
    expect(await classifyInbound(raw({}, body))).toMatchObject({
      kind: 'reply',
      reading: { class: 'challenge_response', certainty: 'possible' },
    });
  });

  it.each([
    'Please confirm the meeting on Tuesday: https://calendar.example/x',
    'I did not get your last message. Can you send the link again?',
    'Thank you for your message. Your ticket has been received, see https://desk.example/1.',
  ])('is not every mail with a link: %s', async (body) => {
    const mail = await classifyInbound(raw({}, body));
    expect(mail).not.toMatchObject({ reading: { class: 'challenge_response' } });
  });
});
