import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { startSocialServer } from '../../../test/support/social/social-server.ts';
import { effectOf } from '../../autonomy/domain/effect.ts';
import type { OpenConnection } from '../../connections/app/ports/connections.ts';
import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';
import { STOPPED } from '../../tasks/app/ports/handler.ts';
import { jsonClient } from '../../webhooks/adapters/https/json-client.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { openNetworks } from '../adapters/networks/networks.ts';
import { PublicImages } from '../adapters/public-images.ts';
import { publishPayloadSchema } from '../contract/tasks.ts';
import { NETWORKS, type NetworkName } from '../domain/networks.ts';
import { numbersHandler } from './numbers-handler.ts';
import { NetworkFault } from './ports/network.ts';
import { publishHandler } from './publish-handler.ts';

let server: Awaited<ReturnType<typeof startSocialServer>>;
beforeAll(async () => {
  server = await startSocialServer();
});
beforeEach(() => server.clear());
afterAll(() => server?.stop());

const ACCOUNTS: Readonly<Record<NetworkName, Record<string, string>>> = {
  x: { userId: '42' },
  linkedin: { author: 'urn:li:organization:5' },
  facebook: { pageId: '77' },
  instagram: { userId: '88' },
};
const settings = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Road, Town',
  website: 'https://acme.example',
});
const CONNECTION = `con_${'0'.repeat(26)}`;
const TEXT = 'Turntables & records: we repair them (all of them) again. #vinyl';

function open(provider: NetworkName, { timeoutMs = 2_000, token = server.token } = {}) {
  const rex = openRex();
  server.state.now = () => rex.ports.clock.now();
  const opened: OpenConnection = {
    connectionId: CONNECTION,
    provider,
    account: { ...ACCOUNTS[provider], api: server.url },
    secret: { accessToken: token },
  };
  const refused: string[] = [];
  const waits: number[] = [];
  const wait = async (ms: number) => {
    waits.push(ms);
    await rex.ports.wait(ms);
  };
  const calls = { call: jsonClient({ targets: 'loopback', timeoutMs }), clock: rex.ports.clock, wait };
  const deps = {
    ...calls,
    publications: rex.ports.publications,
    released: rex.ports.released,
    connections: {
      open: async () => opened,
      refused: async (_: string, __: OpenConnection, reason: string) => void refused.push(reason),
    },
    networks: openNetworks(calls),
    images: new PublicImages({ targets: 'loopback' }),
  };
  const media = [{ url: `${server.url}/image.jpg`, alt: 'A turntable' }];
  const payload = publishPayloadSchema.parse({
    connection: CONNECTION,
    text: TEXT,
    ...(provider === 'instagram' ? { media } : {}),
  });
  const order = (more: object = {}, taskId = `t_${'0'.repeat(26)}`) => ({
    workspace: WORKSPACE,
    taskId,
    payload: { ...payload, ...more },
    settings,
    missionId: undefined,
    goesOn: async () => true,
  });
  const handler = publishHandler(deps);
  const planned = async (more?: object) => {
    const plan = await handler.plan(order(more));
    if (plan.outcome !== 'planned') throw new Error(plan.reason);
    return plan.effect;
  };
  return {
    rex,
    deps,
    handler,
    order,
    media,
    planned,
    refused,
    waits,
    perform: async (more?: object) => handler.perform(order(more), await planned(more)),
  };
}

