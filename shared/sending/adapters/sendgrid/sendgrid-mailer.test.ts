import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOBODY_LISTENS } from '../../../../test/support/nobody-listens.ts';
import { type MailInput, outgoingMail } from '../../../../test/support/outgoing-mail.ts';
import type { SendOutcome } from '../../app/ports/sending.ts';
import { SendgridMailer } from './sendgrid-mailer.ts';

const NOW = new Date('2026-03-04T12:00:00Z');

interface Asked {
  readonly authorization: string | undefined;
  readonly body: {
    personalizations: {
      to: { email: string }[];
      custom_args: object;
      substitutions?: Record<string, string>;
    }[];
    [field: string]: unknown;
  };
}
interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly errors?: readonly { message: string; field: string | null }[];
  /** The connection is cut in place of an answer. */
  readonly cut?: true;
}

let server: Server;
let baseUrl: string;
let asked: Asked[] = [];
let answerTo: (asked: Asked) => Answer;
/** Whom the server has taken mail for. */
let taken: string[] = [];
const takes = (): Answer => ({ status: 202, headers: { 'x-message-id': 'sg-1' } });
const recipients = ({ body }: Asked): string[] =>
  body.personalizations.flatMap(({ to }) => to.map((each) => each.email));

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const one: Asked = {
      authorization: request.headers.authorization,
      body: (await json(request)) as Asked['body'],
    };
    asked.push(one);
    const { status, headers = {}, errors, cut } = answerTo(one);
    if (status === 202) taken.push(...recipients(one));
    if (cut) return void request.socket.destroy();
    response.writeHead(status, headers).end(errors ? JSON.stringify({ errors }) : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  taken = [];
  answerTo = takes;
});

const mailer = (url = baseUrl) =>
  new SendgridMailer({
    accounts: {
      acme: { apiKey: 'SG.acme', webhookPublicKey: '', baseUrl: url },
      other: { apiKey: 'SG.other', webhookPublicKey: '', baseUrl: url },
    },
    fetch,
    clock: { now: () => NOW },
    timeoutMs: 500,
  });
async function send(mails: readonly MailInput[], to = mailer()): Promise<SendOutcome[]> {
  const made = await Promise.all(mails.map((mail) => outgoingMail(mail)));
  return Promise.all(made.map((mail) => to.send(mail)));
}
const people = (count: number): MailInput[] =>
  Array.from({ length: count }, (_, i) => ({ to: `p${i}@person.example` }));

