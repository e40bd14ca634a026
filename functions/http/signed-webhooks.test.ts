import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROUTE_TABLES } from '../../shared/api/contract/route-tables.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { WORKSPACE } from '../../test/memory/rex.ts';
import { startAutomationPeers } from '../../test/support/automation-peers.ts';
import { calcom, calendly } from '../../test/support/signed-webhooks/calendars.ts';
import { sendgrid, twilio } from '../../test/support/signed-webhooks/channels.ts';
import { LEAD, MISSION, type Post, type World } from '../../test/support/signed-webhooks/post.ts';
import { slack } from '../../test/support/signed-webhooks/slack.ts';
import { agent, automation, model } from '../../test/support/signed-webhooks/standard.ts';

interface Row {
  readonly open: () => Promise<World>;
  readonly ok: number;
  /** Older than what its protocol takes; undefined when its signature has no time. */
  readonly staleMs: number | undefined;
  /** What a replay does that changes nothing: its message is queued again, and whoever takes it knows it. */
  readonly queuedAgain?: true;
}

const MINUTE = 60_000;
let peers: Awaited<ReturnType<typeof startAutomationPeers>>;

/** Every route that a signature opens. SNS is no such route: it reaches Rex by queues that only its own topics may fill. */
const ROWS: Readonly<Record<string, Row>> = {
  agentMission: { open: agent, ok: 200, staleMs: 6 * MINUTE },
  llmWebhook: { open: model, ok: 204, staleMs: 6 * MINUTE },
  automationResult: { open: automation(() => peers), ok: 200, staleMs: 6 * MINUTE },
  calendlyEvents: {
    open: calendly,
    ok: 204,
    staleMs: 4 * MINUTE,
    queuedAgain: true,
  },
  // Cal.com signs the body and no time: a booking is known by its id and its state.
  calcomEvents: {
    open: calcom,
    ok: 204,
    staleMs: undefined,
    queuedAgain: true,
  },
  // SendGrid tries again for a day, with the time of the first attempt.
  sendgridEvents: { open: sendgrid, ok: 204, staleMs: 26 * 60 * MINUTE, queuedAgain: true },
  slackAction: { open: slack, ok: 200, staleMs: 6 * MINUTE },
  // Twilio signs the address and the fields, and no time: what is old or comes again is known by the id of its message.
  twilioStatus: {
    open: twilio(
      '/webhook/twilio/status',
      { MessageSid: 'SM12', MessageStatus: 'delivered', To: '+15005550006' },
      { query: { workspace: WORKSPACE, mission: MISSION, cohort: 'utc-0001', lead: LEAD, step: '1' } },
    ),
    ok: 204,
    staleMs: undefined,
    queuedAgain: true,
  },
  twilioInbound: {
    open: twilio(
      `/webhook/twilio/${WORKSPACE}/inbound`,
      { MessageSid: 'SM13', From: '+15005550006', To: '+15005550001', Body: 'Hello' },
      { params: { workspace: WORKSPACE } },
    ),
    ok: 200,
    staleMs: undefined,
    queuedAgain: true,
  },
};

// The limiter of requests with a token, which no webhook asks.
vi.stubEnv('RECORDS_TABLE', 'none');
vi.stubEnv('REQUESTS_PER_MINUTE', '1');
beforeAll(async () => {
  peers = await startAutomationPeers(() => new Date());
});
afterAll(() => {
  peers?.stop();
  vi.unstubAllEnvs();
});

/** One letter is another: still JSON, and still a form. */
const tampered = ({ body, ...post }: Post): Post => ({
  ...post,
  body: body.replace(/[a-z](?=[^a-z]*$)/, 'z'),
});
const asText = (effects: unknown): string =>
  JSON.stringify(effects, (_, value) => (value instanceof Set ? [...value] : value));

it('there is a row for every route that a signature opens', () => {
  const signed = Object.values(ROUTE_TABLES)
    .flatMap((table) => Object.values<RouteContract>(table))
    .filter(({ roles }) => roles === 'signed');
  expect(Object.keys(ROWS).toSorted()).toEqual(signed.map(({ operationId }) => operationId).toSorted());
});

describe.each(Object.entries(ROWS))('%s', (_, { open, ok, staleMs, queuedAgain }) => {
  it('takes what is good, and a replay of it changes nothing', async () => {
    const world = await open();
    const untouched = asText(world.effects());
    const post = world.good();
    expect(await world.send(post)).toBe(ok);
    const after = world.effects();
    expect(asText(after)).not.toBe(untouched);
    const once = asText(after);
    expect(await world.send(post)).toBe(ok);
    if (!queuedAgain) expect(asText(world.effects())).toBe(once);
    else {
      // The same message, by which it is known, and nothing else.
      const [records, told, asked, queued] = world.effects() as [unknown, unknown, unknown, object[]];
      const [first, second, ...more] = queued.map((each) => ({ ...each, receivedAt: '', at: '' }));
      expect([more, second]).toEqual([[], first]);
      expect(asText([records, told, asked])).toBe(asText((after as unknown[]).slice(0, 3)));
    }
  });

  it.each([
    ['tampered with', (world: World) => tampered(world.good())],
    ['signed with an unknown key', (world: World) => world.good({ key: 'unknown' })],
    ['not signed', (world: World) => ({ ...world.good(), headers: { 'content-type': 'application/json' } })],
    ...(staleMs === undefined ? [] : [['stale', (world: World) => world.good({ ageMs: staleMs })] as const]),
  ] as const)('refuses what is %s, and changes nothing', async (_case, spoiled) => {
    const world = await open();
    const before = asText(world.effects());
    expect(await world.send(spoiled(world))).toBe(401);
    expect(asText(world.effects())).toBe(before);
  });
});
