import { globSync, readFileSync } from 'node:fs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../test/support/aws.ts';
import { stores as storesOf } from '../../test/support/stores.ts';
import { enrichmentStores } from '../enrichment/adapters/stores.ts';
import { DynamoErasureStore } from '../gdpr/adapters/erasure-store.ts';
import { isOfPerson, scrubberOf } from '../gdpr/domain/scrub.ts';
import type { ERROR_CODES } from '../kernel/errors.ts';
import { llmStores } from '../llm/adapters/stores.ts';
import { MISSION_TYPES } from '../missions/contract/mission.ts';
import { RecordTable } from '../platform/adapters/dynamodb/table.ts';
import { seatStores } from '../seats/adapters/stores.ts';

type Item = Record<string, unknown> & { readonly pk: string; readonly sk: string };

interface Fixture {
  readonly records: readonly Item[];
  readonly events?: readonly Item[];
}
const fixtureOf = (name: string) =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'), (_, value) =>
    typeof value?.bytes === 'string' ? Buffer.from(value.bytes, 'base64') : value,
  );
const fixture = (name: string): Fixture => fixtureOf(name);
/**
 * Records as Rex wrote them: of before records had a format, from a workspace with one of everything and from others that
 * had the kinds which that one had none of; the first of what came later; and lists that are packed since format 2.
 */
const FIXTURES = ['format-0', 'format-0-others', 'format-1', 'format-2'].map(fixture);
const OLD = {
  records: FIXTURES.flatMap(({ records }) => records),
  events: FIXTURES.flatMap(({ events = [] }) => events),
};
const WS = 'haves';
const clock = { now: () => new Date('2026-11-27T21:00:00Z') };

let aws: TestAws;
let stores: ReturnType<typeof storesOf>;
let seer: ReturnType<typeof seatStores>['works'];
let llm: ReturnType<typeof llmStores>;
let enrichment: ReturnType<typeof enrichmentStores>;

beforeAll(async () => {
  aws = await startTestAws();
  stores = storesOf(aws, clock);
  seer = seatStores(aws, 'seer').works;
  llm = llmStores(aws, { now: () => new Date('2026-05-05T12:00:00Z') });
  enrichment = enrichmentStores(aws);
  for (const item of OLD.records) await put(item);
  for (const Item of OLD.events) await aws.events.client.send(new PutCommand({ TableName: 'events', Item }));
});
afterAll(() => aws?.stop());

const put = (Item: Item) => aws.records.client.send(new PutCommand({ TableName: 'records', Item }));
const raw = async ({ pk, sk }: Item): Promise<Item> =>
  (await aws.records.client.send(new GetCommand({ TableName: 'records', Key: { pk, sk } }))).Item as Item;
const found = (pattern: RegExp): Item[] => OLD.records.filter(({ pk, sk }) => pattern.test(`${pk} ${sk}`));
const idIn = (item: Item): string =>
  /(?:MISSION|ALERT|TASK|IMPORT|DEAD_LETTER|LEAD|NUMBER|ANSWER|JOB|ALIAS|FAILURE|DOMAIN)#([^#]+)/.exec(
    item.pk,
  )?.[1] ?? '';
const text = (value: unknown): string => String(value);

const copyIn = (item: Item) => ({
  workspace: WS,
  leadId: idIn(item),
  newsletter: text(item['newsletter']),
  issue: text(item['issue']),
});

