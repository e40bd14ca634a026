import { globSync, readFileSync } from 'node:fs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../test/support/aws.ts';
import { stores as storesOf } from '../../test/support/stores.ts';
import type { ERROR_CODES } from '../kernel/errors.ts';
import { RecordTable } from '../platform/adapters/dynamodb/table.ts';

type Item = Record<string, unknown> & { readonly pk: string; readonly sk: string };

/** Records as Rex wrote them before records had a format: dumped from a workspace with one of everything. */
const OLD: { readonly records: readonly Item[]; readonly events: readonly Item[] } = JSON.parse(
  readFileSync(new URL('fixtures/format-0.json', import.meta.url), 'utf8'),
);
const WS = 'haves';
const clock = { now: () => new Date('2026-11-27T21:00:00Z') };

let aws: TestAws;
let stores: ReturnType<typeof storesOf>;

beforeAll(async () => {
  aws = await startTestAws();
  stores = storesOf(aws, clock);
  for (const item of OLD.records) await put(item);
  for (const Item of OLD.events) await aws.events.client.send(new PutCommand({ TableName: 'events', Item }));
});
afterAll(() => aws?.stop());

const put = (Item: Item) => aws.records.client.send(new PutCommand({ TableName: 'records', Item }));
const raw = async ({ pk, sk }: Item): Promise<Item> =>
  (await aws.records.client.send(new GetCommand({ TableName: 'records', Key: { pk, sk } }))).Item as Item;
const found = (pattern: RegExp): Item[] => OLD.records.filter(({ pk, sk }) => pattern.test(`${pk} ${sk}`));
const idIn = (item: Item): string =>
  /(?:MISSION|ALERT|TASK|IMPORT|DEAD_LETTER)#([^#]+)/.exec(item.pk)?.[1] ?? '';
const text = (value: unknown): string => String(value);

