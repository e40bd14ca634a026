import * as z from 'zod';
import { ROUTE_TABLES } from '../../shared/api/contract/route-tables.ts';
import { needsToken, type RouteContract } from '../../shared/kernel/contract/route.ts';
import { NOBODY_LISTENS } from './nobody-listens.ts';

/** Every route that Rex answers, from the contracts: a new one is tested without a new line here. */
export const ROUTES: readonly RouteContract[] = Object.values(ROUTE_TABLES).flatMap((table) =>
  Object.values<RouteContract>(table),
);
export const PROTECTED = ROUTES.filter(needsToken);
/** A webhook's body is read after its signature: whatever is wrong with both is the signature. */
export const WITH_BODY = ROUTES.filter(({ body, roles }) => body !== undefined && roles !== 'signed');

const DIGITS = '0123456789abcdefghijklmnop';
/** Well-formed ids of nothing, by the collection in the path. */
const UNKNOWN_IDS: Readonly<Record<string, string>> = {
  missions: `m_${DIGITS}`,
  imports: `i_${DIGITS}`,
  approvals: `a_${DIGITS}`,
  profiles: `p_${DIGITS}`,
  alerts: `al_${DIGITS}`,
  recommendations: `r_${DIGITS}`,
  external: `oa_${DIGITS}`,
  automations: `au_${DIGITS}`,
  connections: `con_${DIGITS}`,
  'dead-letters': DIGITS,
  domains: 'mail.unknown.example',
  tasks: `t_${DIGITS}`,
  broadcasts: `bc_${DIGITS}`,
  campaigns: `cm_${DIGITS}`,
  parts: `t_${DIGITS}`,
  moves: `mv_${DIGITS}`,
  achievements: `ac_${DIGITS}`,
  intelligence: `ie_${DIGITS}`,
  initiatives: `ai_${DIGITS}`,
  cases: `cs_${DIGITS}`,
  plans: `xp_${DIGITS}`,
  guidance: 'research',
  reviews: `qr_${DIGITS}`,
  learning: `le_${DIGITS}`,
  synthesis: `sy_${DIGITS}`,
  decisions: `de_${DIGITS}`,
  predictions: `pr_${DIGITS}`,
  faq: 'unknown-entry',
  documents: 'unknown-document',
  meetings: `mt_${DIGITS.slice(0, 20)}_${DIGITS.slice(0, 16)}`,
  invitations: `in_${DIGITS}`,
  keys: `ak_${DIGITS}`,
  webhooks: `wh_${DIGITS}`,
  replies: `r_${DIGITS.slice(0, 20)}_none`,
  inbox: `c_${DIGITS.slice(0, 20)}`,
  answers: `an_${DIGITS.slice(0, 20)}_${DIGITS.slice(0, 20)}`,
  leads: `l_${DIGITS.slice(0, 20)}`,
  guilds: 'unknown-guild',
  people: 'nobody-here',
  agents: 'unknown-agent',
  notifications: `n_${DIGITS}`,
  members: 'nobody-of-this-name',
  messages: encodeURIComponent(`m_${DIGITS}~none-0001~l_${DIGITS.slice(0, 20)}~1`),
  d: 'none.none',
  newsletters: 'unknown',
  issues: `unknown-${DIGITS}`,
  subscribe: 'none.none',
  confirm: `none.none.${DIGITS.slice(0, 20)}.${DIGITS}`,
  leave: `none.none.${DIGITS.slice(0, 20)}.${DIGITS}`,
  u: 'acme-00000000000000000000-000000-1-0000000000',
};

