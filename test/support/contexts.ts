/** A folder of `shared` that holds all of one feature, what it is for, and what of the others it may import. */
export interface Context {
  readonly name: string;
  readonly for: string;
  /** Names with blanks between them. Only contexts that stand above it in the table: so there is no circle. */
  readonly uses: string;
}

/** Every context, lowest first. `npm run check:layers` holds the imports to it, and the table to the imports. */
export const CONTEXTS: readonly Context[] = [
  { name: 'kernel', for: 'errors, ids, hashes, clocks, what routes and events are made of', uses: '' },
  { name: 'statistics', for: 'distributions, tests, fits', uses: '' },
  { name: 'series', for: 'forecasts of numbers over time', uses: 'kernel statistics' },
  { name: 'fairness', for: 'rules that divide, and how fair a division is', uses: 'kernel' },
  {
    name: 'planning',
    for: 'activities that share resources, and when each begins',
    uses: 'kernel statistics',
  },
  {
    name: 'platform',
    for: 'tables, queues, files, secrets, tokens, and how a Lambda function reads and fails; knows no feature',
    uses: 'kernel',
  },
  { name: 'mail', for: 'reads and writes e-mail: bounces, absences, opt-outs, quotes', uses: 'kernel' },
  { name: 'privacy', for: 'finds and hides personal data in texts', uses: '' },
  {
    name: 'channels',
    for: 'what e-mail, SMS, WhatsApp and LinkedIn are; telephone numbers and their stops',
    uses: 'kernel platform mail',
  },
  { name: 'experiments', for: 'holdouts, variants, sequential tests', uses: 'kernel statistics' },
  {
    name: 'limits',
    for: 'how often a provider is called, and what takes effect outside now',
    uses: 'kernel platform',
  },
  { name: 'alerts', for: 'what a person should look at', uses: 'kernel platform' },
  {
    name: 'llm',
    for: 'asks language models, within a budget, without personal data',
    uses: 'kernel platform privacy limits alerts',
  },
  { name: 'decisions', for: 'rules over facts, and what is recorded of them', uses: 'kernel platform llm' },
  {
    name: 'autonomy',
    for: 'what may be done without asking: policy, limits of a day, and what agents have earned',
    uses: 'kernel platform',
  },
  { name: 'live', for: 'the WebSocket and the feed behind it', uses: 'kernel platform' },
  {
    name: 'council',
    for: 'what lords and guilds are told of: their channels and events',
    uses: 'kernel',
  },
  {
    name: 'seats',
    for: 'what a seat of the Council is: capabilities, acts, works and their routes as rows',
    uses: 'kernel platform council',
  },
  {
    name: 'engagement',
    for: 'counts by the hour; whether a person opened or clicked',
    uses: 'kernel platform',
  },
  {
    name: 'leads',
    for: 'people: imports, consent, holds, who is the same person',
    uses: 'kernel platform mail privacy channels',
  },
  {
    name: 'content',
    for: 'templates, facts, claims: what a message says',
    uses: 'kernel mail channels experiments',
  },
  {
    name: 'quality',
    for: 'how good a content is: parts with points, rules of the brand, the gate',
    uses: 'kernel mail content',
  },
  { name: 'scoring', for: 'how likely a lead is to come back', uses: 'kernel statistics leads' },
  {
    name: 'enrichment',
    for: 'buys what is not known of leads',
    uses: 'kernel platform limits alerts leads scoring',
  },
  {
    name: 'icp',
    for: 'which customers are wanted',
    uses: 'kernel statistics platform experiments leads scoring enrichment',
  },
  {
    name: 'workspaces',
    for: 'settings, made of the sections of all contexts',
    uses: 'kernel platform mail channels experiments limits llm decisions alerts autonomy quality enrichment icp',
  },
  {
    name: 'domains',
    for: 'sending domains: ownership, warmup, reputation, the pool',
    uses: 'kernel platform channels limits decisions leads workspaces',
  },
  {
    name: 'provisioning',
    for: 'sets sending domains up in SES and the DNS; rules for bulk senders',
    uses: 'kernel platform limits alerts workspaces domains',
  },
  {
    name: 'risk',
    for: 'how likely an e-mail bounces or is complained about, and who is written to first',
    uses: 'kernel platform experiments leads',
  },
  {
    name: 'missions',
    for: 'the engine: life cycle, steps, recovery; features come to it by hooks and steps',
    uses: 'kernel platform mail llm decisions alerts engagement scoring workspaces domains',
  },
  {
    name: 'knowledge',
    for: 'documents that Rex reads, searches and cites',
    uses: 'kernel platform mail llm content',
  },
  {
    name: 'drafting',
    for: 'cohorts and the messages that were drafted for them',
    uses: 'kernel platform channels engagement leads content quality missions',
  },
  {
    name: 'approvals',
    for: 'one decision over exact messages or an exact change',
    uses: 'kernel platform channels autonomy leads content workspaces missions drafting',
  },
  {
    name: 'tasks',
    for: 'work items: looked at, decided, claimed, done, settled, undone; what they do comes by handlers',
    uses: 'kernel platform limits alerts autonomy content workspaces missions approvals',
  },
  {
    name: 'replies',
    for: 'what people wrote, and who is held until it is decided',
    uses: 'kernel platform mail channels leads missions drafting',
  },
  {
    name: 'sending',
    for: 'guards, claims, the ledger: what goes out and what becomes of it',
    uses: 'kernel platform mail channels experiments limits decisions alerts engagement leads content workspaces domains risk missions drafting approvals replies',
  },
  {
    name: 'allocation',
    for: 'which mission sends from which domain',
    uses: 'kernel platform mail limits decisions alerts workspaces domains missions drafting sending',
  },
  {
    name: 'inbound',
    for: 'a mail that came in finds its thread and takes effect',
    uses: 'kernel platform mail llm alerts leads domains replies sending',
  },
  {
    name: 'texts',
    for: 'SMS and WhatsApp by Twilio',
    uses: 'kernel mail channels alerts leads replies sending',
  },
  {
    name: 'linkedin',
    for: 'steps that a person takes on LinkedIn',
    uses: 'kernel platform channels leads workspaces missions drafting sending',
  },
  {
    name: 'inbox',
    for: 'conversations: what was said with each person, who of the members cares for it, and what they answer',
    uses: 'kernel platform mail channels limits leads content workspaces domains missions drafting approvals replies sending',
  },
  {
    name: 'meetings',
    for: 'meetings with leads: bookings at Calendly and Cal.com, invitations by e-mail, and what they end',
    uses: 'kernel platform mail channels leads content workspaces replies sending inbound inbox',
  },
  {
    name: 'analytics',
    for: 'snapshots, trends, anomalies',
    uses: 'kernel statistics platform experiments alerts engagement workspaces domains missions',
  },
  {
    name: 'forecast',
    for: 'a mission played forward: what it sends on which day, and when it ends',
    uses: 'kernel statistics channels experiments engagement leads content workspaces domains risk missions drafting approvals sending allocation analytics',
  },
  {
    name: 'recommendations',
    for: 'what to change, and the change',
    uses: 'kernel platform decisions content workspaces missions approvals analytics',
  },
  {
    name: 'review',
    for: 'what people are shown before they decide; the hooks of missions that send',
    uses: 'kernel platform channels leads content quality workspaces missions drafting approvals tasks sending inbox recommendations',
  },
  {
    name: 'webhooks',
    for: 'events on their way to the endpoints of customers, signed and tried again',
    uses: 'kernel platform alerts live',
  },
  {
    name: 'connections',
    for: 'accounts at providers: their credentials, kept, refreshed and checked',
    uses: 'kernel platform alerts webhooks',
  },
  {
    name: 'members',
    for: 'who belongs to a workspace, in which role: members, invitations, API keys, organisations',
    uses: 'kernel platform content workspaces sending',
  },
  {
    name: 'notifications',
    for: 'tells people of alerts and of approvals that wait, once, and lets them decide where they read of it',
    uses: 'kernel platform content alerts autonomy workspaces domains approvals tasks sending webhooks connections members',
  },
  {
    name: 'seo',
    for: 'looks at pages, and proposes what to change',
    uses: 'kernel autonomy tasks webhooks connections',
  },
  {
    name: 'social',
    for: 'posts on X, LinkedIn, Facebook and Instagram: published, looked up, taken back, counted',
    uses: 'kernel platform autonomy quality tasks webhooks connections',
  },
  {
    name: 'ads',
    for: 'campaigns at Google Ads: reports, and changes within caps',
    uses: 'kernel platform autonomy tasks webhooks connections',
  },
  {
    name: 'correspondence',
    for: 'e-mails that tasks send: answers to frequent questions, drafts, single letters',
    uses: 'kernel platform mail leads knowledge llm alerts autonomy content workspaces approvals tasks replies sending inbound inbox',
  },
  {
    name: 'newsletter',
    for: 'newsletters: who asked for one, has proved it, or has left; and the issues that they get',
    uses: 'kernel platform mail channels engagement limits alerts autonomy leads content quality workspaces domains sending tasks',
  },
  {
    name: 'coordination',
    for: 'agents: manifests, runs, assignments of external agents',
    uses: 'kernel platform llm live domains missions',
  },
  {
    name: 'guilds',
    for: 'guilds, and the roster of agents that read, draft and advise',
    uses: 'kernel platform mail privacy statistics experiments engagement llm alerts autonomy content workspaces knowledge tasks analytics recommendations members coordination',
  },
  {
    name: 'campaigns',
    for: 'campaigns of missions and tasks, their moves, budgets and results; milestones; intelligence',
    uses: 'kernel platform channels llm engagement workspaces missions drafting approvals tasks sending analytics newsletter',
  },
  {
    name: 'lords/architect',
    for: 'the Architect: initiatives, figures of this system, guidance of guilds',
    uses: 'kernel platform planning statistics experiments seats guilds',
  },
  {
    name: 'lords/aesthete',
    for: 'the Aesthete: quality, rules of the brand, consistency, feedback, approvals of content',
    uses: 'kernel quality workspaces drafting tasks newsletter social seats',
  },
  {
    name: 'lords/cognition',
    for: 'the Cognition: what was learned, what it adds up to, decisions and what became of them',
    uses: 'kernel statistics experiments llm engagement alerts workspaces domains missions approvals analytics recommendations seats',
  },
  {
    name: 'lords/arbiter',
    for: 'the Arbiter: conflicts, fair divisions, decisions and appeals',
    uses: 'kernel statistics experiments fairness autonomy workspaces domains missions drafting members seats allocation campaigns',
  },
  {
    name: 'lords/herald',
    for: 'the Herald: what people write to members, templates, broadcasts, and the log',
    uses: 'kernel content alerts workspaces members notifications seats',
  },
  {
    name: 'lords/seer',
    for: 'the Seer: forecasts, intelligence, analyses, recommendations',
    uses: 'kernel platform series statistics experiments engagement seats analytics recommendations knowledge campaigns',
  },
  {
    name: 'lords/strategos',
    for: 'the Strategos: plans, tasks, resources, forecasts of their end',
    uses: 'kernel planning statistics seats domains members tasks guilds campaigns',
  },
  {
    name: 'lords',
    for: 'the registry of seats',
    uses: 'seats lords/architect lords/aesthete lords/arbiter lords/cognition lords/herald lords/seer lords/strategos',
  },
  {
    name: 'handlers',
    for: 'the registry of types of tasks',
    uses: 'tasks seo correspondence newsletter social ads guilds',
  },
  {
    name: 'automations',
    for: 'steps of missions that run in n8n or CrewAI',
    uses: 'kernel platform workspaces missions webhooks',
  },
  {
    name: 'operations',
    for: 'pause, status, dead letters',
    uses: 'kernel platform limits alerts workspaces domains missions sending',
  },
  {
    name: 'agents/icp',
    for: 'ICPIntelligenceAgent',
    uses: 'kernel platform leads enrichment icp workspaces missions coordination',
  },
  {
    name: 'agents/reviver',
    for: 'ReviverAgent',
    uses: 'kernel channels experiments leads scoring enrichment icp workspaces risk missions drafting sending coordination agents/icp',
  },
  {
    name: 'agents/personalizer',
    for: 'PersonalizerAgent',
    uses: 'kernel channels experiments llm leads content quality knowledge workspaces risk missions drafting sending coordination agents/reviver',
  },
  {
    name: 'agents/coordinator',
    for: 'SpecialForcesCoordinator',
    uses: 'kernel platform decisions missions automations coordination',
  },
  {
    name: 'agents/deliverability',
    for: 'DeliverabilityAgent',
    uses: 'kernel decisions workspaces domains missions allocation coordination',
  },
  {
    name: 'agents/scraper',
    for: 'ScraperAgent',
    uses: 'kernel leads enrichment workspaces missions coordination',
  },
  {
    name: 'agents/outreach',
    for: 'OutreachAgent',
    uses: 'kernel platform workspaces missions drafting sending coordination',
  },
  {
    name: 'agents/analytics',
    for: 'AnalyticsAgent',
    uses: 'kernel platform channels experiments engagement leads workspaces risk missions drafting approvals sending analytics recommendations coordination',
  },
  {
    name: 'agents',
    for: 'the registry of agents',
    uses: 'coordination agents/icp agents/reviver agents/personalizer agents/coordinator agents/deliverability agents/scraper agents/outreach agents/analytics',
  },
  {
    name: 'explain',
    for: 'why something happened, or did not',
    uses: 'kernel platform channels leads scoring workspaces domains missions drafting approvals sending meetings inbox automations agents/reviver agents',
  },
  {
    name: 'gdpr',
    for: 'everything about a person: its export, and its erasure',
    uses: 'kernel platform channels leads missions drafting approvals tasks sending',
  },
  {
    name: 'commands',
    for: 'plain sentences that stand for routes',
    uses: 'kernel llm leads domains missions allocation operations',
  },
  {
    name: 'api',
    for: 'all routes, all events, all queues: OpenAPI and AsyncAPI',
    uses: 'kernel platform channels llm decisions alerts leads enrichment icp workspaces domains provisioning missions drafting approvals replies sending meetings allocation inbound texts linkedin tasks autonomy inbox correspondence analytics forecast recommendations webhooks connections notifications newsletter automations members operations coordination gdpr commands knowledge council campaigns guilds seats lords',
  },
  {
    name: 'wiring',
    for: 'what functions open alike',
    uses: 'kernel platform limits llm alerts live leads enrichment workspaces domains missions drafting provisioning knowledge approvals tasks sending meetings texts analytics recommendations webhooks connections automations members notifications coordination guilds quality seats campaigns lords/aesthete lords/arbiter lords/herald lords/cognition lords/architect',
  },
];

