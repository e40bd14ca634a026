import { describe, expect, it } from 'vitest';
import { dying } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { workCohort } from './work-cohort.ts';

/** More than are claimed together, and more than a slice has. */
const PEOPLE = 30;
const STATES = ['claimed', 'sent'] as const;

type Rex = Awaited<ReturnType<typeof openOutreach>>;

async function startedRex(settings: Partial<Settings> = {}): Promise<Rex> {
  const rex = await openOutreach({ people: PEOPLE, steps: 1, settings });
  await rex.start();
  return rex;
}
const ledgerOf = async ({ ports, id, cohort }: Rex) =>
  ports.ledger.read({ workspace: WORKSPACE, missionId: id, cohort: (await cohort()).id });
const statesOf = async (rex: Rex) => {
  const sends = [...(await ledgerOf(rex)).sends.values()];
  return Object.fromEntries(STATES.map((is) => [is, sends.filter(({ state }) => state === is).length]));
};
/** Dies at a claim in the ledger, after so many. */
const dyingAtClaim = (ledger: Rex['ports']['ledger'], after: number): Rex['ports']['ledger'] => {
  let claims = 0;
  const claim: typeof ledger.claim = (...args) => {
    if (claims++ === after) throw new Error('The process dies here.');
    return ledger.claim(...args);
  };
  return Object.assign(dying(ledger, 'settle'), { claim });
};
const work = async (rex: Rex, ports: Rex['ports']) =>
  workCohort(ports, { workspace: WORKSPACE, missionId: rex.id, cohort: (await rex.cohort()).id });

describe('a round that sends to many', () => {
  it('says with each claim what came of the messages before, and at its end what came of the last', async () => {
    const rex = await startedRex();
    await rex.work();
    expect(await statesOf(rex)).toEqual({ claimed: 0, sent: PEOPLE });
    // Three claims of eight in the first slice, one of six in the second.
    expect((await ledgerOf(rex)).entries.worked).toBe(5);
  });

  it('makes few requests, however many it sends to', async () => {
    const rex = await startedRex();
    // As few as it takes now: whoever needs fewer lowers the number. Each eight more people take three.
    expect(await rex.requestsOf(() => rex.work())).toBe(31);
  });

  it('leaves eight of whom nobody knows at most when it dies, at whatever write of the ledger', async () => {
    for (const after of [1, 2, 3, 4]) {
      const rex = await startedRex();
      const ledger = dyingAtClaim(rex.ports.ledger, after);
      await expect(work(rex, { ...rex.ports, ledger })).rejects.toThrow('dies');
      const { claimed = 0, sent = 0 } = await statesOf(rex);
      expect(claimed).toBeLessThanOrEqual(8);
      expect(claimed + sent).toBe(rex.mails.length);
    }
  });

  it('sends once to each whom it had claimed when it died, whatever the frequency cap', async () => {
    for (const after of [0, 1, 2]) {
      const rex = await startedRex({ frequencyCap: { minHoursBetween: 24, maxIn30Days: 1 } });
      const ledger = dyingAtClaim(rex.ports.ledger, after);
      await expect(work(rex, { ...rex.ports, ledger })).rejects.toThrow('dies');
      expect(rex.mails).toHaveLength(after * 8);
      await rex.work();
      // The provider has yet to tell of the last eight that it took.
      expect(await statesOf(rex)).toEqual({ claimed: after && 8, sent: PEOPLE - (after && 8) });
      expect(new Set(rex.mails.map(({ to }) => to)).size).toBe(PEOPLE);
      expect(rex.mails).toHaveLength(PEOPLE);
    }
  });

  it('writes what came of messages too when the next ones cannot be looked at', async () => {
    const rex = await startedRex();
    let slices = 0;
    const limits = Object.assign(Object.create(rex.ports.limits) as Rex['ports']['limits'], {
      take: (...args: Parameters<Rex['ports']['limits']['take']>) => {
        if (slices++ === 1) throw new Error('Not now.');
        return rex.ports.limits.take(...args);
      },
    });
    await expect(work(rex, { ...rex.ports, limits })).rejects.toThrow('Not now.');
    expect(await statesOf(rex)).toEqual({ claimed: 0, sent: 24 });
  });
});
