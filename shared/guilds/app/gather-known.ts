import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { type ViewAnalyticsDeps, viewAnalytics } from '../../analytics/app/view-analytics.ts';
import { COUNTED } from '../../engagement/contract/counted.ts';
import type { PassageIndex } from '../../knowledge/app/ports/knowledge.ts';
import type { Category } from '../../knowledge/contract/knowledge.ts';
import type { RecommendationStore } from '../../recommendations/app/ports/recommendations.ts';
import type { TaskStore } from '../../tasks/app/ports/tasks.ts';
import { TASK_STATUSES } from '../../tasks/contract/task.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import type { Fact, Known, Passage } from '../domain/capabilities/capability.ts';
import type { Source } from '../domain/definition.ts';
import type { RosterAgent } from '../domain/roster.ts';

export interface GatherDeps extends ViewAnalyticsDeps {
  readonly alerts: Pick<AlertStore, 'list'>;
  readonly tasks: Pick<TaskStore, 'list'>;
  readonly recommendations: Pick<RecommendationStore, 'list'>;
  readonly passageIndex: PassageIndex;
  /** Of the language model, today. */
  llmUsage(workspace: string): Promise<{ readonly spentUsd: number; readonly leftUsd: number }>;
}

const DAYS = 90;
const MOST = 100;
const PASSAGES = 6;

const fact = (id: string, value: number | null, says: string): Fact => ({ id, value, says });
const percent = (rate: number): string => `${(rate * 100).toFixed(2)} %`;
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

type Gather = (deps: GatherDeps, workspace: string) => Promise<readonly Fact[]>;

/** What can be read of a workspace, as facts. */
const SOURCES: Readonly<Record<Exclude<Source, 'days'>, Gather>> = {
  async mail(deps, workspace) {
    const { current } = await viewAnalytics(deps, workspace);
    const { last24h, rates } = current;
    const amounts = (['sent', 'delivered', 'bounced', 'complained', 'replied', 'booked'] as const).map(
      (name) => fact(`mail.${name}`, last24h[name], `${last24h[name]} ${WORDS[name]} in the last 24 hours.`),
    );
    const shares = Object.entries(rates).flatMap(([name, rate]) =>
      rate === null
        ? []
        : [fact(`mail.${name}`, rate, `The ${spaced(name)} of the last 24 hours is ${percent(rate)}.`)],
    );
    return [...amounts, ...shares];
  },
  async domains({ pools }, workspace) {
    const domains = (await pools.get(workspace))?.domains ?? [];
    const paused = domains.filter(({ status }) => status === 'paused').length;
    const count = fact(
      'domains.count',
      domains.length,
      `The workspace has ${counted(domains.length, 'sending domain', 'sending domains')}.`,
    );
    if (domains.length === 0) return [count];
    const lowest = domains.reduce((least, domain) => (domain.reputation < least.reputation ? domain : least));
    return [
      count,
      fact('domains.paused', paused, `${counted(paused, 'domain is', 'domains are')} paused.`),
      fact(
        'domains.lowestReputation',
        lowest.reputation,
        `The lowest reputation is that of ${lowest.domain}: ${lowest.reputation.toFixed(2)}.`,
      ),
    ];
  },
  async alerts({ alerts }, workspace) {
    const { alerts: all } = await alerts.list(workspace, { state: 'open', limit: MOST });
    const open = all.filter(({ state }) => state === 'open');
    const critical = open.filter(({ severity }) => severity === 'critical').length;
    return [
      fact('alerts.open', open.length, `${counted(open.length, 'alert is', 'alerts are')} open.`),
      fact(
        'alerts.critical',
        critical,
        `${critical} of the open alerts ${critical === 1 ? 'is' : 'are'} critical.`,
      ),
    ];
  },
  async tasks({ tasks }, workspace) {
    const { tasks: latest } = await tasks.list(workspace, { limit: MOST });
    return TASK_STATUSES.map((status) => {
      const count = latest.filter((task) => task.status === status).length;
      return fact(
        `tasks.${status}`,
        count,
        `${count} of the latest ${latest.length} tasks ${count === 1 ? 'is' : 'are'} ${status.replaceAll('_', ' ')}.`,
      );
    }).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  },
  async missions({ analytics }, workspace) {
    const ended = await analytics.ended(workspace, MOST);
    if (ended.length === 0) return [];
    const completed = ended.filter(({ state }) => state === 'COMPLETED').length;
    const failed = ended.filter(({ state }) => state === 'FAILED').length;
    const judged = ended.filter(({ met }) => met !== undefined);
    const met = judged.filter((mission) => mission.met).length;
    return [
      fact(
        'missions.completed',
        completed,
        `Of the latest ${ended.length} missions, ${completed} were completed.`,
      ),
      fact(
        'missions.failedShare',
        failed / ended.length,
        `Of the latest ${ended.length} missions, ${percent(failed / ended.length)} failed.`,
      ),
      ...(judged.length === 0
        ? []
        : [
            fact(
              'missions.metShare',
              met / judged.length,
              `Of the latest ${judged.length} missions with goals, ${percent(met / judged.length)} met them.`,
            ),
          ]),
    ];
  },
  async recommendations({ recommendations }, workspace) {
    const { recommendations: all } = await recommendations.list(workspace, { state: 'open', limit: 20 });
    return all.map(({ id, sentence, evidence }) =>
      fact(`recommendation.${id}`, null, `${sentence} ${evidence}`),
    );
  },
  async money({ llmUsage }, workspace) {
    const { spentUsd, leftUsd } = await llmUsage(workspace);
    return [
      fact('money.spentUsd', spentUsd, `Language models cost $${spentUsd.toFixed(4)} today.`),
      fact('money.leftUsd', leftUsd, `$${leftUsd.toFixed(2)} of the budget of today is left.`),
    ];
  },
};

