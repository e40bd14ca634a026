import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { stores } from '../../../test/support/stores.ts';
import { addMs } from '../../kernel/clock.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { bucketTerms, takeTokens } from '../domain/provider-limit.ts';
import { limitStores } from './stores.ts';

const LIMIT = { burst: 5, perMinute: 60 };
const settings = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.test',
  providerLimits: { hunter: LIMIT },
});

describe('DynamoProviderLimits', () => {
  let aws: TestAws;
  let now = new Date('2026-03-05T12:00:00Z');
  const clock = { now: () => now };
  const open = () => limitStores(aws, clock).limits;
  let workspaces = 0;
  /** A fresh bucket each time. */
  async function newWorkspace(): Promise<string> {
    const workspace = `w${workspaces++}`;
    const { workspaces: store } = stores(aws);
    await store.save({ workspace, version: 1, settings }, 'absent', []);
    return workspace;
  }
  beforeAll(async () => {
    aws = await startTestAws();
  });
  afterAll(() => aws.stop());

  it('agrees with the bucket however callers interleave', async () => {
    const history = fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 8_000 }),
        count: fc.integer({ min: 1, max: 7 }),
        caller: fc.integer({ min: 0, max: 2 }),
      }),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(history, async (takes) => {
        const workspace = await newWorkspace();
        const callers = [open(), open(), open()];
        const terms = bucketTerms(LIMIT);
        let fullAt = 0;
        for (const { afterMs, count, caller } of takes) {
          now = addMs(now, afterMs);
          const expected = takeTokens(fullAt, terms, count, now);
          if (expected.ok) fullAt = expected.fullAt;
          const answer = await callers[caller]?.take(workspace, 'hunter', count);
          expect(answer).toEqual(expected.ok ? { ok: true } : expected);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('gives concurrent callers no more than the bucket holds', async () => {
    const workspace = await newWorkspace();
    const first = await Promise.all(Array.from({ length: 30 }, () => open().take(workspace, 'hunter', 1)));
    expect(first.filter(({ ok }) => ok)).toHaveLength(5);
    const refused = first.find((answer) => !answer.ok);
    expect(refused).toEqual({ ok: false, retryAt: addMs(now, 1_000) });
    now = addMs(now, 3_000);
    const second = await Promise.all(Array.from({ length: 30 }, () => open().take(workspace, 'hunter', 1)));
    expect(second.filter(({ ok }) => ok)).toHaveLength(3);
  });

  it('keeps workspaces and providers apart', async () => {
    const [one, two] = [await newWorkspace(), await newWorkspace()];
    const limits = open();
    expect(await limits.take(one, 'hunter', 5)).toEqual({ ok: true });
    expect(await limits.take(one, 'hunter', 1)).toMatchObject({ ok: false });
    expect(await limits.take(two, 'hunter', 1)).toEqual({ ok: true });
    expect(await limits.take(one, 'apollo', 1)).toEqual({ ok: true });
  });
});