/** Folders whose folders are contexts of their own. */
const FAMILIES: ReadonlySet<string> = new Set(['agents', 'lords']);

/** The context of a file, as its path begins. */
export function contextOf(file: string): string | undefined {
  const [top, first, second, third] = file.split('/');
  if (top !== 'shared' || second === undefined) return undefined;
  return FAMILIES.has(first ?? '') && third !== undefined ? `${first}/${second}` : first;
}

export interface ContextImport {
  readonly from: string;
  readonly to: string;
}

/** What is wrong with the table, or with imports by it; each as a sentence. */
export function contextProblems(contexts: readonly Context[], imports: readonly ContextImport[]): string[] {
  const problems: string[] = [];
  const above = new Set<string>();
  const allowed = new Map<string, ReadonlySet<string>>();
  for (const { name, uses } of contexts) {
    const names = uses.split(' ').filter(Boolean);
    for (const used of names) {
      if (!above.has(used)) problems.push(`${name} may not use ${used}, which does not stand above it.`);
    }
    above.add(name);
    allowed.set(name, new Set(names));
  }
  const seen = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [contextOf(from), contextOf(to)];
    if (a === undefined || b === undefined || a === b) continue;
    const uses = allowed.get(a);
    if (!uses) problems.push(`${from} is in no context of the table.`);
    else if (!uses.has(b)) problems.push(`${a} does not use ${b}: ${from} -> ${to}`);
    seen.set(a, (seen.get(a) ?? new Set()).add(b));
  }
  for (const [name, uses] of allowed) {
    for (const used of uses) {
      if (!seen.get(name)?.has(used))
        problems.push(`${name} does not import ${used} any more: take it out of the table.`);
    }
  }
  return [...new Set(problems)];
}

/** The graph for people, as Mermaid: arrows that follow from others are left out, and so are kernel and platform. */
export function drawContexts(contexts: readonly Context[]): string {
  const everybodys = new Set(['kernel', 'platform']);
  const uses = new Map(
    contexts.map(({ name, uses: names }) => [
      name,
      names.split(' ').filter((used) => used && !everybodys.has(used)),
    ]),
  );
  const reaches = (from: string, to: string): boolean =>
    (uses.get(from) ?? []).some((next) => next === to || reaches(next, to));
  const id = (name: string): string => name.replace('/', '_');
  const arrows = [...uses].flatMap(([name, names]) =>
    names
      .filter((used) => !names.some((other) => other !== used && reaches(other, used)))
      .map((used) => `  ${id(name)} --> ${id(used)}`),
  );
  const alone = [...uses.keys()]
    .filter((name) => name.includes('/'))
    .map((name) => `  ${id(name)}["${name}"]`);
  return ['```mermaid', 'flowchart BT', ...alone, ...arrows, '```'].join('\n');
}
