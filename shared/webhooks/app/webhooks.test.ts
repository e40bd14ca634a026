import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { sampleEvent } from '../../../test/support/samples.ts';
import { type Act, startScriptedServer } from '../../../test/support/scripted-server.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { HttpsSender } from '../adapters/https/https-sender.ts';
import type { WebhookMessage } from '../contract/messages.ts';
import type { Delivery } from '../domain/delivery.ts';
import { deliver } from './deliver.ts';
import {
  createEndpoint,
  deleteEndpoint,
  getEndpoint,
  rotateEndpointSecret,
  testEndpoint,
  updateEndpoint,
} from './manage-endpoints.ts';
import { askReplay, replaySpan } from './replay.ts';
import { webhookMessages } from './webhook-messages.ts';

let server: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server?.stop());
beforeEach(() => server.script([]));

const cause = (correlationId = 'c-1') => ({ actor: { kind: 'user', id: 'ann' }, correlationId }) as const;
const CATALOGUE = ['mission.completed', 'mission.failed', 'lead.replied', 'webhook.tested'];

/** A workspace with an endpoint on a real server; what is queued is worked on when its time has come. */
async function opened(events: string[] = ['*']) {
  const rex = openRex();
  const queued: { at: number; message: WebhookMessage }[] = [];
  const now = () => rex.ports.clock.now().getTime();
  const deps = {
    ...rex.ports,
    sender: new HttpsSender({ targets: 'loopback' }),
    webhooks: {
      send: async (messages: readonly WebhookMessage[], { delaySeconds = 0 } = {}) => {
        if (delaySeconds > 900) throw new Error('SQS does not wait that long.');
        for (const message of messages) queued.push({ at: now() + delaySeconds * SECOND, message });
      },
    },
    later: {
      at: async (_: string, when: Date, message: WebhookMessage) =>
        void queued.push({ at: Math.ceil(when.getTime() / MINUTE) * MINUTE, message }),
    },
    secret: 'of the deployment',
    targets: 'loopback' as const,
    catalogue: CATALOGUE,
  };
  const { secret, id } = await createEndpoint(deps, {
    workspace: WORKSPACE,
    url: `${server.endpoint}/hook`,
    events,
    cause: cause(),
  });
  const work = (message: WebhookMessage) =>
    message.kind === 'replay' ? replaySpan(deps, message) : deliver(deps, message);
  /** Works on what is due, and on what that puts on the queue at once. */
  const run = async (): Promise<void> => {
    for (;;) {
      const next = queued.findIndex(({ at }) => at <= now());
      const [due] = next < 0 ? [] : queued.splice(next, 1);
      if (!due) return;
      await work(due.message);
    }
  };
  const of = { workspace: WORKSPACE, id };
  let sequence = 0;
  return {
    ...rex,
    deps,
    id,
    secret,
    of,
    queued,
    work,
    run,
    /** Jumps from one thing that is due to the next, for so long. */
    async pass(ms: number) {
      const end = now() + ms;
      for (;;) {
        await run();
        const next = Math.min(...queued.map(({ at }) => at));
        if (next > end) break;
        rex.pass(next - now());
      }
      rex.pass(end - now());
    },
    happens: async (change: Partial<RexEvent> = {}) => {
      sequence += 1;
      const event = sampleEvent(sequence, {
        id: `e_${sequence}`,
        name: 'mission.completed',
        at: rex.ports.clock.now().toISOString(),
        ...change,
      });
      const { subscriptions } = await deps.connections.listeners(WORKSPACE);
      await deps.webhooks.send(webhookMessages(subscriptions, [event]));
      return event;
    },
    log: async () => (await deps.deliveries.list(WORKSPACE, id, { limit: 100 })).deliveries,
    endpoint: () => getEndpoint(deps, of),
  };
}

const states = (log: readonly Delivery[]) => log.map(({ state }) => state);
const status = (code: number): Act => ({ status: code, body: '' });

function firstOf(queued: readonly { readonly message: WebhookMessage }[]) {
  const message = queued[0]?.message;
  if (message?.kind !== 'event') throw new Error('Nothing has happened.');
  return message;
}