/** How each kind of record is read, by its key. */
const READERS: readonly (readonly [RegExp, (item: Item) => Promise<unknown>])[] = [
  [/WORKSPACE SETTINGS$/, () => stores.workspaces.get(WS)],
  [/WORKSPACE POOL$/, () => stores.pools.get(WS)],
  [/#DAYS /, ({ sk }) => stores.pools.day(WS, sk)],
  [/WORKSPACE STANDING$/, () => stores.analytics.standing(WS)],
  [/WORKSPACE ICP_PROFILE$/, () => stores.icp.latest(WS)],
  [/#ICP_PROFILES /, ({ sk }) => stores.icp.get(WS, sk)],
  [/#HISTORY HOUR/, async () => (await stores.analytics.hours(WS, 10))[0]],
  [/#ENDED /, async () => (await stores.analytics.ended(WS, 10))[0]],
  [/#HOUR#/, ({ pk }) => stores.analytics.counted(WS, pk.split('#').at(-1) ?? '')],
  [/#MISSIONS m_/, ({ sk }) => stores.missions.get(WS, sk)],
  [/#MISSION_STATES /, () => stores.missions.countByState(WS)],
  [/#MISSION#.* STEP#/, (item) => stores.missions.getStep(WS, idIn(item), item.sk.slice(5))],
  [/#MISSION#.* DECISION#/, async (item) => (await stores.missions.decisions(WS, idIn(item)))[0]],
  [/#MISSION#.* CONTENT$/, (item) => stores.contents.get(WS, idIn(item))],
  [/#MISSION#.* MODEL$/, (item) => stores.missions.getModel(WS, idIn(item))],
  [/#MISSION#.* SCORED#/, (item) => stores.missions.getScoredPage(WS, idIn(item), item.sk.slice(7))],
  [/#MISSION#.* SURVEY#/, async (item) => (await stores.icp.surveyPages(WS, idIn(item)).next()).value],
  [/#MISSION#.* SAMPLE_SHARE$/, (item) => stores.icp.sampleShare(WS, idIn(item))],
  [/#MISSION#.* COHORT#/, (item) => stores.cohorts.get(WS, idIn(item), item.sk.slice(7))],
  [/#MISSION#.* DRAFTS#/, (item) => stores.cohorts.getDrafts(WS, idIn(item), item.sk.slice(7))],
  [/#SENDS#/, (item) => stores.ledger.get(item as never)],
  [/#APPROVALS /, ({ sk }) => stores.approvals.get(WS, sk)],
  [/#RECOMMENDATIONS r_/, ({ sk }) => stores.recommendations.get(WS, sk)],
  [
    /#RECOMMENDATIONS CAUSE/,
    ({ sk }) => {
      const [, kind = '', cause = ''] = sk.split('#');
      return stores.recommendations.ofCause(WS, kind, cause);
    },
  ],
  [/#ALERT#/, (item) => stores.alerts.get(WS, idIn(item))],
  [/#ALERT_CAUSE#/, () => stores.alerts.ofCause(WS, 'test')],
  [/#TASK#/, (item) => stores.tasks.get(WS, idIn(item))],
  [/#LEAD#.* LEAD$/, ({ id }) => stores.leads.get(WS, text(id))],
  [/#LEAD#.* ORDERS$/, async ({ leadId }) => (await stores.leads.getOrders(WS, [text(leadId)]))[0]],
  [/#ROSTER /, ({ sk }) => stores.leads.getIndexPage(WS, sk)],
  [/#IMPORTS /, ({ sk }) => stores.imports.get(WS, sk)],
  [
    /#IMPORT#.* CHUNK#/,
    async (item) => (await stores.imports.chunkResults(WS, idIn(item), [Number(item.sk.slice(6))]))[0],
  ],
  [/#IMPORT#.* PLAN#/, (item) => stores.imports.getPlan(WS, idIn(item), Number(item.sk.slice(5)))],
  [/#DEAD_LETTER#/, (item) => stores.letters.get(WS, idIn(item))],
  [/#OUTSIDE_AGENTS /, ({ sk }) => stores.agents.get(WS, sk)],
  [/#ERRANDS /, ({ sk }) => stores.assignments.get(WS, sk)],
  [/#AGENT_RUN#/, async () => (await stores.log.list(WS, 10))[0]],
  [/#AGENTS /, ({ sk }) => stores.log.stats(WS, [sk])],
  [/#BUCKET#/, () => stores.limits.levels(WS)],
  [/#FEED \d/, async () => (await stores.feed.after(WS, 0, 10)).events[0]],
];
/** They are read where they are written, and are nothing but a key. */
const MARKERS = /#FEED_PLACE#|#TICKET#|#REQUESTS /;

/** What a later version may have added: at every depth, except in maps, whose keys are data. */
const MAPS =
  /^(journeys|counts|blocked|blockedBy|blockedDrafts|lostContacts|providerLimits|cohorts|excluded|result|results|model|evidence|weights|orders|attributes|channelConsents|byChannel|mapping)$/;
function withNews(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNews);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    MAPS.test(name) ? field : withNews(field),
  ]);
  return { ...Object.fromEntries(fields), newInThatVersion: { whatever: [1, 'x'] } };
}

/** Kinds that are read, changed and written back. */
const WRITERS: readonly (readonly [RegExp, (item: Item) => Promise<unknown>])[] = [
  [
    /WORKSPACE SETTINGS$/,
    async () => {
      const record = (await stores.workspaces.get(WS))!;
      const settings = { ...record.settings, rules: { ...record.settings.rules, boostTo: 80 }, paused: true };
      await stores.workspaces.save({ ...record, settings }, 'version', []);
    },
  ],
  [
    /WORKSPACE POOL$/,
    async () => {
      const pool = (await stores.pools.get(WS))!;
      const domains = pool.domains.map((domain) => ({ ...domain, reputation: 0.9 }));
      await stores.pools.save({ ...pool, domains }, 'version');
    },
  ],
  [/#MISSIONS m_/, async ({ sk }) => stores.missions.save((await stores.missions.get(WS, sk))!)],
  [
    /#MISSION#.* STEP#/,
    async (item) =>
      stores.missions.saveStep((await stores.missions.getStep(WS, idIn(item), item.sk.slice(5)))!),
  ],
  [
    /#MISSION#.* COHORT#/,
    async (item) => stores.cohorts.save((await stores.cohorts.get(WS, idIn(item), item.sk.slice(7)))!),
  ],
  [/#SENDS#/, async (item) => stores.ledger.save((await stores.ledger.get(item as never))!)],
  [/#APPROVALS /, async ({ sk }) => stores.approvals.save((await stores.approvals.get(WS, sk))!, [])],
  [/#TASK#/, async (item) => stores.tasks.save((await stores.tasks.get(WS, idIn(item)))!)],
  [/#ALERT#/, async (item) => stores.alerts.save((await stores.alerts.get(WS, idIn(item)))!, [])],
  [/#LEAD#.* LEAD$/, async ({ id }) => stores.leads.save((await stores.leads.get(WS, text(id)))!)],
  [/#IMPORTS /, async ({ sk }) => stores.imports.save((await stores.imports.get(WS, sk))!)],
];

describe('records of an earlier format', () => {
  it('are of kinds that are all read here', () => {
    const unread = OLD.records.filter(
      ({ pk, sk }) => !MARKERS.test(`${pk} ${sk}`) && !READERS.some(([kind]) => kind.test(`${pk} ${sk}`)),
    );
    expect(unread.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([]);
    for (const [kind] of READERS)
      if (!/ORDERS/.test(kind.source)) expect(found(kind), String(kind)).not.toEqual([]);
  });

  it.each(READERS)('are read: %s', async (kind, read) => {
    for (const item of found(kind)) expect(await read(item), item.sk).toBeDefined();
  });

  it('are read although what may come in is limited more since then', async () => {
    const [settings] = found(/WORKSPACE SETTINGS$/);
    const loose = { ...(settings!['settings'] as object), senderName: 'Ele\tna', dailyBudget: -7 };
    await put({ ...settings!, settings: loose });
    expect((await stores.workspaces.get(WS))?.settings).toMatchObject({
      senderName: 'Ele\tna',
      dailyBudget: -7,
    });
    await put(settings!);
  });

  it('as events are read too', async () => {
    const created = OLD.events.find(({ name }) => name === 'mission.created');
    const { id } = created!['aggregate'] as { id: string };
    expect((await stores.missions.events(WS, id, 50)).length).toBeGreaterThan(0);
  });
});

describe('records of a later version', () => {
  it.each(WRITERS)(
    'keep what this version does not know when it writes them back: %s',
    async (kind, rewrite) => {
      expect(found(kind)).not.toEqual([]);
      for (const old of found(kind)) {
        const later = { ...(withNews(await raw(old)) as Item), pk: old.pk, sk: old.sk };
        await put(later);
        await rewrite(later);
        const after = await raw(old);
        expect(withoutVersion(after)).toMatchObject(onlyNews(later) as object);
        expect(after['recordFormat']).toBe(1);
        expect(after['version']).toBe(Number(old['version']) + 1);
        await put(old);
      }
    },
  );

  it('whose words for a state this one does not know are read as the one that does no harm, and stay', async () => {
    const [pool] = found(/WORKSPACE POOL$/);
    const [domain] = pool!['domains'] as object[];
    await put({ ...pool!, domains: [{ ...domain, status: 'quarantined', tier: 'platinum' }] });
    const read = await stores.pools.get(WS);
    expect(read?.domains[0]).toMatchObject({ status: 'paused', tier: 'warming' });
    const domains = read!.domains.map((each) => ({ ...each, reputation: 0.5 }));
    await stores.pools.save({ ...read!, domains }, 'version');
    expect((await raw(pool!))['domains']).toMatchObject([
      { status: 'quarantined', tier: 'platinum', reputation: 0.5 },
    ]);
    await put(pool!);

    const [send] = found(/#SENDS#/);
    await put({ ...send!, state: 'deferred' });
    expect((await stores.ledger.get(send as never))?.state).toBe('unknown');
    await stores.ledger.save({ ...(await stores.ledger.get(send as never))!, state: 'delivered' });
    expect((await raw(send!))['state']).toBe('delivered');
    await put(send!);
  });

  it('that cannot be read at all are left out of lists, told of, and say who wrote them', async () => {
    const [mission] = found(/#MISSIONS m_/);
    await put({ ...mission!, type: 'mind_reading', recordFormat: 7 });
    const told: string[] = [];
    const table = new RecordTable(aws.dynamodb, 'records', ({ message }) => told.push(message));
    const { missions } = storesOf({ records: table, events: aws.events });
    const { missions: listed } = await missions.list(WS, { limit: 50 });
    expect(listed.length).toBe(found(/#MISSIONS m_/).length - 1);
    expect(told).toHaveLength(1);
    await expect(missions.get(WS, mission!.sk)).rejects.toMatchObject({
      code: 'RECORD_INVALID' satisfies keyof typeof ERROR_CODES,
      message: expect.stringContaining('A newer Rex wrote it (format 7; this one: 1).'),
    });
    await put(mission!);
  });
});

it('nothing that is stored is parsed but by the table', () => {
  const folder = new URL('..', import.meta.url).pathname;
  const files = globSync(['*/adapters/*.ts', 'platform/adapters/dynamodb/*.ts'], { cwd: folder }).filter(
    (file) => !/\.test\.ts$|\/table\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(25);
  expect(
    files.filter((file) =>
      /(?<!Date)\.(safeParse|parse|parseAsync)\(/.test(readFileSync(folder + file, 'utf8')),
    ),
  ).toEqual([]);
});

const withoutVersion = ({ version, recordFormat, newInThatVersion, ...rest }: Item): object => ({
  ...rest,
  newInThatVersion,
});

/** Of a record, only what a later version added, and the way to it. */
function onlyNews(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(onlyNews);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) =>
      name === 'newInThatVersion'
        ? [[name, field]]
        : typeof field === 'object' && field !== null && !Array.isArray(field) && !MAPS.test(name)
          ? [[name, onlyNews(field)]]
          : [],
    ),
  );
}
