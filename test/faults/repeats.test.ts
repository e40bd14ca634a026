import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { functionEntries, functionId } from '../../infra/functions.ts';
import { countedTotals, finalRecords } from '../support/final-records.ts';
import { answer } from '../support/inbound-mail.ts';
import { retireWorkspaces } from '../support/retire-workspaces.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { SILENT_PEOPLE } from '../support/silent-people.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, openWorkspace } from '../support/test-workspace.ts';
import { TEST_SEED } from './test-seed.ts';

/**
 * Whatever is called by a message, an event or a webhook, and how the story below calls it. Those that need another
 * story say which test gives them the same message more than once.
 */
const RECEIVERS: Readonly<Record<string, string | { readonly file: string; readonly test: string }>> = {
  'consumers/imports': 'two files are imported',
  'consumers/missions': 'a mission is asked for, and ends',
  'consumers/batches': 'leads are scored and drafted in batches',
  'consumers/outbound': 'cohorts are sent, and woken for their second step',
  'consumers/feedback': 'SES tells of deliveries, opens and clicks',
  'consumers/inbound': 'people answer, and ask to be left alone',
  'consumers/erasures': {
    file: 'shared/gdpr/app/erasure.test.ts',
    test: 'goes on where a worker died, and twice is once',
  },
  'consumers/texts': 'Twilio tells of texts, and hands in a STOP',
  'consumers/sendgrid': {
    file: 'test/integration/sendgrid.test.ts',
    test: 'takes in what the event webhook tells, once, whatever comes twice',
  },
  'consumers/meetings': {
    file: 'shared/meetings/app/meetings.test.ts',
    test: 'comes to the same whatever the order, and twice is once',
  },
  'consumers/answers': {
    file: 'shared/inbox/app/answers.test.ts',
    test: 'goes out once, in the thread of what the person wrote, from the address of the thread',
  },
  'consumers/tasks': {
    file: 'shared/tasks/app/work-task.property.test.ts',
    test: 'whatever happens, nothing is done twice, unapproved, over a limit, or after a pause',
  },
  'consumers/notifications': {
    file: 'shared/notifications/app/notifications.property.test.ts',
    test: 'whatever happens, nobody is told twice, and nothing that was to be told is lost',
  },
  'consumers/newsletters': {
    file: 'shared/newsletter/app/subscriptions.test.ts',
    test: 'a repeated message, or two at once, send one mail',
  },
  'consumers/knowledge': {
    file: 'shared/knowledge/app/knowledge.test.ts',
    test: 'a repeated message, or two at once, publish one edition',
  },
  'consumers/webhooks': 'what missions do is delivered to an endpoint',
  'bus/answer': 'a question goes over the bus',
  'streams/events': 'everything that happens is an event',
  'realtime/push': 'every event is pushed to whoever is connected',
  'http/channels': "Twilio's webhooks",
  'http/meetings': {
    file: 'functions/http/meetings/meetings.test.ts',
    test: 'takes the same again, which changes nothing',
  },
  'http/public': 'somebody unsubscribes by the link of a mail',
  'http/llm': {
    file: 'test/integration/language-model.test.ts',
    test: 'is called once, and its answer is fetched when a signed webhook announces it',
  },
  'http/automations': {
    file: 'functions/http/signed-webhooks.test.ts',
    test: 'takes what is good, and a replay of it changes nothing',
  },
  'http/agents': {
    file: 'test/integration/external-agents.test.ts',
    test: 'an external agent takes a step, and its texts pass the same gates',
  },
};
/** Areas that people and programs call and wait for: they have no message that could come twice. */
const ANSWERS_PEOPLE =
  /^http\/(?!channels$|meetings$|public$|llm$|agents$|automations$)|^realtime\/(?!push$)/;
/** The state machine and the scheduler call these; the kill tests repeat them. */
const DRIVEN = /^(?:steps|schedules)\//;

const inStory = Object.entries(RECEIVERS).flatMap(([path, how]) => (typeof how === 'string' ? [path] : []));

it('covers every function that may be called twice', () => {
  const receivers = functionEntries()
    .map(({ path }) => path)
    .filter((path) => !ANSWERS_PEOPLE.test(path) && !DRIVEN.test(path));
  expect(Object.keys(RECEIVERS).toSorted()).toEqual(receivers.toSorted());
  for (const how of Object.values(RECEIVERS)) {
    if (typeof how === 'string') continue;
    expect(readFileSync(new URL(`../../${how.file}`, import.meta.url), 'utf8')).toContain(how.test);
  }
});