describe.each(NETWORKS)('a post on %s', (network) => {
  it('is published once, with its address', async () => {
    const world = open(network);
    const done = await world.perform();
    expect(done).toMatchObject({ outcome: 'done', providerId: server.state.posts[0]?.id });
    expect(done).toHaveProperty(
      'url',
      expect.stringMatching(
        /^https:\/\/(x\.com\/i\/web\/status|www\.(linkedin\.com\/feed\/update|facebook\.com|instagram\.com\/p))\//,
      ),
    );
    expect(server.state.posts).toHaveLength(1);
  });

  it.each(['lost', 'half', 'silent'] as const)(
    'whose answer is %s is found among the posts of the account',
    async (act) => {
      const world = open(network, act === 'silent' ? { timeoutMs: 300 } : {});
      server.state.next = [act];
      // LinkedIn says the id in a header, which came.
      expect(await world.perform()).toMatchObject({
        outcome: 'done',
        providerId: server.state.posts[0]?.id,
      });
      expect(server.state.posts).toHaveLength(1);
    },
  );

  it('that was not taken is waited for, and tried again later', async () => {
    const world = open(network);
    server.state.next = ['down'];
    expect(await world.perform()).toMatchObject({ outcome: 'unavailable' });
    expect(world.waits.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(20_000);
    expect(server.state.posts).toEqual([]);
    await world.rex.ports.wait(2 * MINUTE);
    expect(await world.perform()).toMatchObject({ outcome: 'done' });
    expect(server.state.posts).toHaveLength(1);
  });

  it('that a pause has overtaken is not published, and is after it', async () => {
    const world = open(network);
    const effect = await world.planned();
    const paused = { ...world.order(), goesOn: async () => false };
    expect(await world.handler.perform(paused, effect)).toBe(STOPPED);
    expect(server.state.posts).toEqual([]);
    await world.rex.ports.wait(2 * MINUTE);
    expect(await world.perform()).toMatchObject({ outcome: 'done' });
    expect(server.state.posts).toHaveLength(1);
    const back = { ...paused, done: { id: server.state.posts[0]?.id } };
    expect((await world.handler.undo?.perform(back, effect))?.outcome).not.toBe('done');
    expect(server.state.posts).toHaveLength(1);
  });

  it('that shows only after it was given up is not published again', async () => {
    const world = open(network);
    const effect = await world.planned();
    server.state.next = ['lost'];
    const { posts } = server.state;
    const list = world.deps.networks[network];
    const late = {
      ...world.deps,
      networks: {
        ...world.deps.networks,
        [network]: { ...list, recent: async () => ({ posts: [], more: false }) },
      },
    };
    expect(await publishHandler(late).perform(world.order(), effect)).toMatchObject({
      outcome: 'unavailable',
    });
    await world.rex.ports.wait(2 * MINUTE);
    expect(await world.perform()).toMatchObject({ outcome: 'done', providerId: posts[0]?.id });
    expect(server.state.posts).toHaveLength(1);
  });

  it('is unknown where two have its text, or the posts cannot be read', async () => {
    const world = open(network);
    const effect = await world.planned();
    server.state.next = ['lost'];
    server.state.lists = false;
    expect(await world.handler.perform(world.order(), effect)).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('could not be read'),
    });
    server.state.lists = true;
    const [first] = server.state.posts;
    server.state.posts.push({ ...first!, id: 'other' });
    expect(await world.handler.perform(world.order(), effect)).toMatchObject({
      outcome: 'unknown',
      reason: '2 posts of the account have this text.',
    });
  });

  it('is refused with the credentials, and the connection is told', async () => {
    const world = open(network);
    server.state.next = ['token'];
    expect(await world.perform()).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/[Rr]enew/),
    });
    expect(world.refused).toHaveLength(1);
    server.state.next = ['forbidden'];
    expect(await world.perform()).toMatchObject({ outcome: 'refused' });
    expect(world.refused).toHaveLength(1);
    expect(server.state.posts).toEqual([]);
  });

  it('waits for the end of a limit', async () => {
    const world = open(network);
    server.state.next = ['limit'];
    const now = world.rex.ports.clock.now();
    const until = {
      x: addMs(now, 15 * MINUTE),
      linkedin: new Date('2026-03-06T00:00:00.000Z'),
      facebook: addMs(now, 30 * MINUTE),
      instagram: addMs(now, 30 * MINUTE),
    };
    expect(await world.perform()).toMatchObject({ outcome: 'unavailable', retryAt: until[network] });
  });

  it('is looked up after a death', async () => {
    const world = open(network);
    const effect = await world.planned();
    const claimedAt = world.rex.ports.clock.now();
    expect(await world.handler.lookUp?.(world.order(), effect, claimedAt)).toEqual({ outcome: 'absent' });
    server.state.next = ['lost'];
    server.state.lists = false;
    await world.handler.perform(world.order(), effect);
    server.state.lists = true;
    await world.rex.ports.wait(6 * MINUTE);
    expect(await world.handler.lookUp?.(world.order(), effect, claimedAt)).toMatchObject({
      outcome: 'done',
      providerId: server.state.posts[0]?.id,
    });
    server.state.posts = [];
    expect(await world.handler.lookUp?.(world.order(), effect, claimedAt)).toEqual({ outcome: 'absent' });
  });

  it('has numbers', async () => {
    const world = open(network);
    const done = await world.perform();
    const numbers = numbersHandler(world.deps);
    const order = {
      ...world.order(),
      payload: { connection: CONNECTION, post: server.state.posts[0]?.id ?? '' },
    };
    expect(done.outcome).toBe('done');
    expect(await numbers.plan(order)).toMatchObject({
      effect: { outside: false, costUsd: network === 'x' ? 0.005 : 0 },
    });
    expect(
      await numbers.perform(order, effectOf({ kind: 'social.numbers', segment: network, summary: '' })),
    ).toMatchObject({ outcome: 'done', result: { likes: 7, comments: 2, shares: 4, views: 900 } });
  });

  it(network === 'instagram' ? 'stays' : 'is taken back, once', async () => {
    const world = open(network);
    const done = await world.perform();
    const undone = done.outcome === 'done' ? done.undo : undefined;
    if (network === 'instagram') {
      expect(undone).toBeUndefined();
      expect((await world.planned()).summary).toContain('lets no program delete');
      return;
    }
    const { undo } = world.handler;
    const order = { ...world.order(), done: undone };
    const plan = await undo?.plan(order);
    expect(plan).toMatchObject({ outcome: 'planned', effect: { kind: 'social.remove' } });
    const effect = effectOf({ kind: 'social.remove', segment: network, summary: '' });
    expect(await undo?.perform(order, effect)).toMatchObject({ outcome: 'done' });
    expect(server.state.posts).toEqual([]);
    expect(await undo?.lookUp?.(order, effect, new Date())).toEqual({ outcome: 'done' });
    expect(await undo?.plan(order)).toMatchObject({ outcome: 'refused' });
  });
});

