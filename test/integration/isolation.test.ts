import { isDeepStrictEqual } from 'node:util';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { alertStores } from '../../shared/alerts/adapters/stores.ts';
import { raiseAlert } from '../../shared/alerts/app/raise-alert.ts';
import { channelStores } from '../../shared/channels/adapters/stores.ts';
import { needsToken, type RouteContract } from '../../shared/kernel/contract/route.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { meetingStores } from '../../shared/meetings/adapters/stores.ts';
import type { Meeting } from '../../shared/meetings/domain/meeting.ts';
import { memberStores } from '../../shared/members/adapters/stores.ts';
import { withMembers } from '../../shared/members/domain/membership.ts';
import { newsletterStores } from '../../shared/newsletter/adapters/stores.ts';
import { notificationStores } from '../../shared/notifications/adapters/stores.ts';
import { newNotice } from '../../shared/notifications/domain/notice.ts';
import { operationStores } from '../../shared/operations/adapters/stores.ts';
import { recommendationStores } from '../../shared/recommendations/adapters/stores.ts';
import { recordFindings } from '../../shared/recommendations/app/record-findings.ts';
import { type Finding, recommendationIdOf } from '../../shared/recommendations/domain/recommendation.ts';
import { taskStores } from '../../shared/tasks/adapters/stores.ts';
import type { Task } from '../../shared/tasks/domain/task.ts';
import { everything } from '../support/aws.ts';
import { answer } from '../support/inbound-mail.ts';
import { type LocalTables, openLocalTables } from '../support/local-tables.ts';
import { bodyOf, collectionOf, nameOf, pathOf, ROUTES } from '../support/route-samples.ts';
import { sampleIssue } from '../support/samples.ts';
import { oneOfEachSeat } from '../support/seat-works.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

const ADDRESS = 'ann@haves.example';
const NOW = new Date();

