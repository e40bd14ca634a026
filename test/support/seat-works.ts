import { analyticsStores } from '../../shared/analytics/adapters/stores.ts';
import { addMs, DAY } from '../../shared/kernel/clock.ts';
import type { LocalTables } from './local-tables.ts';
import type { TestRex } from './test-rex.ts';
import type { TestWorkspace } from './test-workspace.ts';

/** The days before now, each with this many of a number: what the Seer forecasts from. */
export async function putDays(
  rex: TestRex,
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

/** One work of each list of the Council that names its works, by the path of the list. */
export async function oneOfEachSeat(
  rex: TestRex,
  ws: TestWorkspace,
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
  const learning = await make('/lords/cognition/learning/record', {
    kind: 'success',
    topic: 'calls',
    text: 'They answered at nine.',
  });
  return {
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