/** How each kind of record is read, by its key. */
const READERS: readonly (readonly [RegExp, (item: Item) => Promise<unknown>])[] = [
  [/WORKSPACE SETTINGS$/, () => stores.workspaces.get(WS)],
  [/WORKSPACE POOL$/, () => stores.pools.get(WS)],
  [/#PROVISIONING /, ({ sk }) => stores.provisionings.get(WS, sk)],
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
  [/#SENDS#.* l_/, (item) => stores.ledger.get(item as never)],
  [
    /#SENDS#.* (WORKED|TOLD)#/,
    async ({ pk }) => {
      const [, , , missionId = '', cohort = ''] = pk.split('#');
      return (await stores.ledger.ofCohort({ workspace: WS, missionId, cohort }))[0];
    },
  ],
  [/#APPROVALS /, ({ sk }) => stores.approvals.get(WS, sk)],
  [/#RECOMMENDATIONS r_/, ({ sk }) => stores.recommendations.get(WS, sk)],
  [
    /#RECOMMENDATIONS CAUSE/,
    ({ sk }) => {
      const [, kind = '', cause = ''] = sk.split('#');
      return stores.recommendations.ofCause(WS, kind, cause);
    },
  ],
  [/#TASKS t_/, ({ sk: id }) => stores.tasks.get({ workspace: WS, id })],
  [
    /#TASK_SNAPSHOTS#/,
    async ({ pk }) => (await stores.tasks.snapshots({ workspace: WS, id: pk.split('#').at(-1) ?? '' }))[0],
  ],
  [/#TASK_DAY /, ({ sk }) => stores.tasks.day(WS, sk)],
  [/#TASK_RUN /, () => stores.tasks.lastRun(WS)],
  [/#TASK_REQUEST /, ({ sk }) => stores.tasks.ofRequest(WS, sk)],
  [/#PUBLICATIONS /, ({ sk }) => stores.publications.get(WS, sk)],
  [/#BUDGET_HOLDS /, ({ sk: taskId }) => stores.budgetDays.holdOf({ workspace: WS, taskId })],
  [/#BUDGET_DAYS /, ({ sk: day }) => stores.budgetDays.used({ workspace: WS, customer: '1234567890', day })],
  [/#TRACK_RECORDS /, async () => (await stores.trackRecords.list(WS))[0]],
  [/#MEMBERS /, async ({ sk }) => stores.members.get(WS, sk)],
  [/#NOTICES#/, async ({ sk: id }) => stores.notices.get({ workspace: WS, subject: 'ann', id })],
  // The count of the hour is read where one more is claimed: one is counted already.
  [
    /#NOTICE_HOURS#/,
    async ({ sk: hour }) => {
      const notice = (await stores.notices.all(WS, 'ann'))[0]!;
      return (await stores.notices.claim(notice, hour, 1)) === undefined ? 'one' : undefined;
    },
  ],
  [/#ALERT#/, (item) => stores.alerts.get(WS, idIn(item))],
  [/#ALERT_CAUSE#/, () => stores.alerts.ofCause(WS, 'test')],
  [/#TASK#/, (item) => stores.linkedinTasks.get(WS, idIn(item))],
  [/#LEAD#.* LEAD$/, ({ id }) => stores.leads.get(WS, text(id))],
  [/#LEAD#.* ORDERS$/, async ({ leadId }) => (await stores.leads.getOrders(WS, [text(leadId)]))[0]],
  [/#ROSTER /, ({ sk }) => stores.leads.getIndexPage(WS, sk)],
  [/#ERASURES /, ({ sk }) => new DynamoErasureStore(aws.records, aws.events).get(WS, sk)],
  [/#SUPPRESSION KINDS$/, async () => [...(await stores.suppressions.kinds([WS]))][0]],
  [
    /#SUPPRESSION (address|domain|md5|sha256)#/,
    async ({ list, kind, name }) => (await stores.suppressions.find([{ list, kind, name } as never]))[0],
  ],
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
  [/#HISTORY DAY#/, async () => (await stores.analytics.days(WS, 10))[0]],
  [/#LEAD#.* INBOUND#/, async (item) => (await stores.leads.listInbound(WS, idIn(item)))[0]],
  [/#LEAD#.* INBOUND#ses-(9|10|11)$/, (item) => stores.replies.get(WS, idIn(item), item.sk.slice(8))],
  [/#LEAD#.* CONVERSATION$/, (item) => stores.conversations.get(WS, idIn(item))],
  [
    /#LEAD#.* CONVERSATION_PLACE#/,
    async ({ sk }) => {
      const [, facet] = sk.split('#');
      const { conversations } = await stores.conversations.list(WS, { state: 'snoozed', facet, limit: 5 });
      return conversations[0];
    },
  ],
  [
    /#LEAD#.* CONVERSATION_ANSWER#/,
    (item) =>
      stores.answers.get({
        workspace: WS,
        leadId: idIn(item),
        id: item.sk.slice('CONVERSATION_ANSWER#'.length),
      }),
  ],
  [/#FAQ /, ({ sk }) => stores.faq.get(WS, sk)],
  [/#NEWSLETTERS /, ({ sk }) => stores.newsletters.get(WS, sk)],
  [
    /#LEAD#.* SUBSCRIPTION#/,
    (item) => stores.subscriptions.get({ workspace: WS, leadId: idIn(item), newsletter: item.sk.slice(13) }),
  ],
  [/#ISSUE#.* ISSUE$/, ({ id }) => stores.issues.get({ workspace: WS, id: text(id) })],
  [/#ISSUE_COUNTS#/, ({ pk }) => stores.issues.counts({ workspace: WS, id: pk.split('#').at(-1) ?? '' })],
  [
    /#ISSUE_LINKS#/,
    async ({ pk }) => (await stores.issues.links({ workspace: WS, id: pk.split('#').at(-1) ?? '' }))[0],
  ],
  [/#LEAD#.* ISSUE_COPY#/, (item) => stores.copies.get(copyIn(item))],
  [/#LEAD#.* ANSWERED_MESSAGE#/, (item) => stores.answers.answered(WS, idIn(item), item.sk.slice(17))],
  [/#LEAD#.* ANSWER_DRAFT#/, (item) => stores.drafts.get(WS, idIn(item), item.sk.slice(13))],
  [/#LEAD#.* MEETING#/, ({ id }) => stores.meetings.get(WS, text(id))],
  [/#LEAD#.* BOOKING_CLAIM#/, ({ leadId, id }) => stores.bookingClaims.get(WS, text(leadId), text(id))],
  [/#CLASS_CORRECTIONS /, ({ sk }) => stores.replies.correctionOf(WS, sk)],
  [/#CONVERSATION_COUNTS /, async () => (await stores.conversations.labels(WS))[0]],
  [/#ALIAS#/, async (item) => (await stores.leads.resolveAliases(WS, [idIn(item)])).get(idIn(item))],
  [/#IMPORT#.* LOOKALIKES#/, async (item) => (await stores.imports.lookAlikes(WS, idIn(item)))[0]],
  [/#MISSION#.* TARGET$/, (item) => stores.icp.target(WS, idIn(item))],
  [/#MISSION#.* REPLIES_WAITING$/, (item) => stores.missions.replyCounts(WS, idIn(item))],
  [/#MISSION#.* ROUND#/, async () => (await stores.decisions.list(WS, { limit: 5 })).decisions[0]],
  [/#DECISIONS /, async () => (await stores.decisions.list(WS, { limit: 5 })).decisions[0]],
  [/WORKSPACE ENGAGEMENT_HOURS$/, () => stores.sendTimes.get(WS)],
  [/WORKSPACE SENDGRID_LISTS$/, () => stores.syncs.get(WS)],
  [
    /#SENDGRID_DAYS /,
    async ({ sk }) => (await stores.providerDays.days(WS, sk, sk)).find(({ sent }) => sent === 40),
  ],
  [/WORKSPACE RISK_EVIDENCE$/, () => stores.riskEvidence.get(WS)],
  [/#NUMBER#.* NUMBER$/, (item) => stores.numbers.get(WS, idIn(item))],
  [/#CONNECTIONS WEBHOOK#/, async () => (await stores.connections.listeners(WS)).subscriptions[0]],
  [/#CONNECTIONS (?!WEBHOOK)/, ({ sk }) => stores.connections.get(WS, sk)],
  [/#ACCOUNTS /, ({ sk }) => stores.connectionRecords.get(WS, sk)],
  [/#AUTOMATIONS /, ({ sk }) => stores.automations.get(WS, sk)],
  [/#MISSION#.* AUTOMATION$/, (item) => stores.automationRuns.get(WS, idIn(item))],
  [/#WEBHOOKS /, ({ sk }) => stores.endpoints.get(WS, sk)],
  [/#TEAM_MEMBERS /, ({ sk }) => stores.memberships.get(WS, sk)],
  [/#TEAM /, async () => ((await stores.memberships.team(WS)).version === 3 ? 'the team' : undefined)],
  [/#PERSON#/, async () => (await stores.memberships.ofPerson('ann'))[0]],
  [/#ORGANISATION#/, ({ pk }) => stores.memberships.organisation(pk.split('#')[3] ?? '')],
  [/#TEAM_INVITATIONS /, ({ sk }) => stores.teamInvitations.get(WS, sk)],
  [/#API_KEYS /, ({ sk }) => stores.apiKeys.get(WS, sk)],
  [/#UNDER_WAY /, async () => ((await stores.underWay.any(WS)) ? 'one' : undefined)],
  [
    /#GUILDS /,
    async () => {
      const { people, resources } = await stores.guilds.get(WS, 'muse');
      return people.length === 1 && resources.modelRunsADay === 20 ? 'muse' : undefined;
    },
  ],
  [
    /#GUILD_DAY#/,
    async ({ sk }) => ((await stores.guilds.used(WS, 'muse', sk)).modelRuns === 2 ? 'muse' : undefined),
  ],
  [/#KNOWLEDGE DOCUMENT#/, ({ id }) => stores.documents.get(WS, text(id))],
  [
    /#KNOWLEDGE HEAD$/,
    async () => ((await stores.documents.head(WS)).version === 1 ? 'the head' : undefined),
  ],
  [/#KNOWLEDGE INDEX_COPY$/, () => stores.documents.copy(WS)],
  [/#SEAT#seer /, ({ sk }) => seer.get(WS, sk)],
  [/#ROUNDS seer$/, () => seer.seen(WS)],
  [/#CAMPAIGNS /, ({ sk }) => stores.campaigns.get(WS, sk)],
  [/#CAMPAIGN_PARTS /, ({ sk }) => stores.campaigns.ofPart(WS, sk)],
  [/#MOVES /, ({ sk }) => stores.moves.get(WS, sk)],
  [/#ACHIEVEMENTS /, ({ sk }) => stores.achievements.get(WS, sk)],
  [/#INTELLIGENCE /, ({ sk }) => stores.intelligence.get(WS, sk)],
  [
    /#COLLECTION_REQUESTS /,
    async ({ sk, id, hash }) => {
      const campaign = (await stores.campaigns.get(WS, text(id)))!;
      const key = sk.slice('campaigns#'.length);
      return stores.campaigns.create({ ...campaign, id: `cm_${'9'.repeat(26)}` }, [], {
        key,
        hash: text(hash),
      });
    },
  ],
  [/#WEBHOOK#/, ({ endpointId, sk }) => stores.deliveries.get(WS, text(endpointId), sk)],
  [/#FAILURE#/, (item) => stores.letters.failureOf(idIn(item))],
  [
    /#DOMAIN#.* DAY#/,
    async (item) => {
      const day = item.sk.slice(4);
      return (await stores.pools.traffic(idIn(item), day, day))[0];
    },
  ],
  [/#DOMAIN#.* OWNER$/, (item) => stores.domains.get(idIn(item))],
  [/#LEAD#.* ENRICHMENT$/, (item) => enrichment.enrichments.get(WS, idIn(item))],
  [/#ENRICHMENT#DAYS /, ({ sk }) => enrichment.ledger.usage(WS, sk)],
  [/#LLM#ANSWER#/, (item) => llm.ledger.recall(WS, idIn(item))],
  [/#LLM#DAYS /, ({ sk }) => llm.ledger.usage(WS, sk)],
  [/#LLM#JOB#/, (item) => llm.jobs.get(WS, idIn(item))],
  [
    /#IDEMPOTENCY mission#/,
    async ({ sk, requestHash, missionId }) => {
      const mission = (await stores.missions.get(WS, text(missionId)))!;
      const same = { key: sk.slice('mission#'.length), requestHash: text(requestHash) };
      return stores.missions.create({ ...mission, id: `m_${'9'.repeat(26)}` }, {}, same);
    },
  ],
  [/#FEED \d/, async () => (await stores.feed.after(WS, 0, 10)).events[0]],
];
/** They are read where they are written, in the condition of the write or before it, and are nothing but a key or a count. */
const MARKERS = /#FEED_PLACE#|#TICKET#|#REQUESTS |#NUMBER#.* OWNER$|#LLM#MISSION#|#FORM_USES |#TASKS_HOLD /;

/** What a later version may have added: at every depth, except in maps, whose keys are data. */
const MAPS =
  /^(journeys|measures|input|counts|blocked|blockedBy|blockedDrafts|lostContacts|providerLimits|cohorts|excluded|result|results|model|evidence|weights|orders|attributes|channelConsents|byChannel|mapping|originals|asked|replyRates|segments|inputs|account)$/;
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
  [/#APPROVALS /, async ({ sk }) => stores.approvals.save((await stores.approvals.get(WS, sk))!, [])],
  [/#TASK#/, async (item) => stores.linkedinTasks.save((await stores.linkedinTasks.get(WS, idIn(item)))!)],
  [
    /#TASKS t_/,
    async ({ sk: id }) => stores.tasks.save((await stores.tasks.get({ workspace: WS, id }))!, []),
  ],
  [/#PUBLICATIONS /, async ({ sk }) => stores.publications.save((await stores.publications.get(WS, sk))!)],
  [/#BUDGET_HOLDS /, ({ sk: taskId }) => stores.budgetDays.giveBack({ workspace: WS, taskId }, 1)],
  [
    /#TRACK_RECORDS /,
    async () => stores.trackRecords.save((await stores.trackRecords.list(WS))[0]!, 'version'),
  ],
  [/#MEMBERS /, async ({ sk }) => stores.members.save((await stores.members.get(WS, sk))!, 'version')],
  [
    /#NOTICES#/,
    async ({ sk: id }) =>
      stores.notices.save((await stores.notices.get({ workspace: WS, subject: 'ann', id }))!),
  ],
  [
    /#NEWSLETTERS /,
    async ({ sk }) => {
      const newsletter = (await stores.newsletters.get(WS, sk))!;
      await stores.newsletters.put({ ...newsletter, version: newsletter.version + 1 }, []);
    },
  ],
  [
    /#LEAD#.* SUBSCRIPTION#/,
    async (item) => {
      const of = { workspace: WS, leadId: idIn(item), newsletter: item.sk.slice(13) };
      await stores.subscriptions.save((await stores.subscriptions.get(of))!, []);
    },
  ],
  [
    /#ISSUE#.* ISSUE$/,
    async ({ id }) => stores.issues.save((await stores.issues.get({ workspace: WS, id: text(id) }))!, []),
  ],
  [
    /#LEAD#.* ISSUE_COPY#/,
    async (item) => {
      const copy = (await stores.copies.get(copyIn(item)))!;
      await stores.copies.change(copy, { ...copy, deliveredAt: '2026-11-29T08:02:00.000Z' });
    },
  ],
  [
    /#GUILDS /,
    async () => {
      const guild = await stores.guilds.get(WS, 'muse');
      await stores.guilds.save({ ...guild, version: guild.version + 1 }, []);
    },
  ],
  [
    /#KNOWLEDGE DOCUMENT#/,
    async ({ id }) => {
      const document = (await stores.documents.get(WS, text(id)))!;
      await stores.documents.save({ ...document, version: document.version + 1 }, []);
    },
  ],
  [/#SEAT#seer /, async ({ sk }) => seer.write({ created: [], changed: [(await seer.get(WS, sk))!] }, [])],
  [/#CAMPAIGNS /, async ({ sk }) => stores.campaigns.save((await stores.campaigns.get(WS, sk))!, [])],
  [/#MOVES /, async ({ sk }) => stores.moves.save((await stores.moves.get(WS, sk))!, [])],
  [
    /#ACHIEVEMENTS /,
    async ({ sk }) => stores.achievements.save((await stores.achievements.get(WS, sk))!, []),
  ],
  [
    /#INTELLIGENCE /,
    async ({ sk }) => stores.intelligence.save((await stores.intelligence.get(WS, sk))!, []),
  ],
  [/#ALERT#/, async (item) => stores.alerts.save((await stores.alerts.get(WS, idIn(item)))!, [])],
  [/#LEAD#.* LEAD$/, async ({ id }) => stores.leads.save((await stores.leads.get(WS, text(id)))!)],
  [/#IMPORTS /, async ({ sk }) => stores.imports.save((await stores.imports.get(WS, sk))!)],
  [
    /#LEAD#.* ORDERS$/,
    async ({ leadId }) => stores.leads.saveOrders((await stores.leads.getOrders(WS, [text(leadId)]))[0]!),
  ],
  [
    /#LEAD#.* ENRICHMENT$/,
    async (item) => enrichment.enrichments.save((await enrichment.enrichments.get(WS, idIn(item)))!),
  ],
  [
    /#LEAD#.* INBOUND#ses-9$/,
    async (item) => {
      const lead = (await stores.leads.get(WS, idIn(item)))!;
      const reply = (await stores.replies.get(WS, idIn(item), item.sk.slice(8)))!;
      await stores.replies.decide(lead, [reply], []);
    },
  ],
  [
    /#LEAD#.* CONVERSATION_ANSWER#/,
    async (item) => {
      const id = item.sk.slice('CONVERSATION_ANSWER#'.length);
      await stores.answers.save((await stores.answers.get({ workspace: WS, leadId: idIn(item), id }))!, []);
    },
  ],
  [
    /#LEAD#.* CONVERSATION$/,
    async (item) => {
      const conversation = (await stores.conversations.get(WS, idIn(item)))!;
      await stores.conversations.save(conversation, conversation, []);
    },
  ],
  [/#NUMBER#.* NUMBER$/, async (item) => stores.numbers.save((await stores.numbers.get(WS, idIn(item)))!)],
  [/#DEAD_LETTER#/, async (item) => stores.letters.save((await stores.letters.get(WS, idIn(item)))!)],
  [/#OUTSIDE_AGENTS /, async ({ sk }) => stores.agents.save((await stores.agents.get(WS, sk))!, [])],
  [/#ERRANDS /, async ({ sk }) => stores.assignments.save((await stores.assignments.get(WS, sk))!, [])],
  [/#WEBHOOKS /, async ({ sk }) => stores.endpoints.save((await stores.endpoints.get(WS, sk))!, [])],
  [
    /#WEBHOOK#/,
    async ({ endpointId, sk }) =>
      stores.deliveries.save((await stores.deliveries.get(WS, text(endpointId), sk))!),
  ],
  [/#LLM#JOB#/, async (item) => llm.jobs.save((await llm.jobs.get(WS, idIn(item)))!)],
  [
    /WORKSPACE ENGAGEMENT_HOURS$/,
    async () => stores.sendTimes.save((await stores.sendTimes.get(WS))!, 'version'),
  ],
  [/WORKSPACE SENDGRID_LISTS$/, async () => stores.syncs.save((await stores.syncs.get(WS))!, 'version')],
  [
    /WORKSPACE RISK_EVIDENCE$/,
    async () => stores.riskEvidence.save((await stores.riskEvidence.get(WS))!, 'version'),
  ],
  [
    /#MISSION#.* CONTENT$/,
    async (item) => stores.contents.save(WS, idIn(item), (await stores.contents.get(WS, idIn(item)))!),
  ],
  [
    /#DOMAIN#.* OWNER$/,
    async (item) => {
      const pool = (await stores.pools.get(WS))!;
      const owner = (await stores.domains.get(idIn(item)))!;
      await stores.domains.save(owner, pool, { owner: 'version', pool: 'version' }, []);
    },
  ],
  [
    /#RECOMMENDATIONS r_/,
    async ({ sk }) => {
      const found = (await stores.recommendations.get(WS, sk))!;
      await stores.recommendations.save({ ...found, version: found.version + 1 }, []);
    },
  ],
];

describe('records of an earlier format', () => {
  it('are all of kinds that this test reads', () => {
    const unread = OLD.records.filter(
      ({ pk, sk }) => !MARKERS.test(`${pk} ${sk}`) && !READERS.some(([kind]) => kind.test(`${pk} ${sk}`)),
    );
    expect(unread.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([]);
    for (const [kind] of READERS) expect(found(kind), String(kind)).not.toEqual([]);
  });

  it.each(READERS)('are read: %s', async (kind, read) => {
    for (const item of found(kind)) expect(await read(item), item.sk).toBeDefined();
  });

  it('are read although limits for new input are stricter since then', async () => {
    const [settings] = found(/WORKSPACE SETTINGS$/);
    const loose = { ...(settings!['settings'] as object), senderName: 'Ele\tna', dailyBudget: -7 };
    await put({ ...settings!, settings: loose });
    expect((await stores.workspaces.get(WS))?.settings).toMatchObject({
      senderName: 'Ele\tna',
      dailyBudget: -7,
    });
    await put(settings!);
  });

  it('include every kind that has a key', () => {
    const folder = new URL('..', import.meta.url).pathname;
    const files = globSync('*/adapters/{keys,dynamodb/keys}.ts', { cwd: folder });
    const texts = files.map((file) => readFileSync(folder + file, 'utf8').replaceAll(/workKind\(.*\)/g, ''));
    const kinds = new Set(texts.flatMap((keys) => keys.match(/(?<=['`#])[A-Z][A-Z_]+(?=['`#])/g) ?? []));
    expect(kinds.size).toBeGreaterThan(60);
    const keys = [...OLD.records, ...OLD.events].map(({ pk, sk }) => `#${pk}#${sk}#`);
    expect([...kinds].filter((kind) => !keys.some((key) => key.includes(`#${kind}#`)))).toEqual([]);
  });

  it('keep their earlier behaviour for settings that were added later, whatever a new workspace gets', async () => {
    const [settings] = found(/WORKSPACE SETTINGS$/);
    const { brandName, senderName, postalAddress, website } = settings!['settings'] as Record<string, string>;
    await put({ ...settings!, settings: { brandName, senderName, postalAddress, website } });
    const read = (await stores.workspaces.get(WS))?.settings;
    await put(settings!);
    // A new setting: say here what held before there was one. A new default: the old one stays here, so give the stored form its own.
    expect(read).toEqual({
      brandName,
      senderName,
      postalAddress,
      website,
      ...fixtureOf('settings-of-before'),
    });
  });

  it.each(MISSION_TYPES)(
    'keep their earlier behaviour for parameters that were added later: %s',
    async (type) => {
      const old = found(/#MISSIONS m_/).find((item) => item['type'] === type)!;
      await put({ ...old, params: {} });
      const read = (await stores.missions.get(WS, old.sk))?.params;
      await put(old);
      expect(read).toEqual(fixtureOf('params-of-before')[type]);
    },
  );

  it('include events, which are read too', async () => {
    const created = OLD.events.find(({ name }) => name === 'mission.created');
    const { id } = created!['aggregate'] as { id: string };
    expect((await stores.missions.events(WS, id, 50)).length).toBeGreaterThan(0);
  });
});

describe('records of a later version', () => {
  it.each(WRITERS)(
    'keep their unknown fields when this version writes them back: %s',
    async (kind, rewrite) => {
      expect(found(kind)).not.toEqual([]);
      for (const old of found(kind)) {
        const later = { ...(withNews(await raw(old)) as Item), pk: old.pk, sk: old.sk };
        await put(later);
        await rewrite(later);
        const after = await raw(old);
        expect(withoutVersion(after)).toMatchObject(onlyNews(later) as object);
        expect(after['recordFormat']).toBe(2);
        expect(after['version']).toBe(Number(old['version']) + 1);
        await put(old);
      }
    },
  );

  it('with an unknown state are read with a harmless one, and the stored state stays', async () => {
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
    await put(send!);
  });

  it('that cannot be read are left out of lists and logged, and the error names the version that wrote them', async () => {
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
      message: expect.stringContaining('A newer Rex wrote it (format 7; this one: 2).'),
    });
    await put(mission!);
  });
});

describe('records from which a person was erased', () => {
  const people = (item: Item): string[] => [
    ...new Set(JSON.stringify(item).match(/\bl_[0-9a-z]{20}\b/g) ?? []),
  ];
  const scrubbed = (item: Item): Item[] =>
    people(item)
      .map((leadId) => ({ leadId, pseudonym: `l_${'p'.repeat(20)}`, texts: [], values: [] }))
      .filter((person) => !isOfPerson(item, person))
      .map((person) => ({ ...scrubberOf(person).record(item), pk: item.pk, sk: item.sk }));
  const kept = READERS.filter(([kind]) => found(kind).some((item) => scrubbed(item).length > 0));

  it.each(kept)('are read as before: %s', async (kind, read) => {
    for (const item of found(kind)) {
      for (const without of scrubbed(item)) {
        await put(without);
        expect(await read(without), item.sk).toBeDefined();
      }
      await put(item);
    }
  });

  it('are of every kind that names people among others', () => {
    expect(kept.length).toBeGreaterThan(7);
  });
});

it('only the table parses stored records', () => {
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