/** A number of ours belongs to one workspace, and theirs are told apart with them. */
const oursOf = (prefix: string): string => `+141555501${prefix}`;
const NAMES = ['ann', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gus', 'hal'] as const;
const addressOf = (name: string, workspace: string): string => `${name}@${workspace}.example`;
const phoneOf = (name: (typeof NAMES)[number], prefix: string): string =>
  `+4474001${prefix}${String(NAMES.indexOf(name)).padStart(3, '0')}`;

describe(`everything twice and in another order (REX_TEST_SEED=${TEST_SEED})`, () => {
  let rex: TestRex;
  let receiver: Awaited<ReturnType<typeof startScriptedServer>>;
  beforeAll(async () => {
    receiver = await startScriptedServer();
    // Everybody reads and clicks; what else people do, the story says.
    rex = await startTestRex({ ...SILENT_PEOPLE, open: 1, click: 1 }, TEST_SEED);
  });
  afterAll(async () => {
    await rex?.stop();
    receiver?.stop();
  });

  /** What an endpoint was told, each event once: its ids say which are repeats. */
  function delivered(workspace: string): string[] {
    const own = receiver.received().filter(({ url }) => url === `/${workspace}`);
    const byId = new Map(own.map(({ headers, body }) => [headers['webhook-id'], JSON.parse(body).type]));
    return [...byId.values()].toSorted();
  }

  const setFaults = async (rules: readonly object[]) => {
    const before = (await rex.fetch('GET', '/_local/faults')).json.rules;
    await rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
    return before as { target: string; kind: string; happened: number }[];
  };

  /** A small campaign by mail and text with all that may come back; what is in the records at its end. */
  async function story(workspace: string, prefix: string) {
    const ws = await openWorkspace(rex, workspace, {
      settings: {
        // Who gets which of two is drawn by lot.
        variants: ['A'],
        channels: { steps: [['email'], ['sms', 'email']], sms: { sender: oursOf(prefix) } },
        frequencyCap: { minHoursBetween: 1, maxIn30Days: 20 },
      },
    });
    const hook = await ws.call('POST', '/api/rex/webhooks', {
      url: `${receiver.endpoint}/${workspace}`,
      events: ['mission.*'],
    });
    expect(hook.status).toBe(201);
    const { ticket } = (await ws.call('POST', '/api/rex/realtime/ticket')).json;
    const socket = new WebSocket(`${rex.wsUrl}?token=${ticket}`);
    await once(socket, 'open');
    const rows = NAMES.map(
      (name) => `${addressOf(name, workspace)},Grace,${phoneOf(name, prefix)},yes,2024-05-01`,
    );
    await ws.importCsv(['email,first name,phone,sms consent,last contacted', ...rows, rows[0]].join('\n'));
    const orders = ['ann', 'bob'].map(
      (name, n) => `o${n},${addressOf(name, workspace)},2024-03-0${n + 1},2,19.90`,
    );
    await ws.importCsv(['order id,email,ordered at,items,amount', ...orders].join('\n'), 'orders');
    const missionId = await ws.createMission({ steps: 2, asOf: '2026-01-31', collectDays: 2 });
    await ws.approve(missionId);
    await rex.idle();
    const firsts = new Map((await ws.mails()).map((mail) => [mail.to, mail]));
    const firstTo = (name: string) => {
      const mail = firsts.get(addressOf(name, workspace));
      if (!mail) throw new Error(`${name} has no mail.`);
      return mail;
    };
    await answer(rex, firstTo('ann'), 'That sounds good, call me.');
    await answer(rex, firstTo('bob'), 'Please remove me from your list.');
    socket.close();
    await once(socket, 'close');
    const link = /<(https?:[^>]+)>/.exec(firstTo('cleo').header('list-unsubscribe'))?.[1] ?? '';
    await rex.fetch('POST', new URL(link).pathname, { body: 'List-Unsubscribe=One-Click' });
    await rex.idle();
    await rex.runUntilIdle(5 * DAY);
    const say = async (name: (typeof NAMES)[number], body: string) => {
      const said = await rex.fetch('POST', '/_local/texts', {
        body: JSON.stringify({
          webhook: `/webhook/twilio/${workspace}/inbound`,
          from: phoneOf(name, prefix),
          to: oursOf(prefix),
          body,
        }),
      });
      expect([said.status, said.json.status]).toEqual([200, 200]);
    };
    await say('dan', 'Tell me more');
    await say('eve', 'STOP');
    await rex.idle();
    await ws.call('POST', '/api/rex/bus/check', undefined, { role: 'operator' });
    await rex.runUntilIdle(20 * DAY);
    const mission = await ws.mission(missionId);
    const texts = (await rex.fetch('GET', '/_local/texts')).json.texts as { to: string }[];
    return {
      mission: [mission.state, mission.reason],
      report: mission.report,
      mails: (await ws.mails()).map(({ to }) => to.split('@')[0]).toSorted(),
      webhooks: delivered(workspace),
      texts: NAMES.map((name) => texts.filter(({ to }) => to === phoneOf(name, prefix)).length),
      records: await finalRecords(rex.awsEndpoint, workspace),
      counted: await countedTotals(rex.awsEndpoint, workspace),
    };
  }

  it('ends in the records of a single delivery in order', { timeout: 300_000 }, async () => {
    const once = await story('once', '10');
    await retireWorkspaces(rex, ['once']);
    await setFaults([
      ...inStory.map((path) => ({
        kind: 'repeat',
        target: `rex-${functionId(path)}`,
        rate: 1,
        delayMs: 400,
      })),
      { kind: 'reorder', target: 'rex-', rate: 1, delayMs: 100 },
    ]);
    const twice = await story('twice', '20');
    const struck = await setFaults([]);
    expect(
      struck.filter(({ happened }) => happened === 0),
      'every receiver was called twice',
    ).toEqual([]);
    expect(twice).toEqual(once);
    expect(once.webhooks).toContain('mission.approval-requested');
    expect(once.webhooks.length).toBeGreaterThan(3);
    expect(once.mails).toHaveLength(NAMES.length);
    expect(once.texts.reduce((sum, n) => sum + n)).toBeGreaterThan(3);
    expect(once.mission).toEqual(['COMPLETED', 'The report is written.']);
  });
});
