import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, receiveMail } from '../support/inbound-mail.ts';
import { type SentMail, shareTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

/** What people write who want to be left alone, and who say so in no way that a list of phrases holds. */
const ODD_WORDS: Readonly<Record<string, string>> = {
  weary: 'Third time you people write. My patience is at an end, draw your conclusions.',
  court: 'Den nächsten Brief lesen Sie von meinem Anwalt.',
  plain: 'lol who even does this, go touch some grass',
  poem: '你们这些人真有意思,我都不知道说什么好了。',
};
const QUIET = 'quiet@odd.example';
const AT_FROM = 'atfrom@odd.example';
const addressOf = (name: string): string => `${name}@odd.example`;

let rex: TestRex;
let ws: TestWorkspace;
let firstMails: Map<string, SentMail>;
beforeAll(async () => {
  rex = await shareTestRex();
  ws = await openWorkspace(rex, 'odd', {
    settings: { frequencyCap: { minHoursBetween: 1, maxIn30Days: 10 } },
  });
  await ws.importCsv(leadsCsv([...Object.keys(ODD_WORDS).map(addressOf), QUIET, AT_FROM]));
  const missionId = await ws.createMission({ steps: 1 });
  await ws.approve(missionId);
  await rex.runUntilIdle(HOUR);
  firstMails = new Map((await ws.mails()).map((mail) => [mail.to, mail]));
});
afterAll(() => rex?.stop());

const mailOf = (address: string): SentMail => {
  const mail = firstMails.get(address);
  if (!mail) throw new Error(`Nothing went to ${address}`);
  return mail;
};
const replies = async (state = 'waiting') =>
  (await ws.call('GET', `/api/replies?state=${state}&limit=100`)).json.replies;
const nextMission = async (): Promise<string[]> => {
  const before = (await ws.mails()).length;
  const missionId = await ws.createMission({ steps: 1, dormantAfterWeeks: 0 });
  await ws.approve(missionId);
  await rex.runUntilIdle(DAY);
  return (await ws.mails())
    .slice(before)
    .map(({ to }) => to)
    .toSorted();
};

describe('people who answer in unusual words', () => {
  it('get no message from any mission before a person decides, and then only as decided', async () => {
    for (const [name, words] of Object.entries(ODD_WORDS)) await answer(rex, mailOf(addressOf(name)), words);
    // Their program answers to From, and copies only what our mail had in its References.
    const mail = mailOf(AT_FROM);
    await receiveMail(rex, {
      from: AT_FROM,
      to: mail.mail.from?.address ?? '',
      subject: 'Re: your mail',
      text: 'Who gave you this address?',
      headers: [`References: ${mail.mail.references}`],
    });

    const waiting = await replies();
    expect(waiting).toHaveLength(5);
    expect(waiting.map(({ lead }: { lead: { email: string } }) => lead.email).toSorted()).toEqual(
      [...Object.keys(ODD_WORDS).map(addressOf), AT_FROM].toSorted(),
    );
    expect(await nextMission()).toEqual([QUIET]);

    const explained = await ws.explain(addressOf('court'));
    const { id } = waiting.find(({ lead }: { lead: { email: string } }) => lead.email === addressOf('court'));
    expect(explained.lead.held).toMatchObject({ channel: 'email', replies: [id] });
    expect(explained.summary).toContain(`rex replies show ${id}`);

    const byViewer = await ws.call(
      'POST',
      `/api/replies/${id}/decide`,
      { decision: 'release' },
      { role: 'viewer' },
    );
    expect(byViewer.status).toBe(403);
    expect((await ws.call('GET', `/api/replies/${id}`, undefined, { role: 'viewer' })).json.text).toContain(
      'Anwalt',
    );
    const decided = await ws.call(
      'POST',
      `/api/replies/${id}/decide`,
      { decision: 'suppress', note: 'A lawyer.' },
      { role: 'operator' },
    );
    expect(decided).toMatchObject({
      status: 200,
      json: { state: 'decided', decision: { decision: 'suppress', note: 'A lawyer.' } },
    });
    const free = waiting.find(({ lead }: { lead: { email: string } }) => lead.email === AT_FROM);
    expect((await ws.call('POST', `/api/replies/${free.id}/decide`, { decision: 'release' })).status).toBe(
      200,
    );
    expect((await ws.call('POST', `/api/replies/${free.id}/decide`, { decision: 'suppress' })).status).toBe(
      409,
    );

    expect(await nextMission()).toEqual([AT_FROM, QUIET].toSorted());
    expect((await ws.explain(addressOf('court'))).summary).toContain('unsubscribe');
    expect(await replies('decided')).toHaveLength(2);
    expect((await ws.mission(free.missionId)).repliesWaiting).toBe(3);
    await expectCatalogued(rex);
  });

  it('have an explanation by mission, however many missions came later', async () => {
    for (let n = 0; n < 8; n++)
      await ws.createMission({ steps: 1, dormantAfterWeeks: 500 }, { name: `Idle ${n}` });
    await rex.runUntilIdle(HOUR);
    const { missions } = await ws.explain(QUIET);
    expect(missions.filter(({ sent }: { sent: unknown[] }) => sent.length > 0)).toHaveLength(3);
  });
});
