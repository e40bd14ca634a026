import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SendRawEmailCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, runFixture } from '../fixture/run.ts';
import type { PeopleProfileInput } from './profile.ts';

const DAY = 24 * 3_600_000;
/** Everybody gets the mail and does all that people do. */
const EAGER: PeopleProfileInput = {
  deliver: 1,
  hardBounce: 0,
  softBounce: 0,
  complain: 1,
  open: 1,
  machineOpen: 1,
  scan: 1,
  click: 1,
  book: 0,
  reply: 1,
  outOfOffice: 1,
  unsubscribe: 1,
  unsubscribeByMail: 0,
};

interface Notification {
  readonly eventType?: string;
  readonly notificationType?: string;
  readonly mail: { readonly messageId: string; readonly tags: Record<string, string[]> };
  readonly bounce?: { readonly bounceType: string; readonly bounceSubType: string };
  readonly click?: { readonly link: string; readonly timestamp: string; readonly userAgent: string };
  readonly receipt?: { readonly action: { readonly bucketName: string; readonly objectKey: string } };
}

const mailTo = (address: string): Buffer =>
  Buffer.from(
    [
      'From: Rex <rex@send.example>',
      `To: Ada <${address}>`,
      'Reply-To: thread-1@reply.example',
      'Subject: =?utf-8?q?Sk=C3=A5l?=',
      'List-Unsubscribe: <https://api.invalid/open/unsubscribe/t1?k=1>, <mailto:leave@reply.example?subject=t1>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Look: https://shop.example/offer or https://shop.example/help or leave: https://shop.example/unsubscribe',
      '',
    ].join('\r\n'),
  );

describe('SES and the people behind it', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await runFixture({ people: EAGER });
  });
  afterAll(() => fixture.end());

  const send = async (address: string) => {
    const { MessageId } = await fixture.ses.send(
      new SendRawEmailCommand({
        RawMessage: { Data: mailTo(address) },
        ConfigurationSetName: 'fixture-set',
        Tags: [{ Name: 'message', Value: 'm-1' }],
      }),
    );
    return MessageId ?? '';
  };
  const notifications = async () =>
    (await fixture.take('fixture-quiet')).map((body) => JSON.parse(JSON.parse(body).Message) as Notification);

  it('keep the bytes of a mail, and publish immediate events at once', async () => {
    const id = await send('ada@lovelace.example');
    expect(readdirSync(join(fixture.home, 'mail'))).toEqual([`${id}.eml`]);
    expect(readFileSync(join(fixture.home, 'mail', `${id}.eml`))).toEqual(mailTo('ada@lovelace.example'));
    const events = await notifications();
    expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery', 'Open']);
    expect(events[0]?.mail).toMatchObject({
      messageId: id,
      tags: { message: ['m-1'], 'ses:configuration-set': ['fixture-set'] },
    });
    const list = await (await fetch(`${fixture.rex.mailboxUrl}/messages`)).json();
    expect(list).toMatchObject({
      total: 1,
      messages: [{ id, to: ['ada@lovelace.example'], subject: 'Skål' }],
    });
  });

  it('react later, each person once, through the same endpoints as real people', async () => {
    const { jumps, done } = await fixture.rex.runUntilIdle(30 * DAY);
    expect(done).toBe(true);
    expect(jumps).toBeGreaterThan(0);
    const events = await notifications();
    const kinds = events.map((each) => each.eventType ?? each.notificationType).sort();
    expect(kinds).toEqual(['Click', 'Click', 'Click', 'Complaint', 'Open', 'Received', 'Received']);
    const clicks = events.flatMap(({ click }) => click ?? []);
    const [reader] = clicks.toSorted((a, b) => (a.timestamp > b.timestamp ? -1 : 1));
    expect(reader?.link).toBe('https://shop.example/offer');
    // A scanner has followed every link by then, the way a browser does.
    const scanned = clicks.filter((click) => click !== reader);
    expect(scanned.map(({ link }) => link)).toEqual([
      'https://shop.example/offer',
      'https://shop.example/help',
    ]);
    expect(new Set(clicks.map(({ userAgent }) => userAgent)).size).toBe(1);
    const unsubscribed = fixture.rex.meter.snapshot().services['HttpApi']?.['requests'];
    // By the person, and the page that the scanner looked at.
    expect(unsubscribed).toBe(2);

    const received = events.flatMap(({ receipt }) => (receipt === undefined ? [] : [receipt.action]));
    const mails = await Promise.all(
      received.map(async ({ bucketName, objectKey }) => {
        const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket: bucketName, Key: objectKey }));
        return PostalMime.parse((await Body?.transformToString()) ?? '');
      }),
    );
    for (const mail of mails) {
      expect(mail.from?.address).toBe('ada@lovelace.example');
      expect(mail.to?.[0]?.address).toBe('thread-1@reply.example');
      expect(mail.inReplyTo).toMatch(/@email\.amazonses\.com>$/);
    }
    expect(mails.map(({ subject }) => subject).sort()).toEqual(['Automatic reply: Skål', 'Re: Skål']);
  });

  it('behave as the SES mailbox simulator for its addresses', async () => {
    await send('bounce@simulator.amazonses.com');
    await send('complaint@simulator.amazonses.com');
    const events = await notifications();
    expect(events.map(({ eventType }) => eventType)).toEqual([
      'Send',
      'Bounce',
      'Send',
      'Delivery',
      'Complaint',
    ]);
    expect(events[1]?.bounce).toMatchObject({ bounceType: 'Permanent', bounceSubType: 'General' });
  });

  it('reject the messages that SES rejects', async () => {
    await expect(send('not an address')).rejects.toMatchObject({ name: 'MessageRejected' });
    const unknownSet = new SendRawEmailCommand({
      RawMessage: { Data: mailTo('a@b.example') },
      ConfigurationSetName: 'absent',
    });
    await expect(fixture.ses.send(unknownSet)).rejects.toMatchObject({
      name: 'ConfigurationSetDoesNotExistException',
    });
  });

  it('answer the SES API calls that a sender makes', async () => {
    expect((await fixture.ses.send(new GetSendQuotaCommand())).MaxSendRate).toBe(14);
    const attributes = async () => {
      const asked = new GetIdentityVerificationAttributesCommand({ Identities: ['send.example'] });
      return (await fixture.ses.send(asked)).VerificationAttributes;
    };
    expect(await attributes()).toEqual({});
    // One call a second: another one within it is refused, as by SES.
    const once = fixture.ses.send.bind(fixture.ses);
    await expect(once(new VerifyDomainIdentityCommand({ Domain: 'send.example' }))).rejects.toMatchObject({
      name: 'Throttling',
    });
    await fixture.rex.clock.advance(1_000);
    await fixture.ses.send(new VerifyDomainIdentityCommand({ Domain: 'send.example' }));
    await fixture.rex.clock.advance(1_000);
    // The record is not in the DNS.
    expect((await attributes())?.['send.example']?.VerificationStatus).toBe('Pending');
  });
});