/** A good body for each route that needs one. */
const BODIES: Readonly<Record<string, object>> = {
  scoreLead: { leadId: `l_${DIGITS.slice(0, 20)}` },
  createMission: { type: 'lead_reactivation' },
  createImport: { kind: 'leads', fileName: 'leads.csv' },
  previewImport: { kind: 'leads', head: btoa('email,name\nada@mail.example,Ada\n') },
  recordOrders: {
    orders: [{ orderId: 'o-1', email: 'nobody@mail.example', orderedOn: '2024-05-01', amountUsd: 12 }],
  },
  bookMeeting: { leadId: `l_${DIGITS.slice(0, 20)}`, startsAt: '2999-01-02T10:00:00.000Z' },
  inviteToMeeting: {
    leadId: `l_${DIGITS.slice(0, 20)}`,
    startsAt: '2999-01-02T10:00:00.000Z',
    minutes: 30,
    title: 'Introduction',
  },
  changeMeeting: { title: 'Introduction' },
  cancelMeeting: { reason: 'The host is ill.' },
  connectCalendar: { service: 'calendly' },
  createBookingLink: { leadId: `l_${DIGITS.slice(0, 20)}` },
  registerAgent: { name: 'Copy desk', steps: ['personalize'] },
  addAutomation: { connector: 'n8n', name: 'A workflow', url: `${NOBODY_LISTENS}/webhook/rex` },
  addConnection: {
    provider: 'wordpress',
    name: 'Our site',
    account: { url: 'https://www.acme.example', username: 'rex' },
    secret: { applicationPassword: 'abcd efgh ijkl mnop qrst uvwx' },
  },
  renewConnection: { secret: { applicationPassword: 'abcd efgh ijkl mnop qrst uvwx' } },
  runCommand: { text: 'show status' },
  createTask: {
    type: 'seo.audit',
    title: 'Look at the home page',
    payload: { url: 'https://www.acme.example/' },
  },
  editTask: { payload: {} },
  createCampaign: { name: 'Spring sale' },
  createMove: {
    campaign: `cm_${DIGITS}`,
    title: 'Call the printer',
    by: { kind: 'person', instructions: 'Ask for a price.' },
  },
  completeMove: { note: 'It was done by hand.' },
  cancelMove: { reason: 'Too late.' },
  createAchievement: { name: 'Five replies', metric: 'replied', atLeast: 5 },
  addIntelligence: {
    type: 'competitive',
    title: 'Discogs raised its fees',
    text: 'To 9 %.',
    source: 'Their page of fees',
    confidence: 0.9,
  },
  registerConflict: {
    type: 'resource_allocation',
    about: 'The sends of a day',
    parties: [
      { kind: 'campaign', id: 'spring', wants: '100 sends' },
      { kind: 'campaign', id: 'summer', wants: '50 sends' },
    ],
    dispute: { kind: 'claims', of: 'sends', estate: 90, claims: [100, 50] },
  },
  analyzeConflict: { caseId: `cs_${DIGITS}` },
  proposeResolution: { caseId: `cs_${DIGITS}` },
  makeArbitrationDecision: { proposalId: `po_${DIGITS}`, option: 'talmud', reason: 'An old rule.' },
  handleAppeal: {
    decisionId: `de_${DIGITS}`,
    grounds: 'It is late.',
    verdict: 'upheld',
    reason: 'It is not.',
  },
  sendNotification: { to: ['nobody-here'], title: 'Hello', text: 'The printer is back.' },
  registerSubscriber: { channels: {} },
  formatMessage: { templateId: `tm_${DIGITS}` },
  sendBroadcast: { title: 'Hello', text: 'The printer is back.' },
  approveBroadcast: { digest: 'none' },
  createHeraldTemplate: { name: 'Hello', title: 'Hello', text: 'The printer is back.' },
  ...Object.fromEntries(
    ['assessQuality', 'checkBrandCompliance', 'evaluateConsistency', 'provideFeedback', 'approveContent'].map(
      (act) => [act, { content: { type: 'copy', text: 'We repair turntables again.' } }],
    ),
  ),
  recordLearning: { kind: 'success', topic: 'calls', text: 'They answered at nine.' },
  synthesizeKnowledge: { kind: 'pattern', topic: 'calls' },
  makeCouncilDecision: {
    question: 'When do we call?',
    choice: 'At nine.',
    because: 'They answer then.',
    learnings: [`le_${DIGITS}`],
    expects: { says: 'More replies come.', probability: 0.8, on: '2999-01-02' },
  },
  provideMentoring: {
    setting: 'dailyBudget',
    to: 100,
    advice: 'Send less.',
    learnings: [`le_${DIGITS}`],
  },
  predictTrend: { metric: 'replied' },
  gatherIntelligence: {
    type: 'competitive',
    entry: { title: 'Fees', text: 'Up.', source: 'Their page', confidence: 0.9 },
  },
  designInitiative: {
    title: 'Faster',
    goal: 'Halve it.',
    phases: [{ id: 'build', title: 'Build', days: 5 }],
  },
  decideInitiative: { reason: 'It is worth it.' },
  optimizeComponent: { component: 'http-leads' },
  provideGuidance: { guild: 'research' },
  createPlan: { title: 'Spring', activities: [{ id: 'write', days: 2 }] },
  assignTask: { plan: `xp_${DIGITS}`, activity: 'write', assignee: { kind: 'member', id: 'ann' } },
  allocateResource: { plan: `xp_${DIGITS}`, activity: 'write' },
  putFaqEntry: {
    id: 'sample',
    questions: ['How long does delivery take?'],
    answer: 'Two days.',
    source: 'Terms',
  },
  runRosterAgent: { input: { about: 'our autumn service' } },
  mcp: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  putDocument: { id: 'sample', title: 'Returns', category: 'best-practices', content: 'Within 30 days.' },
  createKnowledgeUpload: { format: 'pdf' },
  searchKnowledge: { question: 'How long may I return it?' },
  answerQuestion: { question: 'How long may I return it?' },
  matchFaq: { text: 'How long does delivery take?' },
  approveTask: { digest: 'd' },
  rejectTask: { reason: 'No.' },
  cancelTask: { reason: 'Too late.' },
  resolveTask: { outcome: 'done' },
  revokeAutonomy: { agent: 'seo', effect: 'seo.fix', segment: 'www.acme.example' },
  decideTogether: { decision: 'approved', approvals: [{ id: `a_${DIGITS}`, digest: 'd' }] },
  subscribe: { channels: { sms: { from: 'critical' } }, phone: '+14155550100' },
  setNotifiedMember: { slackUser: null },
  putNewsletter: {
    id: 'sample',
    name: 'Product news',
    purpose: 'What is new, once a month',
    form: 'I want to get it. I can leave at any time.',
  },
  addSubscriber: {
    email: 'reader@mail.example',
    proof: { at: '2026-01-02T10:00:00.000Z', source: 'The fair', text: 'I want the news.' },
  },
  removeSubscriber: { lead: `l_${DIGITS.slice(0, 20)}` },
  resumeIssue: { reason: 'The list is clean.' },
  cancelIssue: { reason: 'A typo.' },
  beginAutonomyAnew: { agent: 'seo', effect: 'seo.fix', segment: 'www.acme.example' },
  approve: { digest: 'd' },
  eraseLead: { reason: 'The person asked for it.' },
  decideReply: { decision: 'release' },
  openConversation: { leadId: `l_${DIGITS.slice(0, 20)}` },
  assignConversation: { assignee: 'me' },
  snoozeConversation: { until: '2999-01-01' },
  labelConversation: { add: ['pricing'] },
  correctReplyClass: { class: 'question' },
  answerConversation: { text: 'Hello.' },
  resolveAnswer: { outcome: 'sent' },
  addSuppression: { value: 'gone@mail.example' },
  importSuppressions: { content: 'email\ngone@mail.example\n' },
  reject: { reason: 'No.' },
  resumeMission: { reason: 'The list is clean now.' },
  resolveMessage: { outcome: 'sent' },
  putSettings: {
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street, Springfield',
    website: 'https://acme.example',
  },
  setDomainTier: { tier: 'custom' },
  rotateDomain: { domain: 'mail.sample.example' },
  assignDomain: { campaign: 'spring' },
  replayDecisions: { since: '1h' },
  acceptInvitation: { token: `rxi_acme_${DIGITS}_${'0'.repeat(43)}` },
  changeMember: { role: 'viewer' },
  leaveWorkspace: { workspace: 'another' },
  createInvitation: { email: 'kim@mail.example', role: 'viewer' },
  createApiKey: { name: 'CRM', role: 'viewer' },
  putOrganisation: { name: 'Acme Group' },
  createWorkspace: { id: 'sample2nd' },
  createWebhook: { url: `${NOBODY_LISTENS}/rex` },
  updateWebhook: { description: 'For tests' },
  replayWebhook: { since: '1h' },
  addDomain: { domain: 'mail.sample.example' },
  setInbox: { name: 'ann' },
  pauseInbox: { name: 'ann' },
  resumeInbox: { name: 'ann' },
  giveDomain: { domain: 'warm.sample.example', to: 'nobody' },
  takeBackDomain: { domain: 'warm.sample.example' },
};

