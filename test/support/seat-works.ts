import { analyticsStores } from '../../shared/analytics/adapters/stores.ts';
import { addMs, DAY } from '../../shared/kernel/clock.ts';
import type { LocalTables } from './local-tables.ts';
import type { TestRex } from './test-rex.ts';

/** The days before now, each with this many of a number: what the Seer forecasts from. */
export async function putDays(
  rex: Pick<TestRex, 'now'>,
  tables: LocalTables,
  workspace: string,
  counts: readonly Readonly<Record<string, number>>[],
): Promise<void> {
  const { analytics } = analyticsStores(tables);
  const now = await rex.now();
  for (const [n, each] of counts.entries()) {
    const day = addMs(now, (n - counts.length) * DAY)
      .toISOString()
      .slice(0, 10);
    await analytics.putDay({ workspace, day, counts: each, reputations: {} });
  }
}

/** Where the works are made, whoever asks. */
interface Asking {
  readonly id: string;
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly text: string; readonly json: { readonly id: string } }>;
}

const bodyOfPlan = { title: 'Spring', activities: [{ id: 'thank', days: 2 }] };

/** One work of each list of the Council that names its works, by the path of the list. */
export async function oneOfEachSeat(
  rex: Pick<TestRex, 'now'>,
  ws: Asking,
  tables: LocalTables,
): Promise<Record<string, string>> {
  const make = async (path: string, body: object): Promise<string> => {
    const made = await ws.call('POST', path, body);
    if (made.status !== 201) throw new Error(`${path} answered ${made.status}: ${made.text}`);
    return made.json.id;
  };
  await putDays(
    rex,
    tables,
    ws.id,
    Array.from({ length: 40 }, (_, n) => ({ sent: 100, replied: 5 + (n % 7) })),
  );
  /** The guidance of a guild is found by the name of the guild. */
  const guided = async (): Promise<string> => {
    await make('/lords/architect/guidance/provide', { guild: 'research' });
    return 'research';
  };
  const plan = await make('/lords/strategos/plans/create', bodyOfPlan);
  const { cases, decisions } = await oneDecision(make);
  const learning = await make('/lords/cognition/learning/record', {
    kind: 'success',
    topic: 'calls',
    text: 'They answered at nine.',
  });
  return {
    '/lords/architect/initiatives': await make('/lords/architect/initiatives/design', {
      title: 'Faster',
      goal: 'Halve it.',
      phases: [{ id: 'build', title: 'Build', days: 5 }],
    }),
    '/lords/architect/guidance': await guided(),
    '/lords/strategos/plans': plan,
    '/lords/strategos/tasks': await make('/lords/strategos/tasks/assign', {
      plan,
      activity: 'thank',
      assignee: { kind: 'agent', id: 'thank-you-writer', input: { about: 'the autumn service' } },
    }),
    '/lords/arbiter/cases': cases,
    '/lords/arbiter/decisions': decisions,
    '/lords/herald/broadcasts': await oneBroadcast(make, ws),
    '/lords/cognition/learning': learning,
    '/lords/cognition/synthesis': await make('/lords/cognition/synthesis/create', {
      kind: 'pattern',
      topic: 'calls',
    }),
    '/lords/cognition/decisions': await make('/lords/cognition/decisions/make', {
      question: 'When do we call?',
      choice: 'At nine.',
      because: 'They answer then.',
      learnings: [learning],
      expects: { says: 'More replies come.', probability: 0.8, on: '2999-01-02' },
    }),
    '/lords/aesthete/reviews': await make('/lords/aesthete/assess-quality', {
      content: { type: 'copy', text: 'We repair turntables again.' },
    }),
    '/lords/seer/predictions': await make('/lords/seer/predict-trend', { metric: 'replied' }),
  };
}

/** A conflict that was settled. */
async function oneDecision(
  make: (path: string, body: object) => Promise<string>,
): Promise<{ readonly cases: string; readonly decisions: string }> {
  const [spring, summer] = [
    await make('/api/campaigns', { name: 'Spring' }),
    await make('/api/campaigns', { name: 'Summer' }),
  ];
  const cases = await make('/lords/arbiter/conflict/register', {
    type: 'resource_allocation',
    about: 'The sends of a day',
    parties: [
      { kind: 'campaign', id: spring, wants: '100 sends' },
      { kind: 'campaign', id: summer, wants: '50 sends' },
    ],
    dispute: { kind: 'claims', of: 'sends', estate: 90, claims: [100, 50] },
  });
  await make('/lords/arbiter/analysis/analyze', { caseId: cases });
  const proposalId = await make('/lords/arbiter/resolution/propose', { caseId: cases });
  const decisions = await make('/lords/arbiter/decision/make', {
    proposalId,
    option: 'talmud',
    reason: 'An old rule.',
  });
  return { cases, decisions };
}

/** What waits for an approval, to the one who is subscribed. */
async function oneBroadcast(
  make: (path: string, body: object) => Promise<string>,
  ws: Asking,
): Promise<string> {
  await ws.call('PUT', '/api/notifications/subscription', { channels: {} });
  return make('/lords/herald/broadcast/send', { title: 'Hello', text: 'The printer is back.' });
}
