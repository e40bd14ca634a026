import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { bodyOf } from '../support/route-samples.ts';

/** What an operation is asked: the values of its path, and its body. */
export interface Request {
  readonly ids?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Who asks, where that matters. */
  readonly by?: string;
}

/** The workspace in which the operations are asked. */
export interface Furnished {
  /** One work of each list, by its path. */
  readonly works: Readonly<Record<string, string>>;
  /** A function whose figures ask for a change. */
  readonly slow: string;
  /** Has a subscription. */
  readonly member: string;
  readonly campaigns: readonly [string, string];
  readonly missionId: string;
  readonly entryId: string;
  /** Asks for something that is not measured; the answer. @throws Error where it is refused */
  ask(method: string, path: string, body?: object, by?: string): Promise<Answered>;
}
export type Answered = Readonly<Record<string, unknown>> & { readonly id: string };

type Prepare = (of: Furnished, n: number) => Promise<Request> | Request;

const work =
  (list: string, name = 'id'): Prepare =>
  ({ works }) => ({ ids: { [name]: works[list] ?? '' } });

/** The largest plan that is taken, of which the forecast of the end plays what is left; ten of it are over. */
const LARGEST = Array.from({ length: 100 }, (_, n) => ({
  id: `a${n}`,
  days: 366,
  after: n < 10 ? [] : [`a${n - 10}`],
  needs: { agent: 1 + (n % 2), time: 1 + (n % 5) },
}));
const CAPACITIES = { agent: 12, time: 24 };
/** As people plan: an order is looked for. */
const SPRING = LARGEST.slice(0, 20).map((each, n) => ({
  ...each,
  days: 1 + (n % 7),
  after: n < 4 ? [] : [`a${n - 4}`],
}));

let largest: Promise<string> | undefined;
let spring: Promise<string> | undefined;

/** The task of an activity of the largest plan that is under way. */
async function underWay({ ask, member }: Furnished): Promise<string> {
  const plan = await ask('POST', '/lords/strategos/plans/create', {
    title: 'The largest',
    activities: LARGEST,
    capacities: CAPACITIES,
  });
  const tasks: string[] = [];
  for (const { id: activity } of LARGEST.slice(0, 10))
    tasks.push((await assign(ask, plan.id, activity, member)).id);
  for (const task of tasks.slice(0, 9))
    await ask('POST', `/lords/strategos/tasks/${task}/progress`, { status: 'completed' });
  return tasks[9] ?? '';
}

const assign = (ask: Furnished['ask'], plan: string, activity: string, member: string) =>
  ask('POST', '/lords/strategos/tasks/assign', { plan, activity, assignee: { kind: 'member', id: member } });

const planOf = async (
  { ask }: Furnished,
  activities: readonly object[],
  capacities = CAPACITIES,
): Promise<string> =>
  (await ask('POST', '/lords/strategos/plans/create', { title: 'Spring', activities, capacities })).id;

/** A conflict that the Arbiter has proposed options for. */
async function proposed({ ask, campaigns }: Furnished): Promise<{ caseId: string; proposalId: string }> {
  const { id: caseId } = await ask('POST', '/lords/arbiter/conflict/register', conflictOf(campaigns));
  await ask('POST', '/lords/arbiter/analysis/analyze', { caseId });
  const { id: proposalId } = await ask('POST', '/lords/arbiter/resolution/propose', { caseId });
  return { caseId, proposalId };
}

const conflictOf = (campaigns: readonly string[], more: object = {}): object => ({
  type: 'resource_allocation',
  about: 'The sends of a day',
  parties: campaigns.map((id) => ({ kind: 'campaign', id, wants: 'all sends' })),
  dispute: { kind: 'claims', of: 'sends', estate: 90, claims: [100, 50] },
  ...more,
});

/** A decision that another person has challenged. */
async function challenged(of: Furnished): Promise<string> {
  const { proposalId } = await proposed(of);
  const { id: decisionId } = await of.ask(
    'POST',
    '/lords/arbiter/decision/make',
    { proposalId, option: 'talmud', reason: 'An old rule.' },
    'decider',
  );
  const type = 'decision_challenge';
  await of.ask(
    'POST',
    '/lords/arbiter/conflict/register',
    conflictOf(of.campaigns, { type, decisionId }),
    'challenger',
  );
  return decisionId;
}

/** A letter as a shop sends it: words of 300 or so, colours, and a picture. */
const LETTER = {
  type: 'messaging',
  language: 'en',
  subject: 'Your turntable, as good as new',
  html: `<html><body style="color:#222222;background-color:#ffffff;font-family:Georgia">
${'<p>We repair turntables again. You bring yours on a Tuesday, and you have it back within a week. A cheap belt is often all that it needs.</p>'.repeat(12)}
<p style="color:#8a8a8a;background-color:#ffffff">Ask us at the counter.</p>
<img src="https://www.acme.example/turntable.png" alt="A turntable" width="600" height="300"></body></html>`,
};

