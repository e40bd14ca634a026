import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY, HOUR } from '../../kernel/clock.ts';
import { sinceInstant } from '../../kernel/since.ts';
import { transitionAgain } from '../../missions/domain/decide-transition.ts';
import { DEFAULT_THRESHOLDS, decide } from '../domain/decide.ts';
import type { Decision } from '../domain/decision.ts';
import { decisionStats } from './decision-stats.ts';
import { listDecisions } from './list-decisions.ts';
import { replayDecisions } from './replay-decisions.ts';

const NOW = new Date('2026-03-05T12:00:00.000Z');
const ago = (ms: number): string => new Date(NOW.getTime() - ms).toISOString();

const made = (n: number, change: Partial<Decision> = {}): Decision => ({
  id: `d-${String(n).padStart(3, '0')}`,
  at: ago(n * HOUR),
  layer: 'rules',
  rule: 'R',
  action: 'wait',
  confidence: 1,
  explanation: 'because',
  facts: {},
  durationMs: n,
  ...change,
});
/** As the rules in force decide it, `n` hours ago. */
const decided = (n: number, reputation: number, change: Partial<Decision> = {}): Decision => {
  const at = new Date(ago(n * HOUR));
  const context = { id: `d-${n}`, now: at, stopwatch: () => 0, subject: 'mail.acme.example' };
  const facts = {
    domain: 'mail.acme.example',
    status: 'active',
    tier: 'custom',
    restedDays: null,
    reputation,
    sent: 1000,
    bounceRate: 0,
    complaintRate: 0,
  } as const;
  return { ...decide(context, 'domain', facts, DEFAULT_THRESHOLDS), ...change };
};

async function kept(...decisions: Decision[]) {
  const rex = openRex(NOW.toISOString());
  for (const each of decisions) await rex.ports.decisions.add(WORKSPACE, each);
  return { ...rex, deps: { ...rex.ports, transitionAgain } };
}
const ids = (page: { decisions: { id: string }[] }): string[] => page.decisions.map(({ id }) => id);

describe('sinceInstant', () => {
  it.each([
    ['24h', ago(DAY)],
    ['30d', ago(30 * DAY)],
    ['0h', ago(0)],
    ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
  ])('reads %s', (since, at) => {
    expect(sinceInstant(since, NOW)).toBe(at);
  });
});