describe('a delivery', () => {
  it('is signed as Standard Webhooks says, and has the body of the catalogue', async () => {
    const hook = await opened();
    const event = await hook.happens({ data: { name: 'Spring', ok: true } });
    await hook.run();
    const [received] = server.received();
    const headers = received?.headers ?? {};
    const given = Object.fromEntries(
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]),
    );
    expect(received?.url).toBe('/hook');
    // The real clock of the test stands beside the clock of the story, so the time is judged here.
    expect(given['webhook-timestamp']).toBe(String(Date.parse(event.at) / 1000));
    const key = Buffer.from(hook.secret.slice('whsec_'.length), 'base64');
    const content = `${given['webhook-id']}.${given['webhook-timestamp']}.${received?.body}`;
    const mac = createHmac('sha256', key).update(content).digest('base64');
    expect(given['webhook-signature']).toBe(`v1,${mac}`);
    const fresh = { ...given, 'webhook-timestamp': String(Math.floor(Date.now() / 1000)) };
    const resigned = new Webhook(hook.secret).sign(
      given['webhook-id'] ?? '',
      new Date(),
      received?.body ?? '',
    );
    expect(
      new Webhook(hook.secret).verify(received?.body ?? '', { ...fresh, 'webhook-signature': resigned }),
    ).toMatchObject({ type: 'mission.completed', timestamp: event.at, data: { name: 'Spring', ok: true } });
    expect(JSON.parse(received?.body ?? '')).toMatchObject({
      id: event.id,
      sequence: 1,
      aggregate: event.aggregate,
    });
    expect(await hook.log()).toMatchObject([
      { state: 'delivered', type: 'mission.completed', attempts: [{ status: 200 }] },
    ]);
  });

  it('goes to the endpoints that want it', async () => {
    const hook = await opened(['lead.*']);
    await hook.happens();
    await hook.happens({ name: 'lead.replied' });
    await hook.run();
    expect((await hook.log()).map(({ type }) => type)).toEqual(['lead.replied']);
  });

  it('is made once for messages that come again, in any order', async () => {
    const hook = await opened();
    await hook.happens();
    const message = firstOf(hook.queued);
    await hook.run();
    await hook.work(message);
    server.script([status(500)]);
    hook.deps.wait(SECOND);
    await hook.happens();
    const second = hook.queued[0]?.message;
    await hook.run();
    if (second) await hook.work(second);
    expect(server.received()).toHaveLength(1);
    expect(states(await hook.log())).toEqual(['pending', 'delivered']);
    expect(hook.queued).toHaveLength(1);
  });

  it('is made again with the same id when its process died after it was claimed, and only then', async () => {
    const hook = await opened();
    await hook.happens();
    const message = firstOf(hook.queued.splice(0));
    const dead = { ...hook.deps, sender: dying(hook.deps.sender, 'send') };
    await expect(deliver(dead, message)).rejects.toThrow('dies here');
    // Somebody else may be at it.
    await hook.work(message);
    expect(server.received()).toHaveLength(0);
    hook.deps.wait(MINUTE);
    const unsettled = { ...hook.deps, deliveries: dying(hook.deps.deliveries, 'save') };
    await expect(deliver(unsettled, message)).rejects.toThrow('dies here');
    await hook.work(message);
    hook.deps.wait(MINUTE);
    await hook.work(message);
    const ids = new Set(server.received().map(({ headers }) => headers['webhook-id']));
    expect([ids.size, states(await hook.log())]).toEqual([1, ['delivered']]);
  });

  it('is tried ten times over three days, each time later, and then given up', async () => {
    const hook = await opened();
    server.script([status(500)]);
    await hook.happens();
    await hook.pass(4 * DAY);
    const [delivery] = await hook.log();
    expect([delivery?.state, delivery?.attempts.length]).toEqual(['failed', 10]);
    const at = delivery?.attempts.map((attempt) => Date.parse(attempt.at)) ?? [];
    const pauses = at.slice(1).map((time, n) => time - (at[n] ?? 0));
    const planned = [
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
    ];
    for (const [n, pause] of pauses.entries()) {
      const least = planned[n] ?? 0;
      expect(pause).toBeGreaterThanOrEqual(least);
      // A fifth of jitter; a schedule is late by up to a minute, and the queue counts in seconds.
      expect(pause).toBeLessThanOrEqual(least * 1.2 + MINUTE + SECOND);
    }
    expect(hook.queued).toEqual([]);
  });

  it.each([
    ['a redirect', { status: 301, headers: { location: 'http://10.0.0.1/' }, body: '' }, 'REDIRECT'],
    ['a failure', status(404), 'HTTP_STATUS'],
    ['a closed connection', 'reset', 'CONNECTION'],
  ] as const)('that met %s is tried again', async (_, act, error) => {
    const hook = await opened();
    server.script([act, status(204)]);
    await hook.happens();
    await hook.pass(MINUTE);
    expect(await hook.log()).toMatchObject([{ state: 'delivered', attempts: [{ error }, { status: 204 }] }]);
    expect((await hook.endpoint()).failingSince).toBeUndefined();
  });
});