it('a removal without an answer, after which the post cannot be read, is looked up later', async () => {
  const world = open('x');
  const done = await world.perform();
  const order = { ...world.order(), done: Object(done).undo };
  const effect = effectOf({ kind: 'social.remove', segment: 'x', summary: '' });
  const { x } = world.deps.networks;
  const silent = {
    ...x,
    remove: async (...of: Parameters<NonNullable<typeof x.remove>>) => {
      await x.remove?.(...of);
      throw new NetworkFault('uncertain', 'No answer.');
    },
    find: () => Promise.reject(new NetworkFault('unavailable', 'Over capacity.')),
  };
  const { undo } = publishHandler({ ...world.deps, networks: { ...world.deps.networks, x: silent } });
  await expect(undo?.perform(order, effect)).rejects.toThrow('Over capacity.');
  expect(server.state.posts).toEqual([]);
  expect(await world.handler.undo?.lookUp?.(order, effect, new Date())).toEqual({ outcome: 'done' });
});

describe('what is approved', () => {
  it('has the text as it is posted, the images with their digests, and the cost', async () => {
    const world = open('x');
    expect(await world.planned({ media: world.media })).toMatchObject({
      kind: 'social.publish',
      segment: 'x',
      content: { text: TEXT },
      costUsd: 0.015,
      limit: 'social',
      changes: [
        { what: 'X 42', field: 'image 1', after: expect.stringMatching(/10 bytes, SHA-256 .*turntable/) },
      ],
    });
    const link = 'https://acme.example.org/a';
    expect(await world.planned({ link })).toMatchObject({
      costUsd: 0.2,
      content: { text: `${TEXT}\n\n${link}` },
      summary: expect.stringContaining('It costs $0.2'),
    });
  });

  it('is what is done: an image that changes meanwhile keeps it', async () => {
    const world = open('x');
    const effect = await world.planned({ media: world.media });
    server.state.jpeg = Buffer.from('ffd8ffe1ffff', 'hex');
    expect(await world.handler.perform(world.order({ media: world.media }), effect)).toMatchObject({
      outcome: 'unavailable',
      reason: expect.stringContaining('image has changed'),
    });
    expect(server.state.posts).toEqual([]);
  });

  it('is refused before anybody is asked where the network would not take it', async () => {
    const world = open('x');
    expect(await world.handler.plan(world.order({ text: 'a'.repeat(281) }))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('281'),
    });
    const png = [{ url: `${server.url}/image.png`, alt: 'A turntable' }];
    expect(await open('instagram').handler.plan(world.order({ media: png }))).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('is image/png, and Instagram takes image/jpeg'),
    });
  });
});