const WORDS = {
  sent: 'mails were sent',
  delivered: 'mails were delivered',
  bounced: 'mails bounced',
  complained: 'people complained',
  replied: 'people answered',
  booked: 'meetings were booked',
} as const;
const spaced = (name: string): string => name.replaceAll(/(?=[A-Z])/g, ' ').toLowerCase();

/** Reads what an agent may read, and nothing else. Documents are those that everybody in the workspace may read. */
export async function gatherKnown(
  deps: GatherDeps,
  {
    workspace,
    agent,
    input,
    settings,
  }: {
    readonly workspace: string;
    readonly agent: RosterAgent;
    readonly input: unknown;
    readonly settings: Settings;
  },
): Promise<Known> {
  const [facts, series, passages] = await Promise.all([
    Promise.all(
      agent.reads.flatMap((source) => (source === 'days' ? [] : [SOURCES[source](deps, workspace)])),
    ),
    agent.reads.includes('days') ? seriesOf(deps, workspace) : new Map(),
    passagesFor(deps, workspace, agent, input),
  ]);
  const { brandName: brand, postalAddress } = settings;
  return { brand, postalAddress, facts: facts.flat(), series, passages };
}

async function seriesOf({ analytics }: GatherDeps, workspace: string): Promise<Known['series']> {
  const days = await analytics.days(workspace, DAYS);
  return new Map(
    COUNTED.map((name) => [name, days.map(({ day, counts }) => ({ day, value: counts[name] ?? 0 }))]),
  );
}

async function passagesFor(
  { passageIndex }: GatherDeps,
  workspace: string,
  { config }: RosterAgent,
  input: unknown,
): Promise<Passage[]> {
  const { question } = Object(input) as { readonly question?: string };
  if (config['category'] === undefined || question === undefined) return [];
  const asking = { workspace, role: 'viewer', category: config['category'] as Category } as const;
  const found = await passageIndex.search(asking, question, { limit: PASSAGES });
  return found.map(({ document, edition, title, language, passage }) => ({
    id: `${document}.${edition}.${passage.n}`,
    under: [title, ...passage.headings].join(', '),
    text: passage.text,
    language,
  }));
}
