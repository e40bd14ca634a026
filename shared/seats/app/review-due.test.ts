import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openMemory } from '../../../test/memory/tables.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import { ANYONE } from '../../kernel/contract/route.ts';
import { seatStores } from '../adapters/stores.ts';
import { seat } from '../contract/seat.ts';
import { type Draft, turned } from '../domain/work.ts';
import { type Acts, carryOut } from './carry-out.ts';
import { lookRound, type Reviews, reviewDue } from './review-due.ts';

const tables = openMemory();
const START = new Date('2026-06-01T10:00:00Z');

/** A seat that keeps notes, and looks at each a day later. */
const keeper = seat({
  name: 'seer',
  title: 'Keeper',
  purpose: 'Keeps notes.',
  capabilities: { keep: { does: 'Keeps.', method: 'None.', reads: [], proposes: [] } },
  kinds: {
    note: { prefix: 'no', states: { new: ['seen'], seen: [] }, result: z.object({ text: z.string() }) },
  },
  acts: {
    keepNote: {
      capability: 'keep',
      path: '/keep',
      summary: 'Keep a note.',
      roles: ANYONE,
      input: z.strictObject({ text: z.string() }),
      kind: 'note',
    },
  },
  lists: {},
  looks: {},
});
const note = (text: string, now: Date): Draft => ({
  kind: 'note',
  title: text,
  result: { text },
  sources: [],
  dueAt: addMs(now, DAY).toISOString(),
});

function world(workspace: string) {
  let now = START;
  const deps = { ...seatStores(tables, 'seer'), clock: { now: () => now } };
  const acts: Acts<typeof keeper, typeof deps> = {
    keepNote: async (_, { input: { text } }) => ({ work: note(text, now) }),
  };
  const reviews: Reviews<typeof deps> = {
    note: async (_, { work }) => {
      if (work.title === 'bad') throw new Error('It cannot be read.');
      const { dueAt: _due, ...seen } = turned(keeper, work, 'seen');
      return { work: seen };
    },
  };
  const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
  return {
    deps,
    keep: (text: string) =>
      carryOut(keeper, acts, deps, { act: 'keepNote', workspace, input: { text }, cause }),
    review: () => reviewDue(keeper, reviews, deps, 'c'),
    look: (found: readonly string[]) =>
      lookRound(
        keeper,
        async () => found.map((text) => ({ key: text, work: note(text, now) })),
        deps,
        workspace,
        'c',
      ),
    states: async () =>
      (await deps.works.page(workspace, { limit: 100 })).items
        .map(({ title, state }) => `${title} ${state}`)
        .toSorted(),
    pass: () => {
      now = addMs(now, DAY);
    },
  };
}

describe('a work', () => {
  it('that could not be read or shown again is refused by its field, and so is one that is too large', async () => {
    const { deps, keep, states } = world('refused');
    await expect(keep('x'.repeat(400_000))).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body', message: expect.stringContaining('350 kB') }],
    });
    const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
    const of = (change: object) =>
      carryOut(keeper, { keepNote: async () => ({ work: { ...note('n', START), ...change } }) }, deps, {
        act: 'keepNote',
        workspace: 'refused',
        input: {},
        cause,
      });
    await expect(of({ dueAt: '+010000-01-02T00:00:00.000Z' })).rejects.toMatchObject({
      fields: [{ path: 'dueAt', message: expect.any(String) }],
    });
    await expect(of({ result: { text: 7 } })).rejects.toMatchObject({ fields: [{ path: 'result.text' }] });
    expect(await states()).toEqual([]);
  });
});

describe('works that are due', () => {
  it('are looked at once, on their day; one that fails keeps no other from it, and is told', async () => {
    const { keep, review, states, pass } = world('notes');
    for (const text of ['one', 'bad', 'two']) await keep(text);
    expect(await review()).toBe(0);
    pass();
    await expect(review()).rejects.toMatchObject({
      message: '1 works of the Keeper could not be reviewed.',
      errors: [new Error('It cannot be read.')],
    });
    expect(await states()).toEqual(['bad new', 'one seen', 'two seen']);
    await expect(review()).rejects.toThrow(AggregateError);
    expect(await states()).toEqual(['bad new', 'one seen', 'two seen']);
  });
});

describe('a round', () => {
  it('writes what it finds once, however often it finds it, and for its own workspace', async () => {
    const { look, states } = world('rounds');
    expect(await look(['a', 'b'])).toBe(2);
    expect(await look(['a', 'b', 'c'])).toBe(1);
    expect(await states()).toEqual(['a new', 'b new', 'c new']);
    expect(await world('others').states()).toEqual([]);
  });

  it('that finds only what an earlier one saw asks nothing more, until it finds something else', async () => {
    const { look, states } = world('seen');
    const { requestsOf } = tables.database;
    expect(await look(['a', 'b'])).toBe(2);
    // Nothing of it is left to do: that is noted, beside what tells it.
    expect(await requestsOf(() => look(['a', 'b']))).toBe(3);
    expect(await requestsOf(() => look(['a', 'b']))).toBe(1);
    expect(await look(['b', 'c'])).toBe(1);
    expect(await requestsOf(() => look(['a', 'b']))).toBe(1);
    expect(await states()).toEqual(['a new', 'b new', 'c new']);
  });

  it('that died before it had written all writes the rest the next time', async () => {
    const { deps, look, states } = world('died');
    expect(await look(['a'])).toBe(1);
    const { write } = deps.works;
    let left = 1;
    deps.works.write = async (...of) => {
      if (left-- === 0) throw new Error('The process dies here.');
      return write(...of);
    };
    await expect(look(['a', 'b', 'c'])).rejects.toThrow('dies here');
    expect(await look(['a', 'b', 'c'])).toBe(1);
    expect(await states()).toEqual(['a new', 'b new', 'c new']);
  });

  it('asks before the look whether it was seen, where it says what the look depends on', async () => {
    const { deps } = world('asks');
    let looks = 0;
    const round = (all: readonly string[]) =>
      lookRound(
        keeper,
        async (_, { hasSeen, now }) => {
          if (await hasSeen(all)) return [];
          looks += 1;
          return looks === 1 ? [{ key: 'a', work: note('a', now) }] : [];
        },
        deps,
        'asks',
        'c',
      );
    expect(await round(['x'])).toBe(1);
    // A look that wrote may have more to write.
    expect(await round(['x'])).toBe(0);
    expect(await round(['x'])).toBe(0);
    expect(looks).toBe(2);
    expect(await round(['x', 'y'])).toBe(0);
    expect(looks).toBe(3);
  });
});