describe('a request', () => {
  it('carries messages of one sender together, each person with their own words and nobody else', async () => {
    expect(await send(people(24))).toEqual(
      Array.from({ length: 24 }, () => ({ outcome: 'accepted', providerMessageId: 'sg-1' })),
    );
    expect(asked).toHaveLength(1);
    const { authorization, body } = asked[0]!;
    expect(authorization).toBe('Bearer SG.acme');
    expect(body.personalizations.map(({ to }) => to.length)).toEqual(Array.from({ length: 24 }, () => 1));
    expect(new Set(recipients(asked[0]!)).size).toBe(24);
    const [first, second] = body.personalizations;
    expect(first!.substitutions).not.toEqual(second!.substitutions);
    expect(Object.values(first!.substitutions ?? {}).join(' ')).toContain('Hi p0@person.example');
    expect(first).toMatchObject({
      subject: 'Hello p0@person.example',
      headers: {
        'List-Unsubscribe': expect.stringMatching(
          /^<https:\/\/rex\.example\/u\/[^>]+>, <mailto:reply\+[^>]+>$/,
        ),
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        References: expect.stringMatching(/^<.+@reply\.acme\.example>$/),
      },
      custom_args: { workspace: 'acme', cohort: 'utc-0001', step: '1' },
    });
    expect(JSON.stringify(first!.custom_args)).not.toContain('person.example');
    expect(body['tracking_settings']).toMatchObject({ subscription_tracking: { enable: false } });
  });

  it('has nothing counted of mail that is not tracked, which goes in a request of its own', async () => {
    const [one, two] = await Promise.all(people(2).map((mail) => outgoingMail(mail)));
    const to = mailer();
    await Promise.all([to.send(one!), to.send({ ...two!, tracked: false })]);
    const told = asked.map(({ body }) => body['tracking_settings']);
    expect(told).toHaveLength(2);
    for (const enable of [true, false])
      expect(told).toContainEqual(
        expect.objectContaining({
          click_tracking: { enable, enable_text: false },
          open_tracking: { enable },
        }),
      );
  });

  it('takes a thousand at most', async () => {
    await send(people(1001));
    expect(asked.map(({ body }) => body.personalizations.length).toSorted((a, b) => a - b)).toEqual([
      1, 1000,
    ]);
  });

  it('is one for each message that is too long to be substituted, or holds what is substituted', async () => {
    const outcomes = await send([
      { text: 'x'.repeat(9_000) },
      { text: 'Look: -rex6f1dText-' },
      ...people(2),
      { from: 'ann@mail2.acme.example' },
      { workspace: 'other' },
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'accepted'));
    expect(asked.map(({ body }) => body.personalizations.length).toSorted()).toEqual([1, 1, 1, 1, 2]);
    const alone = asked.find(({ body }) => JSON.stringify(body['content']).includes('xxxx'));
    expect(alone!.body).toMatchObject({
      reply_to: { email: expect.stringMatching(/^reply\+t\d+\.abc_DEF-123@reply\.acme\.example$/) },
      content: [
        { type: 'text/plain' },
        { type: 'text/html', value: expect.stringContaining('<a clicktracking="off"') },
      ],
    });
    expect(asked.map(({ authorization }) => authorization)).toContain('Bearer SG.other');
  });

  it('is one for each answer of a member, with the thread of what it answers', async () => {
    await send([{ answer: 'an_1' }, { answer: 'an_2' }, {}]);
    expect(asked.map(({ body }) => body.personalizations.length)).toEqual([1, 1, 1]);
    const { body } = asked[0]!;
    expect(body.personalizations[0]).toMatchObject({
      headers: {
        'In-Reply-To': expect.stringMatching(/^<\d+@person\.example>$/),
        References: expect.stringMatching(/^<.+@reply\.acme\.example>$/),
      },
      custom_args: { workspace: 'acme', lead: expect.any(String), answer: 'an_1' },
    });
    expect(body.personalizations[0]).not.toHaveProperty('substitutions');
    expect(body['content']).toHaveLength(2);
    expect(body).not.toHaveProperty('attachments');
  });

  it.each(['REQUEST', 'CANCEL'] as const)(
    'carries a calendar whose method is %s, and its file',
    async (method) => {
      const content = `BEGIN:VCALENDAR\r\nMETHOD:${method}\r\nSUMMARY:Zoë\r\nEND:VCALENDAR\r\n`;
      await send([{ answer: 'an_1', calendar: { method, content } }]);
      const { content: parts, attachments } = asked[0]!.body;
      expect(parts).toEqual([
        { type: 'text/plain', value: expect.any(String) },
        { type: 'text/html', value: expect.any(String) },
        { type: `text/calendar; method=${method}`, value: content },
      ]);
      expect(attachments).toEqual([
        {
          content: Buffer.from(content).toString('base64'),
          type: 'application/ics',
          filename: 'invite.ics',
          disposition: 'attachment',
        },
      ]);
    },
  );

  it('only looks at messages of a dry run', async () => {
    answerTo = () => ({ status: 200 });
    const mail = await outgoingMail();
    expect(await mailer().rehearse(mail)).toMatchObject({ outcome: 'accepted' });
    expect(asked[0]!.body['mail_settings']).toEqual({ sandbox_mode: { enable: true } });
  });
});