export const nameOf = ({ method, path }: RouteContract): string => `${method} ${path}`;

export const bodyOf = ({ operationId }: RouteContract): object => BODIES[operationId] ?? {};

/** The path with `id` (as it stands in a URL) in it, and what the query must have. `within`: ids of what it is a part of. */
export function pathOf(route: RouteContract, id = unknownIdOf(route), within = UNKNOWN_IDS): string {
  const path = route.path
    .replace(/\{\w+\}(?!.*\{)/, id ?? '')
    .replace(/([^/]+)\/\{\w+\}/g, (_, collection: string) => `${collection}/${within[collection] ?? 'none'}`);
  return route.operationId === 'listMessages' ? `${path}?missionId=${UNKNOWN_IDS['missions']}` : path;
}

/** What kind of thing a route names. */
export const collectionOf = ({ path }: RouteContract): string | undefined =>
  /([^/]+)\/\{\w+\}(?!.*\{)/.exec(path)?.[1];

/** For routes that name one thing. */
export function unknownIdOf(route: RouteContract): string | undefined {
  const collection = collectionOf(route);
  return collection === undefined ? undefined : UNKNOWN_IDS[collection];
}

interface WrongInput {
  /** As a problem names it. */
  readonly path: string;
  readonly value: unknown;
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly maxLength?: number;
  readonly $ref?: string;
  readonly anyOf?: readonly JsonSchema[];
}

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const resolve = (node: JsonSchema): JsonSchema =>
    ($defs[node.$ref?.split('/').at(-1) ?? ''] as JsonSchema) ?? node;
  return resolve(root as JsonSchema);
}

/** For each field of the body, however deep, a good body with that field of a wrong type. */
export function wrongBodies(route: RouteContract): (WrongInput & { readonly body: object })[] {
  if (route.body === undefined) return [];
  return fieldsOf(schemaOf(route.body)).map(({ path, schema }) => {
    const value = schema.type === 'array' || schema.type === 'object' ? 'wrong' : [{ wrong: true }];
    return { path: ['body', ...path].join('.'), value, body: withField(bodyOf(route), path, value) };
  });
}

/** For each parameter of the query, a text that it cannot be; free text of any length has none. */
export function wrongQueries(route: RouteContract): (WrongInput & { readonly name: string })[] {
  if (route.query === undefined) return [];
  return Object.entries(schemaOf(route.query).properties ?? {}).flatMap(([name, { type, maxLength }]) => {
    // Numbers of a query are texts that are coerced: their input has no type.
    const value =
      type === 'string' ? (maxLength === undefined ? 'WRONG' : 'x'.repeat(maxLength + 1)) : 'wrong';
    return [{ path: `query.${name}`, name, value }];
  });
}

function fieldsOf(
  schema: JsonSchema,
  path: readonly string[] = [],
): { path: string[]; schema: JsonSchema }[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
    { path: [...path, name], schema: field },
    ...fieldsOf(field, [...path, name]),
  ]);
  return schema.items ? [...own, ...fieldsOf(schema.items, [...path, '0'])] : own;
}

/** A copy with the field set; what is not there on the way is made. */
function withField(value: unknown, [name, ...rest]: readonly string[], field: unknown): object {
  const index = Number(name);
  if (Array.isArray(value) || (value === undefined && Number.isInteger(index))) {
    const items: unknown[] = [...(value ?? [])];
    items[index] = rest.length === 0 ? field : withField(items[index], rest, field);
    return items;
  }
  const record = { ...(value as Record<string, unknown> | undefined) };
  const at = name ?? '';
  return { ...record, [at]: rest.length === 0 ? field : withField(record[at], rest, field) };
}
