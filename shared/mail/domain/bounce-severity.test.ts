import { describe, expect, it } from 'vitest';
import { bounceSeverity } from './bounce-severity.ts';

const STATUS = /(?:^|\D)([245]\.\d{1,3}\.\d{1,3})(?!\d)/;

describe('bounceSeverity', () => {
  it.each<[string | undefined, string, string]>([
    [undefined, '550 Empfaenger unbekannt', 'hard'],
    [undefined, '550 User <a.b> unknown', 'hard'],
    [undefined, '550 Utilisateur inconnu', 'hard'],
    [undefined, '550 El usuario no existe', 'hard'],
    [undefined, '550 Usuario desconocido', 'hard'],
    [undefined, '550 Die Adresse jane.doe@acme.example existiert nicht', 'hard'],
    [undefined, '552 Postfach voll', 'soft'],
    [undefined, '550 La boîte est pleine', 'soft'],
    [undefined, '550 buzón lleno', 'soft'],
    ['5.0.0', 'an MX or SRV record indicated no SMTP service', 'hard'],
    ['5.0.0', 'all relevant MX records point to non-existent hosts', 'hard'],
    ['5.0.0', 'Unrouteable address', 'hard'],
    ['5.0.0', '550 No such person at this address', 'hard'],
    ['5.1.1', '550 5.1.1 The recipient does not exist. Please check the address and try again.', 'hard'],
    ['5.1.1', '550 5.1.1 mailbox disabled', 'hard'],
    ['5.1.1', '550 5.1.1 sorry, mailbox is over quota', 'soft'],
    ['5.7.1', '550 5.7.1 No such user!', 'hard'],
    [
      undefined,
      "554 delivery error: dd This user doesn't have a yahoo.com account (x@yahoo.com) [0]",
      'hard',
    ],
    [undefined, '552 1 Requested mail action aborted, mailbox not found', 'hard'],
    [
      undefined,
      '550 Message was not accepted -- invalid mailbox. Local mailbox x@mail.ru is unavailable: user not found',
      'hard',
    ],
    [undefined, '550 unknown or illegal alias: x@y.example', 'hard'],
    [undefined, '550 no mailbox by that name is currently available', 'hard'],
    [undefined, 'Sorry, no mailbox here by that name. (#5.1.1)', 'hard'],
    [undefined, "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'soft'],
    ['5.4.5', '550 5.4.5 Daily sending quota exceeded', 'soft'],
    [
      '5.4.1',
      '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [x.prod.protection.outlook.com]',
      'hard',
    ],
    ['5.4.310', '550 5.4.310 DNS domain foo.example does not exist', 'hard'],
    ['5.4.300', '550 5.4.300 Message expired', 'soft'],
    ['5.7.606', '550 5.7.606 Access denied, banned sending IP [1.2.3.4]', 'soft'],
    ['5.2.1', '550 5.2.1 The email account that you tried to reach is disabled.', 'soft'],
    ['5.2.1', '550 5.2.1 The user you are trying to contact is receiving mail too quickly', 'soft'],
    [
      '5.1.1',
      "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos",
      'hard',
    ],
    ['5.1.6', '550 5.1.6 recipient no longer on server', 'hard'],
    [undefined, '550 Mailbox unavailable or access denied', 'hard'],
    [undefined, '550 User suspended', 'soft'],
    [undefined, '550 This address no longer accepts mail.', 'hard'],
    [undefined, '550 relay not permitted', 'soft'],
    [
      undefined,
      '550-Verification failed for <a@b.example> 550-No Such User Here 550 Sender verify failed',
      'soft',
    ],
    [undefined, '450 4.2.0 user unknown, greylisted', 'soft'],
    [undefined, '451 try again: mailbox unknown', 'soft'],
    [undefined, '421 busy', 'soft'],
    ['5.0.0', '530 5.7.0 Must issue a STARTTLS command first', 'soft'],
    ['5.7.1', 'Content not wanted here', 'soft'],
    ['5.3.5', '554 5.3.5 Local configuration error', 'soft'],
    ['5.1.0', 'Domain yahoo.example does not accept mail (nullMX)', 'hard'],
    ['5.4.4', 'Host or domain name not found. Name service error for name=x type=A: Host not found', 'hard'],
    [undefined, 'Network is down', 'soft'],
    ['5.0.0', 'mailbox is full: retry timeout exceeded', 'soft'],
    ['5.0.0', 'retry timeout exceeded', 'soft'],
    [undefined, 'No mx record found for domain=acme.example', 'hard'],
    [undefined, 'The recipient name is not recognized', 'hard'],
    ['5.1.1', '550 5.1.1 jane@acme.example: inactive email address', 'hard'],
    [undefined, '550 Mailbox jane.doe@acme.example not found', 'hard'],
    [undefined, '550 5.1.1 Not our Customer', 'hard'],
    [undefined, '550 Ungültiger Empfänger', 'hard'],
    [undefined, '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416', 'hard'],
    [undefined, '550 Usuário inexistente', 'hard'],
    [undefined, '550 utente sconosciuto', 'hard'],
    [undefined, '550 Gebruiker onbekend', 'hard'],
    [undefined, '550 Użytkownik nie istnieje', 'hard'],
    [undefined, '550 Пользователь не найден', 'hard'],
    [undefined, '550 用户不存在', 'hard'],
    [undefined, '550 宛先不明', 'hard'],
    [undefined, '550 Kullanıcı bulunamadı', 'hard'],
    [undefined, '550 Почтовый ящик переполнен', 'soft'],
    [undefined, '550 用户邮箱已满', 'soft'],
    ['5.7.27', '550 5.7.27 Sender address has null MX', 'soft'],
    [undefined, '550 sender domain does not exist', 'soft'],
    [undefined, '550 Administrative prohibition', 'soft'],
    [undefined, '550 spam content rejected', 'soft'],
    ['5.7.1', '550 5.7.1 Service unavailable, Client host [1.2.3.4] blocked using Spamhaus', 'soft'],
    [undefined, '556 5.1.10 Domain does not accept mail', 'hard'],
    [undefined, '521 mail.example does not accept mail', 'hard'],
    ['5.3.2', '521 5.3.2 Recipient address rejected: System not accepting network messages.', 'hard'],
    [undefined, '550 This account has been closed', 'soft'],
    [undefined, '550 Benutzerkonto gesperrt', 'soft'],
    [undefined, '550 No valid recipients', 'hard'],
    ['5.1.2', '550 5.1.2 Host unknown', 'hard'],
    [undefined, '501 Malformed address', 'hard'],
    [undefined, '551 User not local; please try forwarding', 'hard'],
    [undefined, '451 Temporary local problem - please try later', 'soft'],
    ['5.0.0', 'could not deliver: connection timed out', 'soft'],
    [undefined, 'host lookup did not complete', 'soft'],
    [undefined, '550 The user has moved; new address is b@c.example', 'hard'],
    [
      '5.1.1',
      '550 5.1.1 <x@y.z>: Recipient address rejected: undeliverable address: host said: 550 no such user',
      'hard',
    ],
    ['5.1.1', '554 5.1.1 user unknown; your IP 1.2.3.4 is fine, policy at https://x/policy', 'hard'],
    [undefined, 'mail for x.example loops back to myself', 'soft'],
    ['5.4.6', '554 5.4.6 Too many hops', 'soft'],
    ['5.2.0', '550 5.2.0 unknown user', 'hard'],
    [undefined, '550 invalid DNS MX or A/AAAA resource record', 'hard'],
  ])('with status %s and the words %j is %s', (status, text, severity) => {
    expect(bounceSeverity(status ?? STATUS.exec(text)?.[1], text).severity).toBe(severity);
  });

  it.each([
    ['5.2.1', '550 5.2.1 The email account that you tried to reach is disabled.', 'mailbox disabled'],
    ['4.2.2', '452 4.2.2 The recipient mailbox is over quota', 'mailbox full'],
    ['5.0.0', '550 Benutzerkonto gesperrt', 'mailbox disabled'],
    ['5.7.1', '550 5.7.1 Message rejected due to local policy', 'refused for the sender or the content'],
    ['5.4.5', '550 5.4.5 Daily sending quota exceeded', 'later'],
    [undefined, '550 Daily sending quota exceeded', 'later'],
    [undefined, '550 spam: sending limit', 'refused for the sender or the content'],
    [undefined, '552 Mailbox full', 'mailbox full'],
    // A status that is certain outweighs all words.
    ['5.2.2', '552 5.2.2 message rejected as spam', 'mailbox full'],
    ['5.3.4', '552 5.3.4 blocked: no such user', 'too large'],
    [
      '5.7.23',
      '550 5.7.23 Recipient address rejected: Access denied',
      'refused for the sender or the content',
    ],
    // Others decide when the words say nothing.
    ['5.2.1', '', 'mailbox disabled'],
    ['5.2.1', 'Temporarily deferred', 'later'],
    ['5.7.1', 'Sorry', 'refused for the sender or the content'],
    ['5.0.0', 'Sorry', 'not said'],
    ['5.0.0', 'Connection timed out', 'later'],
    ['5.0.0', 'Access denied', 'refused for the sender or the content'],
    ['4.2.1', '550 no such user', 'later'],
  ] as const)('names a reason that can be counted: %s %s', (status, text, because) => {
    expect(bounceSeverity(status, text)).toEqual({ severity: 'soft', because });
  });

  it.each([
    ['5.4.4', '', 'no such host'],
    ['5.1.0', '', 'no such user'],
    ['5.1.6', '', 'has moved'],
    ['5.1.10', '', 'takes no mail'],
    // The reply code does not matter beside a status.
    ['5.1.1', '450 no such user', 'no such user'],
  ] as const)('takes the status %s for an answer, with the words %j', (status, text, because) => {
    expect(bounceSeverity(status, text)).toEqual({ severity: 'hard', because });
  });

  it.each(['450 no such user', 'smtp; 450 no such user', ' \n smtp; 450 no such user'])(
    'sees a temporary reply code without a status: %j',
    (text) => {
      expect(bounceSeverity(undefined, text)).toEqual({ severity: 'soft', because: 'later' });
    },
  );

  it('reads 4,000 characters', () => {
    const words = (length: number) => 'no such user'.padStart(length, '. ');
    expect(bounceSeverity(undefined, words(4_000)).because).toBe('no such user');
    expect(bounceSeverity(undefined, words(4_001)).because).toBe('not said');
  });

  it('does not trust "user unknown" when RCPT was accepted before the refusal', () => {
    expect(bounceSeverity('5.0.0', '550 Unknown user a@b.example', 'DATA').severity).toBe('soft');
    expect(bounceSeverity('5.0.0', '550 Unknown user a@b.example', 'RCPT').severity).toBe('hard');
    // Nor beside a status of the mail system, or of a disabled mailbox.
    expect(bounceSeverity('5.3.0', '550 Unknown user').because).toBe(
      'accepted, and refused with the message',
    );
    expect(bounceSeverity('5.3.0', '550 Unknown user', 'RCPT').because).toBe('no such user');
    expect(bounceSeverity('5.2.1', '550 Unknown user').because).toBe('mailbox disabled');
    expect(bounceSeverity('5.2.1', '550 Unknown user', 'RCPT').because).toBe('no such user');
    // Other words about the address are meant.
    expect(bounceSeverity('5.0.0', '550 Account suspended', 'DATA').because).toBe('mailbox disabled');
  });
});
