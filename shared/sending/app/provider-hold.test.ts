import { describe, expect, it } from 'vitest';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { HOUR, MINUTE } from '../../kernel/clock.ts';
import type { SendOutcome } from './ports/sending.ts';

const refusal = (scope: 'account' | 'domain'): SendOutcome => ({
  outcome: 'unavailable',
  reason: 'MailFromDomainNotVerified',
  mend: { scope, todo: 'Verify the domain in SES.' },
});

/** A cohort whose first message the provider refuses for a reason that a person has to mend. */
async function refused(scope: 'account' | 'domain' = 'domain') {
  const rex = await openOutreach({ people: 3 });
  rex.answers.push(...Array.from({ length: 9 }, () => refusal(scope)));
  await rex.send();
  const alerts = async () => (await rex.ports.alerts.list(WORKSPACE, { limit: 9 })).alerts;
  return {
    ...rex,
    alerts,
    /** Tries so far: what was given to the provider, taken or not. */
    tries: () => rex.mails.length,
    async resolve() {
      const [alert] = await alerts();
      if (alert) await rex.ports.alerts.save({ ...alert, state: 'resolved' }, []);
      rex.answers.length = 0;
    },
  };
}

describe('a refusal that only a person can mend', () => {
  it.each([
    ['domain', 'provider-domain mail.acme.example', 'from mail.acme.example'],
    ['account', 'provider-account ses', 'for this account'],
  ] as const)(
    'raises one alert of the %s that says what to do, and keeps every message',
    async (scope, cause, whose) => {
      const rex = await refused(scope);
      const [alert, ...others] = await rex.alerts();
      expect(others).toEqual([]);
      expect(alert).toMatchObject({
        type: `provider.${scope}`,
        severity: 'critical',
        cause,
        evidence: {
          channel: 'email',
          reason: 'MailFromDomainNotVerified',
          todo: 'Verify the domain in SES.',
        },
      });
      expect(alert?.title).toContain(whose);
      expect((await rex.cohort()).held).toMatchObject({
        channel: 'email',
        todo: 'Verify the domain in SES.',
      });
      expect((await rex.messages()).filter(({ state }) => state === 'sent')).toEqual([]);
    },
  );

  it('asks the provider nothing until an hour has passed, and then with one message', async () => {
    const rex = await refused();
    const tried = rex.tries();
    for (const minutes of [15, 15, 29]) {
      rex.pass(minutes * MINUTE);
      await rex.work();
      expect(rex.tries()).toBe(tried);
    }
    rex.pass(MINUTE);
    await rex.work();
    expect(rex.tries()).toBe(tried + 1);
    expect(await rex.alerts()).toMatchObject([{ count: 2 }]);
    await rex.work();
    expect(rex.tries(), 'another hour from the latest refusal').toBe(tried + 1);
  });

  it('looks after a quarter of an hour at the latest whether a person has resolved it, and then sends all', async () => {
    const rex = await refused();
    const { held, nextDueAt = '' } = await rex.cohort();
    expect(held?.until).toBe('2026-03-05T12:15:00.000Z');
    expect(nextDueAt <= '2026-03-05T12:15:00.000Z').toBe(true);
    await rex.resolve();
    rex.pass(15 * MINUTE);
    await rex.work();
    rex.pass(15 * MINUTE);
    await rex.work();
    const messages = await rex.messages();
    expect(messages.map(({ state, step }) => [state, step])).toEqual([
      ['sent', 1],
      ['sent', 1],
      ['sent', 1],
    ]);
    expect((await rex.cohort()).held).toBeUndefined();
  });

  it('sends all once the probe is taken, though nobody has resolved the alert', async () => {
    const rex = await refused();
    rex.answers.length = 0;
    rex.pass(HOUR);
    await rex.work();
    rex.pass(15 * MINUTE);
    await rex.work();
    const sent = (await rex.messages()).filter(({ state }) => state === 'sent');
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map(({ leadId }) => leadId)).size).toBe(3);
  });
});
