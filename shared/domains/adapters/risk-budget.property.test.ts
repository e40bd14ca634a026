import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { stores } from '../../../test/support/stores.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';
import { inMillionths, NOTHING_RISKED, overBudget, riskBudget, riskOf } from '../domain/risk-budget.ts';
import { recipientsBy } from '../domain/traffic.ts';
import { domainOwnerKey } from './keys.ts';
import type { DynamoPoolStore } from './pool-store.ts';

let aws: TestAws;
let pools: DynamoPoolStore;
beforeAll(async () => {
  aws = await startTestAws();
  ({ pools } = stores(aws));
});
afterAll(() => aws?.stop());

const mail = fc.record({
  provider: fc.constantFrom(...PROVIDER_GROUPS),
  risk: fc.record({
    bounce: fc.integer({ min: 0, max: 500_000 }),
    complaint: fc.integer({ min: 0, max: 50_000 }),
  }),
});
type Mail = typeof mail extends fc.Arbitrary<infer M> ? M : never;
/** What each of the missions asks for, slice by slice. */
const missions = fc.array(
  fc.array(fc.array(mail, { minLength: 1, maxLength: 24 }), { minLength: 2, maxLength: 5 }),
  { minLength: 3, maxLength: 8 },
);

let domains = 0;

it('missions that draw from one domain at once never overdraw it, and each slice is drawn whole or not at all', async () => {
  const day = '2026-01-05';
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(missions, fc.integer({ min: 50, max: 400 }), async (all, cap) => {
      const name = `d${++domains}.test`;
      const owner = { domain: name, version: 1, workspace: 'acme', proof: 'dns', since: day };
      await aws.records.replace(domainOwnerKey(name), { ...owner, at: `${day}T00:00:00.000Z` });
      const budget = riskBudget(cap, { pauseBounceRate: 0.01, pauseComplaintRate: 0.0002 });
      const granted: (typeof all)[number] = [];
      await Promise.all(
        all.map(async (slices) => {
          for (const slice of slices) {
            const expected = riskOf(slice);
            const answer = await pools.reserveSends({
              workspace: 'acme',
              day,
              count: slice.length,
              workspaceLimit: 1e9,
              domain: { name, limit: 1e9, risk: { expected, budget } },
            });
            if (answer === 'reserved') granted.push(slice);
            else {
              refused++;
              expect(answer).toBe('too-risky');
              // It was right: with what others had drawn by the end, the slice does not fit.
              expect(overBudget(expected, await pools.risked(name, day), budget)).toBeDefined();
            }
          }
        }),
      );
      const risked = await pools.risked(name, day);
      expect(risked).toEqual(riskOf(granted.flat()));
      expect(overBudget(risked, NOTHING_RISKED, budget)).toBeUndefined();
      const [traffic] = await pools.traffic(name, day, day);
      expect(traffic?.byProvider.other.sent).toBe(granted.flat().length);
    }),
    { numRuns: 25, seed: 12 },
  );
  expect(refused).toBeGreaterThan(25);
}, 60_000);

it('gives back of a slice what did not go out, everywhere where it was taken', async () => {
  const [workspace, day, name] = ['acme', '2026-01-07', 'back.test'];
  await aws.records.replace(domainOwnerKey(name), {
    domain: name,
    version: 1,
    workspace,
    proof: 'dns',
    since: day,
    at: `${day}T00:00:00.000Z`,
  });
  const budget = riskBudget(100_000, { pauseBounceRate: 0.5, pauseComplaintRate: 0.5 });
  const inbox = { address: `ann@${name}`, limit: 1_000 };
  const taken = (mails: readonly Mail[]) => ({
    count: mails.length,
    to: recipientsBy(mails.map(({ provider }) => provider)),
    risk: riskOf(mails),
  });
  const sent: Mail[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(mail, { minLength: 2, maxLength: 24 }), fc.nat(), async (slice, n) => {
      const out = slice.slice(0, n % slice.length);
      const [all, back] = [taken(slice), taken(slice.slice(out.length))];
      const reserved = await pools.reserveSends({
        workspace,
        day,
        count: all.count,
        workspaceLimit: 1e9,
        domain: { name, limit: 1e9, to: all.to, risk: { expected: all.risk, budget } },
        inbox,
        channel: { name: 'email', limit: 1_000 },
      });
      expect(reserved).toBe('reserved');
      const domain = { name, to: back.to, risk: back.risk };
      const channel = { name: 'email' } as const;
      await pools.returnSends({ workspace, day, count: back.count, domain, inbox, channel });
      sent.push(...out);
      const { to, risk, count } = taken(sent);
      expect(await pools.day(workspace, day)).toEqual({
        day,
        sent: count,
        domains: { [name]: count },
        inboxes: { [inbox.address]: count },
        channels: { email: count },
      });
      expect(await pools.risked(name, day)).toEqual(risk);
      const [traffic] = await pools.traffic(name, day, day);
      for (const provider of PROVIDER_GROUPS)
        expect(traffic?.byProvider[provider].sent).toBe(to[provider] ?? 0);
    }),
    { numRuns: 20, seed: 12 },
  );
}, 60_000);

it('says whether it is the risk or the number that is used up', async () => {
  const [day, name] = ['2026-01-06', 'why.test'];
  await aws.records.replace(domainOwnerKey(name), {
    domain: name,
    version: 1,
    workspace: 'acme',
    proof: 'dns',
    since: day,
    at: `${day}T00:00:00.000Z`,
  });
  const budget = riskBudget(1, { pauseBounceRate: 0.001, pauseComplaintRate: 1 });
  const ask = (bounce: number, limit: number) =>
    pools.reserveSends({
      workspace: 'acme',
      day,
      count: 1,
      workspaceLimit: 100,
      domain: {
        name,
        limit,
        risk: {
          expected: riskOf([{ provider: 'gmail', risk: { bounce: inMillionths(bounce), complaint: 0 } }]),
          budget,
        },
      },
    });
  expect(await ask(0.3, 3)).toBe('too-risky');
  expect(await ask(0.15, 3)).toBe('reserved');
  expect(await ask(0.15, 3)).toBe('too-risky');
  expect(await ask(0.05, 3)).toBe('reserved');
  expect(await ask(0, 2)).toBe('spent');
  expect(await ask(0, 3)).toBe('reserved');
});