describe('an endpoint in trouble', () => {
  it('is left alone while it is slow: nothing is tried before, and nothing is lost', async () => {
    const hook = await opened();
    server.script([{ status: 429, headers: { 'retry-after': '1800' }, body: '' }, status(200)]);
    for (let n = 0; n < 3; n++) await hook.happens();
    const started = hook.deps.clock.now().getTime();
    await hook.pass(29 * MINUTE);
    expect(server.received()).toHaveLength(1);
    await hook.pass(2 * HOUR);
    expect(states(await hook.log())).toEqual(['delivered', 'delivered', 'delivered']);
    const log = await hook.log();
    const last = log.flatMap(({ attempts }) => attempts.map(({ at }) => Date.parse(at)));
    expect(last.filter((at) => at < started + 30 * MINUTE)).toHaveLength(1);
    expect((await hook.endpoint()).slowUntil).toBeUndefined();
  });

  it('is disabled by 410, with an alert; what comes then is held, and a replay of the span delivers it', async () => {
    const hook = await opened();
    server.script([status(410)]);
    const { at } = await hook.happens();
    await hook.run();
    expect(await hook.endpoint()).toMatchObject({ state: 'disabled', disabledBecause: 'gone' });
    hook.deps.wait(MINUTE);
    for (let n = 0; n < 30; n++) await hook.happens();
    await hook.run();
    expect(server.received()).toHaveLength(1);
    expect(states(await hook.log())).toEqual([...Array(30).fill('held'), 'failed']);
    const { alerts } = await hook.deps.alerts.list(WORKSPACE, { limit: 10 });
    expect(alerts).toMatchObject([{ type: 'webhook-disabled', count: 1, evidence: { because: 'gone' } }]);
    expect(JSON.stringify(alerts)).not.toContain('/hook');
    const span = { since: at, all: false };
    const ask = () => askReplay(hook.deps, { ...hook.of, cause: cause('c-9'), what: span });
    await expect(ask()).rejects.toThrow(/disabled: enable it first/);
    await updateEndpoint(hook.deps, { ...hook.of, cause: cause(), change: { state: 'enabled' } });
    server.script([status(200)]);
    hook.deps.wait(MINUTE);
    expect(await ask()).toEqual({ replaying: 'span' });
    await hook.run();
    expect(states(await hook.log())).toEqual(Array(31).fill('delivered'));
    expect(new Set(server.received().map(({ headers }) => headers['webhook-id'])).size).toBe(31);
    expect(server.received()).toHaveLength(31);
  });

  it('is disabled when nothing has arrived for five days', async () => {
    const hook = await opened();
    server.script([status(500)]);
    for (let day = 0; day < 5; day++) {
      await hook.happens();
      await hook.pass(DAY);
    }
    expect((await hook.endpoint()).state).toBe('enabled');
    await hook.happens();
    await hook.pass(HOUR);
    expect(await hook.endpoint()).toMatchObject({ state: 'disabled', disabledBecause: 'failing' });
    expect(hook.told().map(({ name }) => name)).toContain('webhook.disabled');
    const tried = server.received().length;
    await hook.pass(10 * DAY);
    expect(server.received()).toHaveLength(tried);
  });

  it('gets nothing more once it is deleted', async () => {
    const hook = await opened();
    server.script([status(500)]);
    await hook.happens();
    await hook.run();
    await deleteEndpoint(hook.deps, { ...hook.of, cause: cause() });
    await hook.happens();
    await hook.pass(5 * DAY);
    expect(server.received()).toHaveLength(1);
    await expect(hook.endpoint()).rejects.toThrow(/no endpoint/);
    expect((await hook.deps.connections.listeners(WORKSPACE)).subscriptions).toEqual([]);
  });
});