describe('listDecisions', () => {
  it('lists the newest first, page by page, each once', async () => {
    const { deps } = await kept(made(1), made(2), made(3), made(4), made(5));
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 9; pages++) {
      const page = await listDecisions(deps, WORKSPACE, { limit: 2, cursor });
      seen.push(...ids(page));
      if (page.cursor === null) break;
      cursor = page.cursor;
    }
    expect(seen).toEqual(['d-001', 'd-002', 'd-003', 'd-004', 'd-005']);
  });

  it.each([
    ['layer', { layer: 'llm' }, ['d-002']],
    ['rule', { rule: 'Other' }, ['d-003']],
    ['action', { action: 'assign' }, ['d-004']],
    ['mission', { missionId: 'm_1' }, ['d-005']],
    ['time', { since: '2h' }, ['d-001', 'd-002']],
    ['all of them', { layer: 'llm', rule: 'Other' }, []],
  ] as const)(
    'finds by %s what lies behind many others, and is not stopped by a small page',
    async (_, filter, found) => {
      const { deps } = await kept(
        made(1),
        made(2, { layer: 'llm' }),
        made(3, { rule: 'Other' }),
        made(4, { action: 'assign' }),
        made(5, { subject: 'm_1' }),
      );
      expect(ids(await listDecisions(deps, WORKSPACE, { limit: 5, ...filter }))).toEqual(found);
      const all: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await listDecisions(deps, WORKSPACE, {
          limit: 1,
          cursor: cursor ?? undefined,
          ...filter,
        });
        all.push(...ids(page));
        cursor = page.cursor;
      } while (cursor !== null);
      expect(all).toEqual(found);
    },
  );

  it('never lists more than was asked for, though it reads on for those that match', async () => {
    const some = Array.from({ length: 12 }, (_, n) => made(n, n % 3 === 2 ? {} : { layer: 'llm' }));
    const { deps } = await kept(...some);
    const page = await listDecisions(deps, WORKSPACE, { limit: 3, layer: 'llm' });
    expect(ids(page)).toEqual(['d-000', 'd-001', 'd-003']);
    const next = await listDecisions(deps, WORKSPACE, { limit: 3, layer: 'llm', cursor: page.cursor ?? '' });
    expect(ids(next)).toEqual(['d-004', 'd-006', 'd-007']);
  });

  it('reads a thousand at most in one call, and hands out where to go on', async () => {
    const many = Array.from({ length: 1100 }, (_, n) => made(n, { at: ago(n * 1000) }));
    const { deps } = await kept(...many, made(1200, { at: ago(1200 * 1000), layer: 'llm' }));
    const first = await listDecisions(deps, WORKSPACE, { limit: 100, layer: 'llm' });
    expect(first).toMatchObject({ decisions: [], cursor: expect.any(String) });
    const second = await listDecisions(deps, WORKSPACE, {
      limit: 100,
      layer: 'llm',
      cursor: first.cursor ?? '',
    });
    expect(ids(second)).toEqual(['d-1200']);
    expect(second.cursor).toBeNull();
  });

  it('says of what an old decision does not say that it is not known', async () => {
    const { deps } = await kept(made(1));
    const [view] = (await listDecisions(deps, WORKSPACE, { limit: 1 })).decisions;
    expect(view).toMatchObject({ situation: null, subject: null, thresholds: null, cached: false });
  });

  it('shows nothing of another workspace, and refuses a cursor of another list', async () => {
    const { deps } = await kept(made(1));
    expect(await listDecisions(deps, 'beta', { limit: 9 })).toEqual({ decisions: [], cursor: null });
    await expect(listDecisions(deps, WORKSPACE, { limit: 1, cursor: 'x' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});

describe('decisionStats', () => {
  it('counts by layer and by rule, and says how long decisions took', async () => {
    const { deps } = await kept(
      ...Array.from({ length: 20 }, (_, n) => made(n + 1, { at: ago(n), durationMs: n + 1 })),
      made(30, { at: ago(100), layer: 'llm', rule: 'M', action: 'go', cached: true }),
      made(31, { at: ago(101), layer: 'llm', rule: 'M', action: 'go' }),
    );
    const stats = await decisionStats(deps, WORKSPACE, '1h');
    expect(stats).toMatchObject({ since: ago(HOUR), read: 22, complete: true, cacheHitRate: 0.5 });
    expect(stats.layers.find(({ layer }) => layer === 'rules')).toEqual({
      layer: 'rules',
      count: 20,
      share: 20 / 22,
      latencyMs: { p50: 10, p95: 19, p99: 20 },
    });
    expect(stats.layers.find(({ layer }) => layer === 'state-machine')).toMatchObject({
      count: 0,
      share: 0,
      latencyMs: null,
    });
    expect(stats.rules).toEqual([
      { rule: 'R', action: 'wait', count: 20 },
      { rule: 'M', action: 'go', count: 2 },
    ]);
  });

  it('says that nothing was decided instead of dividing by it', async () => {
    const { deps } = await kept(made(100));
    expect(await decisionStats(deps, WORKSPACE, '1h')).toMatchObject({
      read: 0,
      complete: true,
      cacheHitRate: null,
      rules: [],
      layers: [{ share: 0 }, { share: 0 }, { share: 0 }],
    });
  });

  it('reads on over pages', async () => {
    const { deps } = await kept(...Array.from({ length: 620 }, (_, n) => made(n, { at: ago(n) })));
    expect(await decisionStats(deps, WORKSPACE, '1h')).toMatchObject({ read: 620, complete: true });
  });
});

describe('replayDecisions', () => {
  const replay = (deps: Parameters<typeof replayDecisions>[0], change: object = {}) =>
    replayDecisions(deps, WORKSPACE, { since: '30d', limit: 50, ...change });

  it('differs in nothing with the rules in force', async () => {
    const { deps } = await kept(decided(1, 0.99), decided(2, 0.01));
    expect(await replay(deps)).toEqual({ replayed: 2, skipped: 0, differences: [], cursor: null });
  });

  it('says which decisions other thresholds would change, and changes none of them', async () => {
    const low = decided(2, 0.3);
    const { deps, records } = await kept(decided(1, 0.99), low);
    expect(low.action).not.toBe('keep');
    const before = records();
    const { differences, replayed } = await replay(deps, {
      rules: { thresholds: { rotateBelowReputation: 0.1 } },
    });
    expect(replayed).toBe(2);
    expect(differences).toMatchObject([
      {
        id: low.id,
        situation: 'domain',
        subject: 'mail.acme.example',
        recorded: { rule: low.rule, action: low.action },
        replayed: { action: 'keep' },
      },
    ]);
    expect(records()).toEqual(before);
  });

  it('says what the decisions would be without a rule', async () => {
    const low = decided(2, 0.3);
    const { deps } = await kept(low);
    const { differences } = await replay(deps, { rules: { disable: [low.rule] } });
    expect(differences).toMatchObject([
      { recorded: { rule: low.rule }, replayed: { rule: 'NoRuleApplies' } },
    ]);
  });

  it('skips what it cannot decide again: old records, rounds of messages', async () => {
    const { deps } = await kept(made(1), made(2, { situation: 'send' }), decided(3, 0.99));
    expect(await replay(deps)).toMatchObject({ replayed: 1, skipped: 2, differences: [] });
  });

  it('counts what the model decided as the rules had left it: open', async () => {
    const open = decided(1, 0.99);
    const { deps } = await kept({ ...open, layer: 'llm', rule: 'TheModel', action: 'rotate' });
    expect(open.rule).toBe('NoRuleApplies');
    expect(await replay(deps)).toMatchObject({ replayed: 1, differences: [] });
  });

  it('decides a transition again by the table of states', async () => {
    const facts = { from: 'QUEUED', event: 'assign' };
    const asked: unknown[] = [];
    const { deps } = await kept(
      made(1, { situation: 'transition', layer: 'state-machine', facts, rule: 'A', action: 'B' }),
    );
    const answer = (again: unknown) => {
      asked.push(again);
      return { rule: 'A', action: 'C', explanation: 'now' };
    };
    const { differences } = await replay({ ...deps, transitionAgain: answer });
    expect(asked).toEqual([facts]);
    expect(differences).toMatchObject([{ replayed: { rule: 'A', action: 'C', explanation: 'now' } }]);
  });

  it.each([
    ['a rule that it does not know', { disable: ['NoSuchRule'] }, 'body.rules.disable.0'],
    ['a rule that is none', { rules: [{ name: 'X' }] }, /^body\.rules\.rules\.0/],
  ])('refuses %s and names the place', async (_, rules, path) => {
    const { deps } = await kept(decided(1, 0.99));
    await expect(replay(deps, { rules })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: expect.arrayContaining([
        expect.objectContaining({ path: typeof path === 'string' ? path : expect.stringMatching(path) }),
      ]),
    });
  });

  it('goes on page by page while decisions come in, and reads each once', async () => {
    const rex = await kept(decided(1, 0.99), decided(2, 0.99), decided(3, 0.99));
    const decisions = meanwhile(rex.deps.decisions, 'list', () =>
      rex.ports.decisions.add(WORKSPACE, decided(0, 0.3)),
    );
    const first = await replay({ ...rex.deps, decisions }, { limit: 2 });
    const second = await replay(rex.deps, { limit: 2, cursor: first.cursor ?? '' });
    expect([first.replayed, second.replayed, second.cursor]).toEqual([2, 1, null]);
  });
});