describe('images', () => {
  it.each(['x', 'linkedin', 'facebook'] as const)('are given to %s with what they show', async (network) => {
    const world = open(network);
    const two = [...world.media, { url: `${server.url}/image.png`, alt: 'A record' }];
    expect(await world.perform({ media: two })).toMatchObject({ outcome: 'done' });
    expect(server.state.images.size).toBe(2);
    const sent = JSON.stringify(server.state.posts[0]?.sent);
    for (const id of server.state.images.keys()) expect(sent).toContain(id);
    const alts = [...server.state.images.values()].map(({ alt }) => alt);
    if (network === 'linkedin') expect(sent).toContain('"altText":"A record"');
    else expect(alts).toEqual(['A turntable', 'A record']);
  });

  it('are a carousel on Instagram, of one container', async () => {
    const world = open('instagram');
    const two = [...world.media, { ...world.media[0]!, alt: 'Another' }];
    expect(await world.perform({ media: two })).toMatchObject({ outcome: 'done' });
    expect(server.state.posts[0]?.sent).toMatchObject({ media_type: 'CAROUSEL', caption: TEXT });
    expect(server.state.containers.size).toBe(3);
  });
});

describe('Instagram', () => {
  it('goes on with the container that it has, when its images take long', async () => {
    const world = open('instagram');
    server.state.working = 15;
    expect(await world.perform()).toMatchObject({
      outcome: 'unavailable',
      reason: 'Instagram still works on the images.',
    });
    await world.rex.ports.wait(5 * MINUTE);
    expect(await world.perform()).toMatchObject({ outcome: 'done' });
    expect(server.asked(/POST .*\/media$/)).toHaveLength(1);
  });

  it('makes another container for a post that was changed meanwhile', async () => {
    const world = open('instagram');
    server.state.working = 15;
    expect(await world.perform()).toMatchObject({ outcome: 'unavailable' });
    server.state.working = 0;
    expect(await world.perform({ text: 'Another text' })).toMatchObject({ outcome: 'done' });
    expect(server.asked(/POST .*\/media$/)).toHaveLength(2);
    expect(server.state.posts[0]?.sent).toMatchObject({ caption: 'Another text' });
  });

  it('is not asked where its limit is reached', async () => {
    const world = open('instagram');
    server.state.quotaUsed = 100;
    expect(await world.perform()).toMatchObject({
      outcome: 'unavailable',
      reason: 'Instagram takes 100 posts in 24 hours, and has had them.',
      retryAt: addMs(world.rex.ports.clock.now(), HOUR),
    });
    expect(server.asked(/media_publish/)).toEqual([]);
  });
});

it('posts that reach not far enough back leave it unknown', async () => {
  const world = open('linkedin');
  const effect = await world.planned();
  server.state.next = ['down'];
  const now = world.rex.ports.clock.now();
  server.state.posts = Array.from({ length: 25 }, (_, n) => ({
    id: `${n}`,
    text: `${n}`,
    at: now,
    sent: {},
  }));
  expect(await world.handler.perform(world.order(), effect)).toMatchObject({
    outcome: 'unknown',
    reason: 'The account has posted more since than can be read.',
  });
});

it('a duplicate that was there before is refused, and one of this task is found', async () => {
  const world = open('x');
  server.state.posts = [
    { id: '1', text: TEXT, at: addMs(world.rex.ports.clock.now(), -24 * HOUR), sent: {} },
  ];
  expect(await world.perform()).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('duplicate'),
  });
});
