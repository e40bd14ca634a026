import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadIdOf } from '../../../shared/kernel/ids.ts';
import type { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import type { DynamoReplyStore } from '../../../shared/replies/adapters/reply-store.ts';
import { holdPerson } from '../../../shared/replies/app/hold-person.ts';
import { missionHashOf, threadToken } from '../../../shared/sending/domain/thread-token.ts';
import { settingsSchema } from '../../../shared/workspaces/contract/settings.ts';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { stores } from '../../../test/support/stores.ts';
import { publicHandler } from './handler.ts';

const SECRET = 'a secret of the test';
const leadId = leadIdOf('acme', 'bob@example.test');
const thread = { workspace: 'acme', leadId, missionHash: missionHashOf('m_1'), step: 2 };
const token = threadToken(SECRET, thread);

describe('http/public', () => {
  let aws: TestAws;
  let leads: DynamoLeadStore;
  let replies: DynamoReplyStore;
  let handler: ReturnType<typeof publicHandler>;
  beforeAll(async () => {
    aws = await startTestAws();
    const opened = stores(aws);
    ({ leads, replies } = opened);
    const { workspaces } = opened;
    const settings = settingsSchema.parse({
      brandName: 'Ben & <Jerry>',
      senderName: 'Ben',
      postalAddress: '1 Main Street',
      website: 'https://acme.test',
    });
    await workspaces.save({ workspace: 'acme', version: 1, settings }, 'absent', []);
    await leads.create({
      workspace: 'acme',
      id: leadId,
      version: 1,
      profile: {
        identity: 'bob@example.test',
        address: 'bob@example.test',
        externalIds: [],
        consent: 'unknown',
        roleAddress: false,
        neverMail: false,
        flags: [],
      },
      origin: 'i_1#1',
      roster: 'p1',
      contacted: [],
      journeys: {},
    });
    handler = publicHandler({
      ...opened,
      threadSecret: SECRET,
      clock: systemClock,
    });
  });
  afterAll(() => aws.stop());

  const visit = (
    method: string,
    link: string,
    rest: { headers?: Record<string, string>; body?: string } = {},
  ) =>
    handler(
      {
        version: '2.0',
        requestContext: { requestId: 'r', http: { method, path: `/u/${link}` } },
        pathParameters: { token: link },
        ...rest,
      } as never,
      {} as never,
    );
  const suppression = async () => (await leads.get('acme', leadId))?.suppression?.reason;

  it('shows a page, and opening it changes nothing', async () => {
    const page = await visit('GET', token);
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('<form method="post">');
    expect(page.body).toContain('Ben &amp; &lt;Jerry&gt;');
    expect(page.body).not.toMatch(/<script|https?:/);
    expect(await visit('HEAD', token)).toMatchObject({ statusCode: 200, body: '' });
    expect(await suppression()).toBeUndefined();
  });

  it.each([
    ['a link cut off', token.slice(0, -1)],
    ['a signature of somebody else', threadToken('another secret', thread)],
    ['a link that means nothing', 'x'],
    ['a link with what no record can hold', '\u0000'],
    ['a link that was cut within a character', '\ud800'],
  ])('knows nothing of %s', async (_, link) => {
    for (const method of ['GET', 'POST']) {
      for (const accept of ['text/html,*/*', '*/*', 'application/json', undefined]) {
        const page = await visit(method, link, accept === undefined ? {} : { headers: { accept } });
        expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
        expect(page.body).toContain('This link does not work');
      }
    }
    expect(await suppression()).toBeUndefined();
  });

  it.each([
    ['the one-click form', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    ['a multipart form', 'multipart/form-data; boundary=x', '--x\r\n\r\nList-Unsubscribe=One-Click\r\n--x--'],
    ['a large body of nonsense', 'application/json', '{'.repeat(300_000)],
    ['no body', 'text/plain', ''],
  ])('unsubscribes by POST with %s, as often as it comes', async (_, type, body) => {
    const done = await visit('POST', token, { headers: { 'content-type': type }, body });
    expect(done.statusCode).toBe(200);
    expect(done.body).toContain('You are unsubscribed');
    expect(await suppression()).toBe('unsubscribe');
  });

  it('settles the waiting replies of a person who unsubscribes', async () => {
    const message = {
      id: 'mail-1',
      receivedAt: '2026-01-05T12:00:00.000Z',
      channel: 'email' as const,
      kind: 'reply' as const,
      evidence: 'no sign of a machine',
      subject: 'Re: Hello',
      text: 'Who are you?',
    };
    const deps = {
      ...stores(aws),
      clock: systemClock,
    };
    await holdPerson(deps, { workspace: 'acme', leadId, reason: 'reply', message });
    expect((await visit('POST', token)).statusCode).toBe(200);
    expect((await leads.get('acme', leadId))?.hold).toBeUndefined();
    expect(await replies.get('acme', leadId, 'mail-1')).toMatchObject({
      decision: { decision: 'suppress', by: 'one-click' },
    });
  });
});
