import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadIdOf } from '../../shared/kernel/ids.ts';
import { SILENT_PEOPLE } from '../support/silent-people.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

const readers = Array.from({ length: 20 }, (_, n) => `reader${n}@posted.example`);
/** Addresses that always do one thing. */
const FATES = {
  'softbounce+1@simulator.amazonses.com': ['bounced', undefined],
  'complaint+1@simulator.amazonses.com': ['complained', 'complaint'],
  'suppressionlist+1@simulator.amazonses.com': ['bounced', 'hard_bounce'],
} as const;

/** The account at SendGrid that all share on this machine belongs to one workspace alone. */
async function giveOwnAccount(rex: TestRex, workspace: string): Promise<void> {
  const client = new SecretsManagerClient({
    endpoint: rex.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const SecretId = 'rex/sendgrid';
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId }));
  const own = JSON.stringify({ [workspace]: JSON.parse(SecretString)['*'] });
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: own }));
  client.destroy();
}

/** A mission of e-mails that SendGrid delivers, and whose events come twice and in another order. */
describe('a mission by SendGrid', () => {
  let rex: TestRex;
  let ws: TestWorkspace;
  let missionId: string;
  beforeAll(async () => {
    rex = await startTestRex({ ...SILENT_PEOPLE, open: 1, click: 1, scan: 1 });
    await giveOwnAccount(rex, 'posted');
    const rules = [
      { kind: 'repeat', target: 'rex-consumers-sendgrid', rate: 1, delayMs: 400 },
      { kind: 'reorder', target: 'rex-sendgrid', rate: 1, delayMs: 100 },
    ];
    await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
    ws = await openWorkspace(rex, 'posted', {
      settings: {
        channels: { email: { domains: { 'mail.posted.example': 'sendgrid' } } },
        frequencyCap: { minHoursBetween: 1, maxIn30Days: 20 },
      },
    });
    await ws.importCsv(leadsCsv([...readers, ...Object.keys(FATES)]));
    missionId = await ws.createMission({ steps: 2 });
    await ws.approve(missionId);
  });
  afterAll(() => rex?.stop());

  it('writes to everybody once, with their own words, way out and reply address', async () => {
    const mails = await ws.mails();
    expect(mails.map(({ to }) => to).toSorted()).toEqual([...readers, ...Object.keys(FATES)].toSorted());
    for (const { mail, header } of mails) {
      expect(mail.messageId).toMatch(/@geopod-ismtpd-local>$/);
      const replyTo = mail.replyTo?.[0]?.address ?? '';
      expect(replyTo).toMatch(/^reply\+[\w.-]+@reply\.mail\.posted\.example$/);
      expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
      const link = /<(https?:[^>]+)>/.exec(header('list-unsubscribe'))?.[1] ?? 'none';
      expect(mail.text).toContain(link);
      expect(mail.html).toContain(link);
      expect(`${mail.text}${mail.html}${replyTo}`).not.toContain('-rex6f1d');
    }
    expect(new Set(mails.map(({ mail }) => mail.replyTo?.[0]?.address)).size).toBe(mails.length);
    const requests = new Set(
      (await ws.messages(missionId)).map(({ providerMessageId }) => providerMessageId),
    );
    expect(requests.size).toBeLessThan(mails.length);
  });

  it('takes in what the event webhook tells, once, whatever comes twice', async () => {
    await rex.runUntilIdle(2 * DAY);
    const messages = await ws.messages(missionId);
    const firstOf = (email: string) =>
      messages.find(({ leadId, step }) => leadId === leadIdOf('posted', email) && step === 1);
    for (const reader of readers) {
      expect(firstOf(reader)).toMatchObject({ state: 'delivered', openedAt: expect.any(String) });
      // The scanner clicks first, by the agent of a browser. It does not count, and what it looked at unsubscribes nobody.
      const { clickedAt, engagements, unsubscribedAt } = firstOf(reader);
      const clicks = engagements.filter(({ kind }: { kind: string }) => kind === 'clicked');
      // A mail may have one link only: then nothing but its haste gives the scanner away.
      const soon = expect.objectContaining({ sign: 'soon' });
      expect(clicks[0]).toMatchObject({ byPerson: false, signs: expect.arrayContaining([soon]) });
      expect(clicks.at(-1)).toMatchObject({ byPerson: true, at: clickedAt });
      expect([clicks[0].at < clickedAt, unsubscribedAt]).toEqual([true, null]);
    }
    for (const [address, [state, reason]] of Object.entries(FATES)) {
      expect([address, firstOf(address).state]).toEqual([address, state]);
      const { lead } = await ws.explain(address);
      expect([address, lead.suppressed?.reason]).toEqual([address, reason]);
    }
    const { rules } = (await rex.fetch('GET', '/_local/faults')).json;
    expect(rules.every(({ happened }: { happened: number }) => happened > 0)).toBe(true);
  });

  it('goes on with the second step for whom nothing stopped, and ends', async () => {
    await rex.advance(6 * DAY);
    await rex.runUntilIdle(10 * DAY);
    const mails = await ws.mails();
    const countTo = (address: string): number => mails.filter(({ to }) => to === address).length;
    for (const reader of readers) expect([reader, countTo(reader)]).toEqual([reader, 2]);
    expect(countTo('complaint+1@simulator.amazonses.com')).toBe(1);
    expect(countTo('suppressionlist+1@simulator.amazonses.com')).toBe(1);
    expect((await ws.mission(missionId)).state).toBe('COMPLETED');
  });

  it("shows SendGrid's own counts beside those of the webhook, which are the same", async () => {
    await rex.advance(HOUR);
    const { sendgrid } = (await ws.call('GET', '/api/rex/domains/mail.posted.example')).json;
    const sum = (outcome: string, by: 'sendgrid' | 'rex'): number =>
      sendgrid.reduce(
        (all: number, day: Record<string, Record<string, number>>) => all + (day[outcome]?.[by] ?? 0),
        0,
      );
    expect(sendgrid).toHaveLength(7);
    // The second step; the first was longer ago than seven days.
    expect(sum('delivered', 'sendgrid')).toBeGreaterThanOrEqual(readers.length);
    for (const outcome of ['delivered', 'bounced', 'complained'])
      expect([outcome, sum(outcome, 'rex')]).toEqual([outcome, sum(outcome, 'sendgrid')]);
    expect(sendgrid.map(({ missing }: { missing: number }) => missing)).toEqual(sendgrid.map(() => 0));
    const states = sendgrid.map(({ state }: { state: string }) => state);
    expect(new Set(states)).toEqual(new Set(['open', 'settled']));
  });

  it('refuses a wrong key, a webhook that nobody signed, and a provider that it does not know', async () => {
    const answer = await rex.fetch('POST', '/_local/sendgrid/v3/mail/send', {
      body: '{}',
      headers: { authorization: 'Bearer SG.wrong' },
    });
    expect([answer.status, answer.json.errors[0].field]).toEqual([401, null]);
    const unsigned = await rex.fetch('POST', '/webhook/sendgrid/posted', { body: '[]' });
    expect([unsigned.status, unsigned.json.code]).toEqual([401, 'UNAUTHENTICATED']);
    const settings = (await ws.call('GET', '/api/rex/settings')).json;
    const wrong = await ws.call('PUT', '/api/rex/settings', {
      ...settings,
      channels: { email: { domains: { 'mail.posted.example': 'pigeon' } } },
    });
    expect([wrong.status, wrong.json.fields[0].path]).toEqual([
      400,
      'body.channels.email.domains.mail.posted.example',
    ]);
  });

  it('has SendGrid look at the messages of a dry run, and delivers none', async () => {
    const before = (await ws.mails()).length;
    await rex.advance(3 * HOUR);
    const dry = await ws.createMission({ steps: 1, dryRun: true });
    await ws.approve(dry);
    const states = (await ws.messages(dry)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['dry_run']));
    expect((await ws.mails()).length).toBe(before);
  });
});