describe('replays', () => {
  it('of one deliver it again under its id, once for one request', async () => {
    const hook = await opened();
    await hook.happens();
    await hook.run();
    const [delivery] = await hook.log();
    const what = { deliveryId: delivery?.id ?? '' };
    const ask = (id: string) => askReplay(hook.deps, { ...hook.of, cause: cause(id), what });
    expect(await ask('c-2')).toEqual({ replaying: 'one' });
    await hook.run();
    await ask('c-2');
    await hook.run();
    expect(server.received()).toHaveLength(2);
    await ask('c-3');
    await hook.run();
    const received = server.received().map(({ headers, body }) => `${headers['webhook-id']} ${body}`);
    expect([received.length, new Set(received).size]).toEqual([3, 1]);
    expect((await hook.log())[0]?.attempts).toHaveLength(3);
  });

  it('of a span take all of it when asked, keep to its ends, and are named when they cannot be', async () => {
    const hook = await opened();
    const times: string[] = [];
    for (let n = 0; n < 4; n++) {
      times.push((await hook.happens()).at);
      await hook.run();
      hook.deps.wait(MINUTE);
    }
    const [, since = '', , until = ''] = times;
    await askReplay(hook.deps, { ...hook.of, cause: cause('c-2'), what: { since, until, all: false } });
    await hook.run();
    expect(server.received()).toHaveLength(4);
    await askReplay(hook.deps, { ...hook.of, cause: cause('c-3'), what: { since, until, all: true } });
    await hook.run();
    expect(server.received()).toHaveLength(6);
    const wrong = { ...hook.of, cause: cause(), what: { since: until, until: since, all: true } };
    await expect(askReplay(hook.deps, wrong)).rejects.toMatchObject({ fields: [{ path: 'body.since' }] });
    const unknown = { ...hook.of, cause: cause(), what: { deliveryId: `msg_${'0'.repeat(26)}` } };
    await expect(askReplay(hook.deps, unknown)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('go on while an attempt is under way: its end does not undo the new round', async () => {
    const hook = await opened();
    await hook.happens();
    const message = firstOf(hook.queued.splice(0));
    const replay = async () => {
      const [delivery] = await hook.log();
      const what = { deliveryId: delivery?.id ?? '' };
      await askReplay(hook.deps, { ...hook.of, cause: cause('c-2'), what });
    };
    const sender = meanwhile(hook.deps.sender, 'send', replay);
    await expect(deliver({ ...hook.deps, sender }, message)).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await hook.work(message);
    await hook.run();
    expect(states(await hook.log())).toEqual(['delivered']);
    expect(server.received()).toHaveLength(2);
  });
});

describe('endpoints', () => {
  it('keep their secret to themselves, and sign with both while a new one comes in', async () => {
    const hook = await opened();
    const { secret: next } = await rotateEndpointSecret(hook.deps, { ...hook.of, cause: cause() });
    expect(JSON.stringify([hook.records(), hook.told()])).not.toMatch(/whsec_/);
    const signed = async () => {
      await hook.happens();
      await hook.run();
      const { headers = {}, body = '' } = server.received().at(-1) ?? {};
      const id = String(headers['webhook-id']);
      const when = new Date(Number(headers['webhook-timestamp']) * 1000);
      const signatures = String(headers['webhook-signature']).split(' ');
      return [next, hook.secret].map((each) => signatures.includes(new Webhook(each).sign(id, when, body)));
    };
    expect(await signed()).toEqual([true, true]);
    hook.deps.wait(DAY);
    expect(await signed()).toEqual([true, false]);
  });

  it('can be tested, whatever they want to hear', async () => {
    const hook = await opened(['lead.replied']);
    const { deliveryId } = await testEndpoint(hook.deps, { ...hook.of, cause: cause() });
    await hook.run();
    expect(await hook.log()).toMatchObject([{ id: deliveryId, type: 'webhook.tested', state: 'delivered' }]);
  });

  it('are refused with every wrong field named, and nothing is written', async () => {
    const hook = await opened();
    const before = hook.records();
    const wrong = {
      workspace: WORKSPACE,
      cause: cause(),
      url: 'http://10.0.0.1/',
      events: ['mission.gone', 'lead.*'],
    };
    await expect(createEndpoint(hook.deps, wrong)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.url' }, { path: 'body.events.0' }],
    });
    const nowhere = { ...hook.deps, targets: 'nowhere' as const };
    const change = { ...hook.of, cause: cause(), change: { url: server.endpoint } };
    await expect(updateEndpoint(nowhere, change)).rejects.toThrow(/REX_WEBHOOKS/);
    expect(hook.records()).toEqual(before);
  });

  it('are at most twenty, and keep changes that others make at the same time', async () => {
    const hook = await opened();
    const one = { workspace: WORKSPACE, cause: cause(), url: server.endpoint, events: ['*'] };
    for (let n = 1; n < 20; n++) await createEndpoint(hook.deps, one);
    await expect(createEndpoint(hook.deps, one)).rejects.toMatchObject({ code: 'CONFLICT' });
    const disable = () =>
      updateEndpoint(hook.deps, { ...hook.of, cause: cause(), change: { state: 'disabled' } });
    const endpoints = meanwhile(hook.deps.endpoints, 'get', disable);
    const change = { events: ['lead.*'] };
    await updateEndpoint({ ...hook.deps, endpoints }, { ...hook.of, cause: cause(), change });
    expect(await hook.endpoint()).toMatchObject({ state: 'disabled', events: ['lead.*'] });
    const { subscriptions } = await hook.deps.connections.listeners(WORKSPACE);
    expect(subscriptions.find(({ endpointId }) => endpointId === hook.id)?.events).toEqual(['lead.*']);
  });
});