describe('a batch that is refused for some of its messages', () => {
  const bad = (place: number) => ({
    message: 'Does not contain a valid address.',
    field: `personalizations.${place}.to.0.email`,
  });
  const isBad = (address: string): boolean => address.startsWith('bad');
  const mixed: MailInput[] = [...people(10), { to: 'bad1@person.example' }, { to: 'bad2@person.example' }];

  it.each<[string, (asked: Asked) => Answer]>([
    [
      'named all at once',
      (one) => {
        const errors = recipients(one).flatMap((address, place) => (isBad(address) ? [bad(place)] : []));
        return errors.length > 0 ? { status: 400, errors } : takes();
      },
    ],
    [
      'named one at a time',
      (one) => {
        const place = recipients(one).findIndex(isBad);
        return place >= 0 ? { status: 400, errors: [bad(place)] } : takes();
      },
    ],
    [
      'not named',
      (one) =>
        recipients(one).some(isBad)
          ? { status: 400, errors: [{ message: 'Bad Request', field: null }] }
          : takes(),
    ],
  ])('%s: loses none of the others, and sends none twice', async (_, answer) => {
    answerTo = answer;
    const outcomes = await send(mixed);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 10 }, () => 'accepted'),
      'refused',
      'refused',
    ]);
    expect(taken.toSorted()).toEqual(
      people(10)
        .map(({ to }) => to)
        .toSorted(),
    );
  });

  it('is cut in halves when it is too large', async () => {
    answerTo = ({ body }) => (body.personalizations.length > 3 ? { status: 413, errors: [] } : takes());
    expect((await send(people(10))).every(({ outcome }) => outcome === 'accepted')).toBe(true);
    expect(taken.toSorted()).toEqual(
      people(10)
        .map(({ to }) => to)
        .toSorted(),
    );
  });

  it('stays unknown where an answer is missing, and is not handed in again', async () => {
    answerTo = () => ({ status: 202, cut: true });
    expect((await send(people(5))).map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 5 }, () => 'unknown'),
    );
    expect(asked).toHaveLength(1);
  });
});

const account = { outcome: 'unavailable', mend: { scope: 'account', todo: expect.stringMatching(/\.$/) } };
const domain = { outcome: 'unavailable', mend: { scope: 'domain', todo: expect.stringMatching(/\.$/) } };
const soon = String(NOW.getTime() / 1000 + 30);

describe('an answer', () => {
  it.each<[string, Answer, object]>([
    [
      'a wrong key',
      { status: 401, errors: [{ message: 'The provided authorization grant is invalid', field: null }] },
      account,
    ],
    [
      'no credits left, which SendGrid says with the status of a wrong key',
      { status: 401, errors: [{ message: 'Maximum credits exceeded', field: null }] },
      { ...account, reason: 'SENDGRID_CREDITS_USED_UP' },
    ],
    [
      'a key without the permission',
      { status: 403, errors: [{ message: 'access forbidden', field: null }] },
      account,
    ],
    [
      'a sender that is not verified',
      {
        status: 403,
        errors: [{ message: 'The from address does not match a verified Sender Identity.', field: 'from' }],
      },
      domain,
    ],
    ['a bad sender', { status: 400, errors: [{ message: 'Invalid', field: 'from.email' }] }, domain],
    ['a wrong path', { status: 404, errors: [] }, account],
    [
      'the rate, with the time',
      { status: 429, headers: { 'x-ratelimit-reset': soon }, errors: [] },
      { outcome: 'unavailable', until: '2026-03-04T12:00:30.000Z' },
    ],
    [
      'the rate, with a time that cannot be',
      { status: 429, headers: { 'x-ratelimit-reset': '99999999999' }, errors: [] },
      { outcome: 'unavailable', reason: 'SENDGRID_429' },
    ],
    [
      'one bad message',
      { status: 400, errors: [{ message: 'x', field: 'content' }] },
      { outcome: 'refused' },
    ],
    ['one message that is too large', { status: 413, errors: [] }, { outcome: 'refused' }],
    ['an internal failure', { status: 500, errors: [] }, { outcome: 'unknown' }],
    ['a gateway that gave up', { status: 504 }, { outcome: 'unknown' }],
    ['acceptance without an id', { status: 202 }, { outcome: 'unknown' }],
  ])('that is %s', async (_, answer, expected) => {
    answerTo = () => answer;
    const [outcome] = await send([{}]);
    expect(outcome).toMatchObject(expected);
    if (!('mend' in expected)) expect(outcome).not.toHaveProperty('mend');
    if (!('until' in expected)) expect(outcome).not.toHaveProperty('until');
  });

  it('that does not come means nothing was sent only where nothing listened', async () => {
    expect((await send([{}], mailer(NOBODY_LISTENS)))[0]).toMatchObject({
      outcome: 'unavailable',
    });
  });

  it('is not asked for by a workspace without an account', async () => {
    expect((await send([{ workspace: 'nobody' }]))[0]).toMatchObject({
      reason: 'NO_ACCOUNT',
      mend: { scope: 'account' },
    });
    expect(asked).toEqual([]);
  });
});