let rex: TestRex;
let tables: LocalTables;
let ws: TestWorkspace;
let stranger: string;
/** One of everything that a workspace has, by the collection in the path of its routes. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  rex = await startTestRex();
  tables = await openLocalTables(rex.awsEndpoint);
  ws = await openWorkspace(rex, 'haves');
  stranger = await rex.token('strangers');
  ids = await oneOfEverything();
  // What was told to members meanwhile is written before anything is compared.
  await rex.idle();
});
afterAll(async () => {
  tables?.close();
  await rex?.stop();
});

async function oneOfEverything(): Promise<Record<string, string>> {
  const { records, events } = tables;
  const imported = await ws.importCsv(leadsCsv([ADDRESS]));
  const leads = await ws.leadId(ADDRESS);
  const extraction = (await ws.call('POST', '/api/rex/missions', { type: 'icp_extraction' })).json.id;
  const missions = await ws.createMission();
  const approvals = (await ws.approvalOf(missions)).id;
  await ws.approve(missions);
  await rex.runUntilIdle(HOUR);
  const [message] = await ws.messages(missions);
  const [mail] = await ws.mails();
  if (!mail) throw new Error('Nothing was sent.');
  await answer(rex, mail, 'Who are you?');
  const { replies } = (await ws.call('GET', '/api/replies?state=waiting')).json;
  const [reply] = replies;
  const conversation = (await ws.call('GET', '/api/inbox')).json.conversations[0].id;
  const composed = await ws.call('POST', `/api/inbox/${conversation}/answers`, { text: 'Harbour Records.' });
  const webhook = await ws.call('POST', '/api/rex/webhooks', {
    url: 'https://hooks.haves.example/rex',
    // Nothing is delivered meanwhile, which would change what the test compares.
    events: ['number.started'],
  });
  const external = await ws.call('POST', '/api/rex/agents/external', {
    name: 'Desk',
    steps: ['personalize'],
  });
  const automation = await ws.call('POST', '/api/rex/automations', {
    connector: 'n8n',
    name: 'Clean the list',
    url: 'https://n8n.haves.example/webhook/rex',
  });
  const invitation = await ws.call('POST', '/api/invitations', {
    email: 'kim@haves.example',
    role: 'viewer',
  });
  const key = await ws.call('POST', '/api/keys', { name: 'CRM', role: 'viewer' });
  const connection = await ws.call('POST', '/api/connections', {
    provider: 'wordpress',
    name: 'Our site',
    account: { url: 'http://127.0.0.1:9', username: 'rex' },
    secret: { applicationPassword: 'abcd efgh ijkl mnop qrst uvwx' },
  });
  const faq = await ws.call('POST', '/api/faq', {
    id: 'delivery',
    questions: ['How long does delivery take?'],
    answer: 'Two days.',
    source: 'Terms',
  });
  const document = await ws.call('POST', '/api/knowledge/documents', {
    id: 'returns',
    title: 'Returns',
    category: 'best-practices',
    content: 'Within 30 days.',
  });
  const newsletter = await ws.call('POST', '/api/newsletters', {
    id: 'monthly7haves',
    name: 'Product news',
    purpose: 'What is new, once a month',
    form: 'I want to get it.',
  });
  const issue = `${newsletter.json.id}-${'7'.repeat(26)}`;
  await newsletterStores({ records, events }).issues.save(sampleIssue('haves', issue), []);
  const owner = decodeJwt(await rex.token('haves')).sub ?? '';
  const { members, notices } = notificationStores({ records, events }, { now: () => NOW });
  const told = {
    workspace: 'haves',
    kind: 'alert',
    about: 'test',
    since: NOW.toISOString(),
    severity: 'info',
    step: 0,
    title: 'A',
    message: 'B',
  } as const;
  const notice = newNotice(told, owner, [], { now: NOW, digestHour: 8 });
  await notices.create(notice);
  const member = 'ann-of-haves';
  await members.save(
    { workspace: 'haves', subject: member, version: 1, role: 'admin', channels: {}, requests: [] },
    'absent',
  );
  const { memberships } = memberStores({ records, events });
  const team = withMembers(await memberships.team('haves'), [
    {
      workspace: 'haves',
      subject: member,
      version: 1,
      role: 'admin',
      state: 'active',
      from: 'member',
      since: NOW.toISOString(),
    },
  ]);
  await memberships.save(team, []);
  const alert = await raiseAlert(
    { alerts: alertStores({ records, events }).alerts, clock: { now: () => NOW } },
    {
      workspace: 'haves',
      type: 'test',
      severity: 'info',
      title: 'A',
      message: 'B',
      evidence: {},
      cause: 'test',
    },
  );
  const letter = newId('d', NOW).slice(2);
  const sentAt = NOW.toISOString();
  await operationStores({ records }).letters.add({
    workspace: 'haves',
    id: letter,
    version: 1,
    queue: 'rex-missions',
    body: JSON.stringify({ kind: 'dispatch-next', workspace: 'haves' }),
    receives: 5,
    sentAt,
    diedAt: sentAt,
    state: 'open',
  });
  const task = await channelStores({ records, events }).linkedinTasks.create({
    workspace: 'haves',
    id: `t_${'0'.repeat(26)}`,
    version: 1,
    state: 'open',
    channel: 'linkedin',
    missionId: missions,
    cohort: 'c',
    leadId: leads,
    step: 1,
    profileUrl: 'https://www.linkedin.com/in/ann',
    text: 'Hello',
    createdAt: sentAt,
    openUntil: new Date(NOW.getTime() + HOUR).toISOString(),
  });
  // Of the same id as the one above: both are named by /tasks/{id}.
  const workItem: Task = {
    workspace: 'haves',
    id: task.id,
    version: 1,
    status: 'new',
    type: 'seo.audit',
    title: 'Look at the home page',
    agent: 'seo',
    priority: 'normal',
    payload: { url: 'https://www.acme.example/' },
    createdAt: sentAt,
    createdBy: 'ann',
    dryRun: false,
    dueAt: sentAt,
    attempts: 0,
    outcomeUnknown: false,
  };
  await taskStores({ records, events }).tasks.create(workItem, []);
  const meeting: Meeting = {
    workspace: 'haves',
    leadId: leads,
    id: `mt_${leads.slice(2)}_${'0'.repeat(16)}`,
    version: 1,
    source: 'calendly',
    externalId: 'E',
    state: 'booked',
    matchedBy: 'token',
    title: 'Intro',
    startsAt: new Date(NOW.getTime() + DAY).toISOString(),
    endsAt: new Date(NOW.getTime() + DAY + HOUR).toISOString(),
    attendee: ADDRESS,
    toldAt: sentAt,
    bookedAt: sentAt,
  };
  await meetingStores({ records, events }).meetings.save(undefined, meeting, []);
  const finding: Finding = {
    kind: 'deliverability',
    cause: 'bounces',
    sentence: 'Send less.',
    evidence: 'Some bounced.',
    change: { setting: 'dailyBudget', from: 10_000, to: 300 },
  };
  const found = { workspace: 'haves', missionId: missions, now: NOW };
  await recordFindings(recommendationStores({ records, events }).recommendations, [finding], found, 'test');
  const campaign = await ws.call('POST', '/api/campaigns', { name: 'Spring sale' });
  await ws.call('PUT', `/api/campaigns/${campaign.json.id}/parts/${missions}`);
  const move = await ws.call('POST', '/api/moves', {
    campaign: campaign.json.id,
    title: 'Call the printer',
    by: { kind: 'person', instructions: 'Ask for a price.' },
  });
  const milestone = await ws.call('POST', '/api/achievements', {
    name: 'Five',
    metric: 'replied',
    atLeast: 5,
  });
  const entry = await ws.call('POST', '/api/intelligence', {
    type: 'competitive',
    title: 'Fees',
    text: 'Up to 9 %.',
    source: 'Their page',
    confidence: 0.9,
  });
  const profile = (await ws.call('GET', '/api/rex/icp/profiles/latest')).json;
  expect(profile.missionId).toBe(extraction);
  return {
    ...(await oneOfEachSeat(rex, ws, tables)),
    missions,
    approvals,
    leads,
    imports: imported.id,
    messages: encodeURIComponent(message.id),
    profiles: profile.id,
    external: external.json.id,
    alerts: alert.id,
    recommendations: recommendationIdOf(finding),
    'dead-letters': letter,
    tasks: task.id,
    meetings: meeting.id,
    domains: 'mail.haves.example',
    replies: encodeURIComponent(reply.id),
    inbox: conversation,
    answers: composed.json.id,
    invitations: invitation.json.id,
    keys: key.json.id,
    webhooks: webhook.json.id,
    automations: automation.json.id,
    connections: connection.json.id,
    faq: faq.json.id,
    documents: document.json.id,
    newsletters: newsletter.json.id,
    issues: issue,
    notifications: notice.id,
    members: member,
    people: member,
    campaigns: campaign.json.id,
    parts: missions,
    moves: move.json.id,
    achievements: milestone.json.id,
    intelligence: entry.json.id,
  };
}

/** After these there is nothing left to find. */
const LAST = [
  'cancelMove',
  'eraseLead',
  'finishCampaign',
  'leaveCampaign',
  'removeAchievement',
  'removeCampaign',
  'removeIntelligence',
  'removeMove',
  'deleteWebhook',
  'removeAutomation',
  'removeConnection',
  'removeDocument',
  'removeDomain',
  'removeFaqEntry',
  'removeMember',
  'removeNotifiedMember',
];
const isLast = ({ operationId }: RouteContract): boolean => LAST.includes(operationId);
const named = ROUTES.filter((route) => needsToken(route) && collectionOf(route) !== undefined).toSorted(
  (a, b) => Number(isLast(a)) - Number(isLast(b)),
);
/** Every workspace has these, by names that are no ids. */
const OF_ALL: Readonly<Record<string, string>> = { guilds: 'research', agents: 'subject-line-writer' };
const isOfAll = (route: RouteContract): boolean => (collectionOf(route) ?? '') in OF_ALL;
const idFor = (route: (typeof ROUTES)[number]): string => {
  const [list = ''] = route.path.split('/{');
  const id = ids[list] ?? { ...ids, ...OF_ALL }[collectionOf(route) ?? ''];
  if (id === undefined) throw new Error(`No ${collectionOf(route)} was made for ${nameOf(route)}.`);
  return id;
};
const call = (route: (typeof ROUTES)[number], token: string) =>
  rex.fetch(route.method, pathOf(route, idFor(route), { ...ids, ...OF_ALL }), {
    token,
    ...(route.body ? { body: JSON.stringify(bodyOf(route)) } : {}),
  });
