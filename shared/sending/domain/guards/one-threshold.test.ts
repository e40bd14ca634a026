import fc from 'fast-check';
import { expect, it } from 'vitest';
import { free, settings } from '../../../../test/support/send-context.ts';
import { decide } from '../../../decisions/domain/decide.ts';
import { domainObstacle } from '../../../domains/domain/choose-domain.ts';
import { domainHealth } from './domain-health.ts';

const share = fc.integer({ min: 0, max: 1_000 }).map((n) => n / 1_000);

it('rules, guards and allocation agree below which reputation nothing is sent from a domain', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('custom', 'prewarmed', 'warming'),
      share,
      share,
      share,
      (tier, reputation, rotateBelowReputation, prewarmedReputation) => {
        const rules = { ...settings.rules, rotateBelowReputation, prewarmedReputation };
        if (!free.domain) throw new Error('The sample has a domain.');
        const domain = { ...free.domain, tier, reputation };
        const context = { ...free, domain, settings: { ...settings, rules } };
        const facts = {
          domain: domain.domain,
          status: 'active',
          tier,
          reputation,
          sent: 0,
          bounceRate: 0,
          complaintRate: 0,
          restedDays: null,
        };
        const ofRules = { id: '1', now: free.now, stopwatch: () => 0 };
        const isFit = domainHealth.check(context).verdict === 'pass';
        expect(decide(ofRules, 'domain', facts, rules).action).toBe(isFit ? 'keep' : 'rotate');
        const obstacle = domainObstacle(domain, free.now, { sentToday: {}, thresholds: rules });
        expect(obstacle === undefined).toBe(isFit);
        const rested = { ...facts, status: 'resting', restedDays: 30 };
        expect(decide(ofRules, 'domain', rested, rules).action).toBe(isFit ? 'resume' : 'keep');
      },
    ),
    { numRuns: 500 },
  );
});
