import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MODEL_CLASSES } from '../../shared/mail/domain/reply-reading.ts';
import { answer } from '../support/inbound-mail.ts';
import { injectedTexts, injectionsAreThere } from '../support/injections.ts';
import type { OpenAiServer } from '../support/openai-server.ts';
import { type RexWithModel, startRexWithModel } from '../support/rex-with-model.ts';
import type { TestRex } from '../support/test-rex.ts';
import { DAY, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

/** Some of each kind, long ones among them; without line breaks, for a row of a CSV file and a line of a mail. */
const PLANTED = injectedTexts()
  .filter((_, n) => n % 76 === 5)
  .map((text) => text.replaceAll(/\s+/g, ' ').trim());
const PEOPLE = PLANTED.map((_, n) => `p${n}@shop${n}.example`);
/** Enough of a text to know it again, whatever it was cut to. */
const markOf = (text: string): string => text.slice(0, 25);

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const COLUMNS = 'email,first name,last name,company,notes,customer id,favourite colour,last contacted';
const csvOf = (textOf: (n: number) => string): string =>
  [
    COLUMNS,
    ...PEOPLE.map((email, n) =>
      [email, ...Array.from({ length: 6 }, () => cell(textOf(n))), '2024-05-01'].join(','),
    ),
  ].join('\n');

const readsReplies = (raw: string): boolean => raw.includes('"reply_class"');

describe.skipIf(!injectionsAreThere())(
  'planted texts in every field and every answer of leads (needs ../shared/data)',
  () => {
    let model: OpenAiServer;
    let rex: TestRex;
    let started: RexWithModel | undefined;
    beforeAll(async () => {
      // What it says is another test's matter: here it counts what it is asked.
      started = await startRexWithModel();
      ({ rex, model } = started);
    });
    afterAll(async () => {
      await started?.stop();
    });

    /** The whole way of the leads, with these words in whatever they say; what Rex made of it, and what it was asked. */
    async function run(ws: TestWorkspace, textOf: (n: number) => string) {
      const before = model.asked.length;
      await ws.importCsv(csvOf(textOf), 'leads', { attributes: '*' });
      const missionId = await ws.createMission({ steps: 2, asOf: '2026-01-31' });
      await ws.approve(missionId);
      await rex.idle();
      const firsts = (await ws.mails()).toSorted((a, b) => (a.to < b.to ? -1 : 1));
      // Every second one answers, so that both ways go on.
      for (const mail of firsts.filter((_, n) => n % 2 === 0))
        await answer(rex, mail, textOf(PEOPLE.indexOf(mail.to)));
      for (const text of ['list missions', 'kindly sort things out']) {
        await ws.call('POST', '/rex/command', { text });
      }
      await rex.runUntilIdle(20 * DAY);
      const { state, reason, report } = await ws.mission(missionId);
      const people = [];
      for (const email of PEOPLE) {
        const { lead, missions, inbound } = await ws.explain(email);
        people.push({
          email,
          suppression: lead.suppression ?? null,
          consent: lead.consent,
          kinds: inbound.map(({ kind }: { kind: string }) => kind),
          missions: missions.map((each: Record<string, unknown>) => [
            each['selected'],
            each['score'],
            each['reasons'],
          ]),
        });
      }
      const mails = await ws.mails();
      const { decisions } = (await ws.call('GET', '/api/rex/decisions?limit=100')).json;
      return {
        outcome: [state, reason, report?.messages.sent, report?.messages.blocked],
        people,
        sent: mails
          .map(({ to, mail }) => [to, mail.to, mail.cc, mail.bcc, mail.from?.name])
          .map(String)
          .toSorted(),
        headers: [...new Set(mails.map(({ mail }) => mail.headers.map(({ key }) => key).join()))],
        links: [...new Set(mails.flatMap(({ mail }) => mail.html?.match(/(?:href|src)="[^"]*"/g) ?? []))].map(
          (link) => link.replace(/\/u\/[^"]*/, '/u/TOKEN'),
        ),
        decided: decisions
          .map(({ situation, rule, action }: Record<string, string>) => `${situation} ${rule} ${action}`)
          .toSorted(),
        asked: model.asked.slice(before).map(({ raw }) => raw),
        mails,
      };
    }

    it('change no decision and no message, and reach no model but one that can only name a class', {
      timeout: 300_000,
    }, async () => {
      const settings = { sendTime: { optimise: false } };
      const harmless = await run(await openWorkspace(rex, 'plain', { settings }), () => 'Quimby');
      const planted = await run(await openWorkspace(rex, 'planted', { settings }), (n) => PLANTED[n] ?? '');

      const same = ({ mails: _mails, asked: _asked, links, sent, ...rest }: typeof planted) => ({
        ...rest,
        links: [...new Set(links)].toSorted(),
        sent,
      });
      expect(same(planted)).toEqual(same(harmless));
      expect(planted.people.filter(({ kinds }) => kinds.includes('reply')).length).toBeGreaterThan(3);
      // It was asked for the texts of the mission and for the sentence that the grammar did not know, without their words.
      const others = (asked: readonly string[]) => asked.filter((raw) => !readsReplies(raw));
      expect(others(planted.asked).length).toBeGreaterThan(1);
      expect(others(planted.asked).length).toBe(others(harmless.asked).length);
      for (const raw of others(planted.asked))
        for (const text of PLANTED) expect(raw).not.toContain(JSON.stringify(markOf(text)).slice(1, -1));
      for (const raw of planted.asked) for (const email of PEOPLE) expect(raw).not.toContain(email);
      // Whoever reads replies that the rules do not understand can answer with one of a list, and has no tools.
      const read = planted.asked.filter(readsReplies).map((raw) => JSON.parse(raw));
      expect(read.length).toBeGreaterThan(0);
      for (const { tools, response_format } of read) {
        const { properties } = response_format.json_schema.schema;
        expect([tools, Object.keys(properties).toSorted()]).toEqual([undefined, ['class', 'sentence']]);
        expect(properties.class.enum).toEqual([...MODEL_CLASSES]);
      }
      for (const { mail } of planted.mails) {
        const spoken = `${mail.subject} ${mail.headers.map(({ value }) => value).join(' ')}`;
        for (const text of PLANTED) expect(spoken).not.toContain(markOf(text));
      }
    });
  },
);