/** Operations whose sample names nothing of the workspace. The others are asked as the samples of the routes say. */
const REQUESTS: Readonly<Record<string, Prepare>> = {
  decideInitiative: async ({ ask }) => ({
    ids: {
      id: (
        await ask('POST', '/lords/architect/initiatives/design', {
          title: 'Faster',
          goal: 'Halve it.',
          phases: [{ id: 'build', title: 'Build', days: 5 }],
        })
      ).id,
    },
    body: { reason: 'It is worth it.' },
  }),
  optimizeComponent: ({ slow }) => ({ body: { component: slow } }),
  getInitiative: work('/lords/architect/initiatives'),
  guildGuidance: work('/lords/architect/guidance', 'guild_name'),

  makeCouncilDecision: ({ works }) => ({
    body: {
      question: 'When do we call?',
      choice: 'At nine.',
      because: 'They answer then.',
      learnings: [works['/lords/cognition/learning']],
      expects: { says: 'More replies come.', probability: 0.8, on: '2999-01-02' },
    },
  }),
  provideMentoring: async ({ ask, missionId }, n) => ({
    body: {
      setting: 'dailyBudget',
      to: 100 + n,
      advice: 'Send less.',
      learnings: [
        (
          await ask('POST', '/lords/cognition/learning/record', {
            kind: 'failure',
            topic: 'budget',
            text: 'It sent too much.',
            source: { kind: 'mission', id: missionId },
          })
        ).id,
      ],
    },
  }),
  getLearning: work('/lords/cognition/learning'),
  getSynthesis: work('/lords/cognition/synthesis'),
  getCouncilDecision: work('/lords/cognition/decisions'),

  assignTask: async (of) => ({
    body: {
      plan: await planOf(of, SPRING),
      activity: 'a0',
      assignee: { kind: 'member', id: of.member },
    },
  }),
  reportProgress: async (of, n) => {
    largest ??= underWay(of);
    return { ids: { task_id: await largest }, body: { percent: 1 + n } };
  },
  allocateResource: async (of) => {
    spring ??= planOf(of, SPRING);
    return { body: { plan: await spring, activity: 'a0', resource: 'time', amount: 0.01 } };
  },
  optimizeTimeline: async (of) => ({ ids: { plan_id: await planOf(of, SPRING) }, body: {} }),
  getPlan: work('/lords/strategos/plans', 'plan_id'),
  getPlanTask: work('/lords/strategos/tasks', 'task_id'),

  registerConflict: ({ campaigns }) => ({ body: conflictOf(campaigns) }),
  analyzeConflict: async ({ ask, campaigns }) => ({
    body: { caseId: (await ask('POST', '/lords/arbiter/conflict/register', conflictOf(campaigns))).id },
  }),
  proposeResolution: async (of) => ({ body: { caseId: (await proposed(of)).caseId } }),
  makeArbitrationDecision: async (of) => ({
    body: { proposalId: (await proposed(of)).proposalId, option: 'talmud', reason: 'An old rule.' },
  }),
  handleAppeal: async (of) => ({
    body: {
      decisionId: await challenged(of),
      grounds: 'It is late.',
      verdict: 'upheld',
      reason: 'It is not.',
    },
  }),
  getCase: work('/lords/arbiter/cases', 'case_id'),
  getArbiterDecision: work('/lords/arbiter/decisions'),

  sendNotification: ({ member }) => ({
    body: { to: [member], title: 'Hello', text: 'The printer is back.' },
  }),
  registerSubscriber: async ({ ask }, n) => {
    const by = `reader-${n}`;
    await ask('PUT', '/api/notifications/subscription', { channels: {} }, by);
    return { body: { channels: {} }, by };
  },
  unregisterSubscriber: async ({ ask }, n) => {
    const by = `leaver-${n}`;
    await ask('PUT', '/api/notifications/subscription', { channels: {} }, by);
    return { body: {}, by };
  },
  formatMessage: async ({ ask }) => ({
    body: {
      templateId: (
        await ask('POST', '/lords/herald/templates/create', {
          name: 'Hello',
          title: 'Hello',
          text: 'The printer is back.',
        })
      ).id,
    },
  }),
  approveBroadcast: async ({ ask }) => {
    const { id, result } = await ask('POST', '/lords/herald/broadcast/send', {
      title: 'Hello',
      text: 'The printer is back.',
    });
    return { ids: { id }, body: { digest: (result as { digest: string }).digest } };
  },
  getBroadcast: work('/lords/herald/broadcasts'),

  getPrediction: work('/lords/seer/predictions'),
  getGatheredIntelligence: ({ entryId }) => ({ ids: { id: entryId } }),

  ...Object.fromEntries(
    ['assessQuality', 'checkBrandCompliance', 'evaluateConsistency', 'provideFeedback', 'approveContent'].map(
      (act): [string, Prepare] => [act, () => ({ body: { content: LETTER } })],
    ),
  ),
  getQualityReview: work('/lords/aesthete/reviews', 'review_id'),
};

/** What an operation is asked the n-th time; what that needs is made first. */
export async function requestOf(route: RouteContract, of: Furnished, n: number): Promise<Request> {
  const prepare = REQUESTS[route.operationId];
  const body = route.method === 'POST' ? bodyOf(route) : undefined;
  return prepare ? prepare(of, n) : { ...(body && { body }) };
}
