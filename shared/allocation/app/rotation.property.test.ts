import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import { domainObstacle } from '../../domains/domain/choose-domain.ts';
import { reputationFloor } from '../../domains/domain/fitness.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import { addDomain } from '../../domains/domain/sending-domain.ts';
import { dailyCap, isHeldBack } from '../../domains/domain/warmup.ts';
import { DAY, utcDay } from '../../kernel/clock.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';
import { judgeDomains } from './judge-domains.ts';

const FIRST = 'mail.acme.example';
const OTHERS = [
  { domain: 'news.acme.example', tier: 'custom', targetPerDay: 400 },
  { domain: 'gift.acme.example', tier: 'prewarmed', targetPerDay: 500 },
  { domain: 'new.acme.example', tier: 'warming', targetPerDay: 300 },
] as const;
const NAMES = [FIRST, ...OTHERS.map(({ domain }) => domain)];
const proven = { state: 'verified', challenge: '' } as const;

/** What happens to the e-mails of one domain on one day; rates in thousandths. */
const day = fc.record({
  domain: fc.constantFrom(...NAMES),
  provider: fc.constantFrom(...PROVIDER_GROUPS),
  deferred: fc.constantFrom(0, 0, 5, 150, 400),
  bounced: fc.constantFrom(0, 0, 10, 35),
});

it('in any history no mission stays on a domain that is unfit while another is fit, and none comes back too early or too fast', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 10, maxLength: 30 }), async (history) => {
      const rex = await openOutreach();
      const { ports } = rex;
      const at = ports.clock.now().toISOString();
      for (const added of OTHERS) {
        const pool = addDomain(await rex.pool(), added, ports.clock.now(), proven);
        const owner = {
          domain: added.domain,
          version: 1,
          workspace: WORKSPACE,
          proof: 'dns',
          since: at.slice(0, 10),
          at,
        } as const;
        await ports.domains.save(owner, pool, { owner: 'absent', pool: 'version' }, []);
      }
      const deps = { ...ports, dns: { txt: async (): Promise<string[]> => [] } };
      let before = (await rex.pool()).domains;
      let sender: string | undefined = FIRST;
      for (const { domain, provider, deferred, bounced } of history) {
        const now = ports.clock.now();
        const today = utcDay(now);
        const found = before.find((each) => each.domain === domain);
        const count = found ? dailyCap(found, now) : 0;
        if (found?.status === 'active' && count > 0) {
          const to = { [provider]: count };
          const name = { name: domain, limit: count, to };
          const ask = { workspace: WORKSPACE, day: today, count, workspaceLimit: 1e6, domain: name };
          expect(await ports.pools.reserveSends(ask)).toBe('reserved');
          await ports.pools.countTraffic(domain, today, {
            [provider]: {
              deferred: Math.floor((count * deferred) / 1_000),
              bounced: Math.floor((count * bounced) / 1_000),
            },
          });
        }
        await judgeDomains(deps, WORKSPACE, 'c');
        rex.pass(DAY);
        await judgeDomains(deps, WORKSPACE, 'c');
        const later = ports.clock.now();
        const after = (await rex.pool()).domains;
        for (const each of after)
          checkStep(
            before.find((one) => one.domain === each.domain),
            each,
            later,
          );
        const { reservation } = await rex.read(rex.id);
        const held = after.find((each) => each.domain === reservation?.domain);
        const terms = { sentToday: {}, thresholds: DEFAULT_THRESHOLDS };
        const fit = after.filter((each) => domainObstacle(each, later, terms, 'dormant') === undefined);
        const whenMoved = before.find((each) => each.domain === held?.domain);
        if (held && whenMoved && held.domain !== sender)
          expect(isHeldBack(whenMoved, now) && isHeldBack(held, later)).toBe(false);
        sender = held?.domain;
        if (held?.status === 'resting') expect(fit.map((each) => each.domain)).toEqual([]);
        before = after;
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

function checkStep(was: SendingDomain | undefined, is: SendingDomain, now: Date): void {
  if (is.status === 'active') {
    expect(is.reputation).toBeGreaterThanOrEqual(reputationFloor(is.tier, DEFAULT_THRESHOLDS));
  }
  if (was?.status === 'resting' && is.status === 'active') {
    const rested = now.getTime() - Date.parse(was.restingSince ?? '');
    expect(rested).toBeGreaterThanOrEqual(DEFAULT_THRESHOLDS.restDays * DAY);
    expect(dailyCap(is, now)).toBeLessThanOrEqual(Math.max(1, Math.floor(dailyCap(was, now) / 2)));
  }
}