const recordsOf = async (workspace: string) =>
  new Map(
    (await everything(tables.records))
      .filter(({ pk }) => String(pk).startsWith(`W#${workspace}#`))
      .map((record) => [`${record['pk']} ${record['sk']}`, record]),
  );

it('a token of another workspace finds nothing by id, and changes nothing', async () => {
  const before = await recordsOf('haves');
  for (const route of named.filter((each) => !isOfAll(each))) {
    const answer = await call(route, stranger);
    expect([nameOf(route), answer.status, answer.json?.code]).toEqual([nameOf(route), 404, 'NOT_FOUND']);
  }
  const messages = await rex.fetch('GET', `/api/messages?missionId=${ids['missions']}`, { token: stranger });
  expect([messages.status, messages.json.code]).toEqual([404, 'NOT_FOUND']);
  const score = JSON.stringify({ leadId: ids['leads'] });
  expect((await rex.fetch('POST', '/api/rex/icp/score', { token: stranger, body: score })).status).toBe(404);
  const after = await recordsOf('haves');
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  expect(keys.filter((key) => !isDeepStrictEqual(before.get(key), after.get(key)))).toEqual([]);
});

it('a token of another workspace gets no domain of this one, and no parent or subdomain of it', async () => {
  const add = (domain: string) =>
    rex.fetch('POST', '/api/rex/domains/add', {
      token: stranger,
      body: JSON.stringify({ domain, tier: 'prewarmed' }),
    });
  const mine = await add('mail.haves.example');
  expect([mine.status, mine.json.code]).toEqual([409, 'CONFLICT']);
  for (const domain of ['haves.example', 'post.haves.example', 'deep.mail.haves.example']) {
    const answer = await add(domain);
    expect([answer.status, answer.json.ownership]).toEqual([201, 'pending']);
    const again = await rex.fetch('POST', `/api/rex/domains/${domain}/verify`, { token: stranger });
    expect([again.status, again.json.ownership]).toEqual([200, 'pending']);
    // Paused and resumed it is still not theirs.
    await rex.fetch('POST', `/api/rex/domains/${domain}/pause`, { token: stranger });
    await rex.fetch('POST', `/api/rex/domains/${domain}/resume`, { token: stranger });
    const assigned = await rex.fetch('POST', '/domain/assign', {
      token: stranger,
      body: JSON.stringify({ campaign: 'theft', domain }),
    });
    expect([assigned.status, assigned.json.code]).toEqual([409, 'CONFLICT']);
  }
  const give = JSON.stringify({ domain: 'warm.haves.example', to: 'strangers' });
  expect((await rex.fetch('POST', '/api/rex/domains/give', { token: stranger, body: give })).status).toBe(
    404,
  );
  for (const domain of ['haves.example', 'post.haves.example', 'deep.mail.haves.example']) {
    await rex.fetch('POST', `/api/rex/domains/${domain}/remove`, { token: stranger });
  }
});

it('no list of another workspace contains anything of this one', async () => {
  const lists = ROUTES.filter(
    (route) => needsToken(route) && route.method === 'GET' && !route.path.includes('{'),
  );
  expect(lists.length).toBeGreaterThan(15);
  const ofAll = Object.values(OF_ALL);
  const mine = [...Object.values(ids).filter((id) => !ofAll.includes(id)), ADDRESS, 'haves'];
  for (const route of lists) {
    const { text, status } = await rex.fetch('GET', pathOf(route), { token: stranger });
    expect(status, nameOf(route)).toBeLessThan(500);
    expect(
      mine.filter((each) => text.includes(decodeURIComponent(each))),
      nameOf(route),
    ).toEqual([]);
  }
});

it('the same ids are found by their own workspace', async () => {
  const owner = await rex.token('haves');
  for (const route of named) {
    const answer = await call(route, owner);
    expect(answer.status, `${nameOf(route)}: ${answer.text}`).not.toBe(404);
    if (route.method === 'GET') expect(answer.status, nameOf(route)).toBe(200);
  }
});
