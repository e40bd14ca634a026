import { describe, expect, it } from 'vitest';
import { dying } from '../../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../../test/memory/rex.ts';
import { openMemory } from '../../../../test/memory/tables.ts';
import { assignDomain } from '../../../allocation/app/assign-domain.ts';
import { DAY, HOUR } from '../../../kernel/clock.ts';
import { withMembers } from '../../../members/domain/membership.ts';
import { assignMission } from '../../../missions/app/assign-mission.ts';
import type { MissionChange } from '../../../missions/domain/mission.ts';
import { seatStores } from '../../../seats/adapters/stores.ts';
import { openWorks } from '../../../seats/adapters/work-store.ts';
import { carryOut } from '../../../seats/app/carry-out.ts';
import { lookRound, reviewDue, reviewThese } from '../../../seats/app/review-due.ts';
import { seatStatus } from '../../../seats/app/view-seat.ts';
import type { Work } from '../../../seats/domain/work.ts';
import type { Case, Decision, Option, Proposal } from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import type { ArbiterDeps, OpenEverywhere } from './deps.ts';
import { acts, cards, reviews, rounds } from './work.ts';

type Rex = ReturnType<typeof openRex>;

const SPRING = `cm_${'spring'.padEnd(26, '0')}`;
const SUMMER = `cm_${'summer'.padEnd(26, '0')}`;

/** Cleo is a member, Dora was one; and there are two campaigns. */
async function withPeople({ memberships, campaigns, clock }: Rex['ports']): Promise<void> {
  const at = clock.now().toISOString();
  const of = { workspace: WORKSPACE, version: 1, role: 'operator', from: 'member', since: at } as const;
  await memberships.save(
    withMembers(await memberships.team(WORKSPACE), [
      { ...of, subject: 'cleo', state: 'active' },
      { ...of, subject: 'dora', state: 'gone' },
    ]),
    [],
  );
  const empty = { goals: [], budget: { caps: {} }, parts: [], moves: [], createdAt: at, updatedAt: at };
  for (const id of [SPRING, SUMMER])
    await campaigns.create(
      { ...empty, workspace: WORKSPACE, id, version: 1, state: 'draft', name: id, createdBy: 'ann' },
      [],
    );
}

/** Rex with an Arbiter; Ann registers and decides, Ben decides appeals. */
function open(rex: Rex = openRex()) {
  const tables = openMemory();
  const deps: ArbiterDeps = { ...rex.ports, ...seatStores(tables, 'arbiter') };
  /** As the hourly schedule has asked for it. */
  const openEverywhere = (now: Date): OpenEverywhere => ({
    workspacesThatWait: () => rex.ports.missions.workspacesThatWait(now),
    working: () => rex.ports.missions.working(now),
    works: async () => (await openWorks(tables.records)).get('arbiter') ?? [],
  });
  let looks = 0;
  const by = (id: string) => ({ actor: { kind: 'user', id }, correlationId: 'c' }) as const;
  const people = withPeople(rex.ports);
  const act = async (name: keyof typeof acts, input: object, person = 'ann', workspace = WORKSPACE) => {
    await people;
    const asked = { act: name, workspace, input, cause: by(person) };
    return carryOut(arbiter, acts, deps, asked, async (works) => {
      const changed = await reviewThese(arbiter, reviews, deps, works, 'c');
      return works.map((work) => changed.get(work.id) ?? work);
    });
  };
  const get = async (id: string) => {
    const work = await deps.works.get(WORKSPACE, id);
    if (!work) throw new Error(`There is no work ${id}.`);
    return work;
  };
  return {
    ...rex,
    deps,
    act,
    /** An act after which the process dies: what it leaves due is not looked at. */
    actOnly: (name: keyof typeof acts, input: object) =>
      carryOut(arbiter, acts, deps, { act: name, workspace: WORKSPACE, input, cause: by('ann') }),
    get,
    /** Every other time, what is open was asked for already: that finds the same. */
    look: (workspace = WORKSPACE) => {
      const of = looks++ % 2 === 0 ? { ...deps, open: openEverywhere(deps.clock.now()) } : deps;
      return lookRound(arbiter, rounds, of, workspace, 'c');
    },
    review: (some: Partial<ArbiterDeps> = {}) => reviewDue(arbiter, reviews, { ...deps, ...some }, 'c'),
    cases: async () => (await deps.works.page(WORKSPACE, { limit: 50, prefix: 'cs_' })).items,
    status: () => seatStatus(arbiter, cards, deps, WORKSPACE, { subject: 'ann', role: 'admin' }),
    /** Until there is a proposal. */
    propose: async (caseId: string) => {
      await act('analyzeConflict', { caseId });
      const proposal = await act('proposeResolution', { caseId });
      return { id: proposal.id, ...(proposal.result as Proposal) };
    },
  };
}

const partiesOf = (work: Work | undefined): Case['parties'] =>
  (work?.result as Case | undefined)?.parties ?? [];

const CLAIM = {
  type: 'resource_allocation',
  about: 'The sends of a day',
  severity: 'medium',
  parties: [
    { kind: 'campaign', id: SPRING, wants: '100 sends' },
    { kind: 'campaign', id: SUMMER, wants: '200 sends' },
    { kind: 'person', id: 'cleo', wants: '300 sends' },
  ],
  dispute: { kind: 'claims', of: 'sends', estate: 200, claims: [100, 200, 300], whole: true },
};
const sharesOf = ({ options }: Proposal, key: string) =>
  options.find((option) => option.key === key)?.shares.map(({ share }) => Number(share));

/** A crew that is full, and two missions that wait for it: the older one behind the one of higher priority. */
async function crewIsFull() {
  const rex = openRex();
  await rex.openWorkspace();
  await rex.addDomains('mail.acme.example');
  const settings = await rex.ports.workspaces.get(WORKSPACE);
  const assign = async (id: string) => assignMission(rex.ports, await rex.read(id), settings);
  for (let n = 0; n < 3; n++) await assign((await rex.mission({ name: `Holder ${n}` })).id);
  const wait = async (change: MissionChange) => {
    const { id } = await rex.mission(change);
    await assign(id);
    return id;
  };
  const older = await wait({ priority: 50 });
  rex.pass(HOUR);
  const newer = await wait({ priority: 60 });
  rex.pass(2 * HOUR);
  return { ...open(rex), older, newer };
}

describe('claims', () => {
  it('are divided as the Talmud, and by other rules, and the fairest is named', async () => {
    const { act, propose, get } = open();
    const { id: caseId } = await act('registerConflict', CLAIM);
    const proposal = await propose(caseId);
    expect(sharesOf(proposal, 'talmud')).toEqual([50, 75, 75]);
    expect(sharesOf(proposal, 'proportional')).toEqual([33, 67, 100]);
    expect(sharesOf(proposal, 'constrainedEqualAwards')).toEqual([67, 67, 66]);
    // The same part of each claim, but for what rounding takes.
    expect(proposal.recommended).toBe('proportional');
    expect(proposal.options.find(({ key }) => key === 'talmud')?.shares[2]?.givesUp).toBe(
      '225 of the 300 that it claims',
    );
    expect((await get(caseId)).state).toBe('proposed');
  });

  it('are refused where their numbers do not fit, by name', async () => {
    const { act, status } = open();
    const refused = (dispute: object, path: string, change: object = {}) =>
      expect(act('registerConflict', { ...CLAIM, ...change, dispute })).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: [expect.objectContaining({ path: `body.${path}` })],
      });
    await refused({ ...CLAIM.dispute, claims: [1, 2] }, 'dispute.claims');
    await refused({ ...CLAIM.dispute, estate: 1.5 }, 'dispute.whole');
    const [party] = CLAIM.parties;
    await refused(CLAIM.dispute, 'parties.1.id', { parties: [party, party, CLAIM.parties[2]] });
    const mission = { kind: 'mission', id: 'm_0123456789abcdefghijklmnop', wants: 'all' };
    await refused(CLAIM.dispute, 'parties.2.id', { parties: [...CLAIM.parties.slice(0, 2), mission] });
    await refused(CLAIM.dispute, 'decisionId', { type: 'decision_challenge' });
    expect((await status()).counted).toBe(0);
  });

  it('without numbers can be analysed, and nothing is proposed', async () => {
    const { act } = open();
    const { dispute: _, ...words } = CLAIM;
    const { id: caseId } = await act('registerConflict', words);
    await act('analyzeConflict', { caseId });
    await expect(act('proposeResolution', { caseId })).rejects.toThrow(
      'does not say in numbers what each party claims. Analyse it again with a dispute',
    );
  });

  it('without numbers get them when they are analysed, and other ones later', async () => {
    const { act, get } = open();
    const { dispute, ...words } = CLAIM;
    const { id: caseId } = await act('registerConflict', words);
    await expect(
      act('analyzeConflict', { caseId, dispute: { ...dispute, claims: [1, 2] } }),
    ).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.dispute.claims', message: 'has 2 claims for 3 parties' }],
    });
    expect((await get(caseId)).state).toBe('registered');
    const analysis = await act('analyzeConflict', { caseId, dispute });
    expect(analysis.result).toMatchObject({ dispute, causes: [{ cause: 'more_claimed_than_there_is' }] });
    expect(analysis.sources).toContainEqual({
      kind: 'person',
      id: 'ann',
      says: 'Said in numbers what is claimed.',
    });
    const first = (await act('proposeResolution', { caseId })).result as Proposal;
    expect(sharesOf(first, 'talmud')).toEqual([50, 75, 75]);
    await act('analyzeConflict', { caseId, dispute: { ...dispute, estate: 100 } });
    const second = (await act('proposeResolution', { caseId })).result as Proposal;
    expect(sharesOf(second, 'talmud')).toEqual([34, 33, 33]);
  });

  it('of a resource are said by the records, and by nobody else', async () => {
    const { act, older, newer } = await crewIsFull();
    const parties = [older, newer].map((id) => ({ kind: 'mission', id, wants: 'a place' }));
    const { id: caseId } = await act('registerConflict', {
      ...CLAIM,
      dispute: undefined,
      parties,
      resource: 'crew:reactivation',
    });
    const dispute = { ...CLAIM.dispute, claims: [1, 2] };
    await expect(act('analyzeConflict', { caseId, dispute })).rejects.toMatchObject({
      fields: [
        { path: 'body.dispute', message: 'is what the records say of crew:reactivation: leave it out' },
      ],
    });
  });

  it.each<[string, object, string, string]>([
    ['a campaign', { kind: 'campaign', id: 'autumn' }, 'parties.0.id', 'is of no campaign'],
    ['a member', { kind: 'person', id: 'nobody' }, 'parties.0.id', 'is of no member'],
    ['a member who is there', { kind: 'person', id: 'dora' }, 'parties.0.id', 'is of no member'],
    [
      'a mission',
      { kind: 'mission', id: 'm_0123456789abcdefghijklmnop' },
      'parties.0.id',
      'is of no mission',
    ],
  ])('of a party that is not %s are refused by its field', async (_, party, path, message) => {
    const { act } = open();
    const parties = [{ ...party, wants: 'all' }, ...CLAIM.parties.slice(1)];
    await expect(act('registerConflict', { ...CLAIM, parties })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: `body.${path}`, message: expect.stringContaining(message) }],
    });
  });

  it.each(['domain:mail.unknown.example', 'crew:campaigns,pirates', 'quota:nobody'])(
    'of the resource %s, which is not there, are refused',
    async (resource) => {
      const { act, older, newer } = await crewIsFull();
      const parties = [older, newer].map((id) => ({ kind: 'mission', id, wants: 'it' }));
      await expect(
        act('registerConflict', { ...CLAIM, dispute: undefined, parties, resource }),
      ).rejects.toMatchObject({
        fields: [
          {
            path: 'body.resource',
            message: expect.stringMatching(/^names what this workspace does not have: (mail|pirates|nobody)/),
          },
        ],
      });
    },
  );

  it('may be those of whoever registers them, of whom no membership is recorded', async () => {
    const { act } = open();
    const parties = [{ kind: 'person', id: 'ann', wants: 'all' }, ...CLAIM.parties.slice(1)];
    expect((await act('registerConflict', { ...CLAIM, parties })).state).toBe('registered');
  });

  it('of a choice are settled by the largest product of what each gets', async () => {
    const { act, propose } = open();
    const { id } = await act('registerConflict', {
      ...CLAIM,
      type: 'stakeholder_disagreement',
      parties: CLAIM.parties.slice(0, 2),
      dispute: {
        kind: 'choice',
        alternatives: [{ name: 'Discount' }, { name: 'Both halves' }, { name: 'New arrivals' }],
        values: [
          [10, 7, 0],
          [0, 7, 10],
        ],
      },
    });
    const { options, recommended } = await propose(id);
    expect(recommended).toBe('Both halves');
    expect(options.map(({ fairness }) => fairness)).toEqual([0.5, 1, 0.5]);
    expect(options[1]?.method).toBe(
      'It brings the largest product of what each gets (Nash 1950), and the most for the one with the least (Rawls 1971), and the largest sum',
    );
  });
});

describe('a look round', () => {
  it('finds what waits for a full crew, once, and closes it when nobody waits any more', async () => {
    const { look, cases, older, newer, deps, read, pass, review } = await crewIsFull();
    expect(await look()).toBe(2);
    await look();
    const all = await cases();
    const conflict = all.find(({ result }) => (result as Case).type === 'priority_dispute');
    expect(all).toHaveLength(2);
    expect(conflict).toMatchObject({ state: 'registered', createdBy: 'rex' });
    expect(
      partiesOf(conflict)
        .map(({ id }) => id)
        .slice(0, 2)
        .toSorted(),
    ).toEqual([older, newer].toSorted());
    for (const id of [older, newer]) {
      const mission = await read(id);
      await deps.missions.save({ ...mission, state: 'CANCELLED' });
    }
    pass(DAY);
    await review();
    expect((await cases()).find(({ id }) => id === conflict?.id)).toMatchObject({
      state: 'final',
      outcome: { says: 'Nobody waits for it any more, so there is nothing to decide.' },
    });
  });

  it('finds a budget that no domains can send, and rules that contradict', async () => {
    const { look, cases, ...rex } = open();
    await rex.openWorkspace({ dailyBudget: 500 });
    await rex.addDomains('mail.acme.example');
    const rule = { when: { effect: ['seo.fix'] }, because: 'So it is.' };
    const record = await rex.ports.workspaces.get(WORKSPACE);
    await rex.changeSettings({
      tasks: {
        ...(record?.settings.tasks as NonNullable<typeof record>['settings']['tasks']),
        policy: [
          { ...rule, id: 'first', verdict: 'run' },
          { ...rule, id: 'second', verdict: 'forbid' },
        ],
      },
    });
    expect(await look()).toBe(2);
    expect((await cases()).map(({ title }) => title).toSorted()).toEqual([
      'The daily budget is 500, and 1 domain may send 100 in all when warm',
      'The rule first says run and the rule second says forbid of the same',
    ]);
  });

  it('finds leads to whom two missions write, as their cohorts have noted it', async () => {
    const { look, cases, ...rex } = open();
    await rex.openWorkspace({ dailyBudget: 10 });
    const [a, b] = [await rex.mission({ state: 'EXECUTING' }), await rex.mission({ state: 'EXECUTING' })];
    const at = '2026-03-05T11:00:00.000Z';
    await rex.ports.cohorts.create({
      workspace: WORKSPACE,
      missionId: a.id,
      id: 'utc-0001',
      version: 1,
      timeZone: 'UTC',
      size: 1,
      state: 'active',
      epoch: 1,
      counts: {},
      blocked: {},
      lostContacts: { l_0123456789abcdefghij: { step: 1, holder: `${b.id}#1`, until: at, at } },
    });
    expect(await look()).toBe(1);
    const [conflict] = await cases();
    expect(conflict?.title).toBe('Two missions write to the same 1 lead');
    expect(
      partiesOf(conflict)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([a.id, b.id].toSorted());
  });

  it('sees nothing of another workspace', async () => {
    const { look, cases } = await crewIsFull();
    expect(await look('beta')).toBe(0);
    expect(await cases()).toEqual([]);
  });
});

async function decided(by: 'act' | 'actOnly' = 'act') {
  const rex = await crewIsFull();
  await rex.look();
  const conflict = (await rex.cases()).find(({ result }) => (result as Case).type === 'priority_dispute');
  const proposal = await rex.propose(conflict?.id ?? '');
  const decision = await rex[by]('makeArbitrationDecision', {
    proposalId: proposal.id,
    option: 'longest_wait',
    reason: 'It was here first.',
  });
  return { ...rex, caseId: conflict?.id ?? '', proposal, decision };
}

describe('a decision', () => {
  it('reorders the queue at once, in the name of who decided it', async () => {
    const { decision, proposal, caseId, get, read, older, told } = await decided();
    const option = proposal.options.find(({ key }) => key === 'longest_wait') as Option;
    expect(option).toMatchObject({ fairness: 1, envy: 0 });
    expect(decision).toMatchObject({ state: 'enforced', outcome: { held: true, measures: { done: 1 } } });
    const [effect] = option.effects;
    expect((await read(older)).priority).toBe(effect?.do === 'priority' ? effect.priority : undefined);
    expect((await read(older)).priority).toBeGreaterThan(60 - 5);
    expect((await get(caseId)).state).toBe('enforced');
    expect(told().filter(({ name }) => name === 'mission.boosted')).toMatchObject([
      { actor: { kind: 'user', id: 'ann' }, data: { reason: expect.stringContaining('It was here first.') } },
    ]);
  });

  it('is checked a day later, and final after 14 days', async () => {
    const { decision, get, deps, read, older, pass, review, caseId } = await decided();
    const mission = await read(older);
    await deps.missions.save({ ...mission, priority: 1 });
    pass(DAY);
    await review();
    expect(await get(decision.id)).toMatchObject({
      state: 'enforced',
      outcome: { held: false, says: `${older} is 1 now.` },
    });
    pass(13 * DAY);
    await review();
    const last = await get(decision.id);
    expect(last.state).toBe('final');
    expect(last.dueAt).toBeUndefined();
    expect((await get(caseId)).state).toBe('final');
    await expect(review()).resolves.toBe(0);
  });

  it('leaves a mission alone that was changed since it was proposed, and says so', async () => {
    const { act, propose, look, cases, deps, read, older } = await crewIsFull();
    await look();
    const conflict = (await cases()).find(({ result }) => (result as Case).type === 'priority_dispute');
    const { id: proposalId } = await propose(conflict?.id ?? '');
    await deps.missions.save({ ...(await read(older)), priority: 55 });
    const decision = await act('makeArbitrationDecision', {
      proposalId,
      option: 'longest_wait',
      reason: 'It was here first.',
    });
    expect(decision).toMatchObject({ state: 'decided', outcome: { held: false } });
    expect((decision.result as Decision).effects[0]).toMatchObject({
      state: 'refused',
      says: `${older} was 50 when this was proposed, and is 55 now. It was left as it is.`,
    });
    expect((await read(older)).priority).toBe(55);
  });

  it('is of the newest proposal of the case', async () => {
    const { act, propose, pass } = open();
    const { id } = await act('registerConflict', CLAIM);
    const older = await propose(id);
    pass(HOUR);
    const newer = await propose(id);
    pass(HOUR);
    const other = await act('registerConflict', CLAIM);
    await propose(other.id);
    const decide = (proposalId: string) =>
      act('makeArbitrationDecision', { proposalId, option: 'talmud', reason: 'An old rule.' });
    await expect(decide(older.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(`${newer.id} was proposed for ${id} since`),
    });
    expect((await decide(newer.id)).state).toBe('enforced');
  });

  it('is none of a party, names an option, and is made once', async () => {
    const { act, propose } = open();
    const { id } = await act('registerConflict', CLAIM);
    const { id: proposalId } = await propose(id);
    const body = { proposalId, option: 'talmud', reason: 'An old rule.' };
    await expect(act('makeArbitrationDecision', body, 'cleo')).rejects.toThrow('You are a party');
    await expect(act('makeArbitrationDecision', { ...body, option: 'lots' })).rejects.toMatchObject({
      fields: [
        expect.objectContaining({ path: 'body.option', message: expect.stringContaining('proportional') }),
      ],
    });
    await act('makeArbitrationDecision', body);
    await expect(act('makeArbitrationDecision', body)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(act('makeArbitrationDecision', body, 'ann', 'beta')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('an appeal', () => {
  const appeal = (decisionId: string, change: object = {}) => ({
    decisionId,
    grounds: 'The newer one is due.',
    verdict: 'overturned',
    reason: 'It is.',
    ...change,
  });

  const challengeOf = (decisionId: string) => ({
    ...CLAIM,
    type: 'decision_challenge',
    dispute: undefined,
    decisionId,
  });

  it('that is granted undoes what was done, and the case is open again', async () => {
    const { act, decision, read, older, get, caseId } = await decided();
    const challenge = await act('registerConflict', challengeOf(decision.id));
    expect((await get(decision.id)).state).toBe('appealed');
    const undone = await act('handleAppeal', appeal(decision.id), 'ben');
    expect(undone).toMatchObject({ state: 'overturned', outcome: { held: true } });
    expect((await read(older)).priority).toBe(50);
    expect((await get(decision.id)).state).toBe('overturned');
    expect((await get(challenge.id)).state).toBe('final');
    expect((await get(caseId)).state).toBe('overturned');
    await act('analyzeConflict', { caseId });
  });

  it('that is granted undoes what the record does not say is done: the review died before it wrote', async () => {
    const { act, decision, read, older, get, deps, review } = await decided('actOnly');
    await expect(review({ works: dying(deps.works, 'write') })).rejects.toThrow();
    expect((await get(decision.id)).result).toMatchObject({ effects: [{ state: 'pending' }] });
    expect((await read(older)).priority).not.toBe(50);
    await act('registerConflict', challengeOf(decision.id));
    const undone = await act('handleAppeal', appeal(decision.id), 'ben');
    expect(undone).toMatchObject({ state: 'overturned', outcome: { held: true, measures: { done: 1 } } });
    expect((await read(older)).priority).toBe(50);
  });

  it('that is granted undoes nothing that was not done', async () => {
    const { act, decision, read, older } = await decided('actOnly');
    await act('registerConflict', challengeOf(decision.id));
    const { result } = await act('handleAppeal', appeal(decision.id), 'ben');
    expect(result).toMatchObject({ effects: [] });
    expect((await read(older)).priority).toBe(50);
  });

  it('is found where a decision does not hold any more, and done again where it stands', async () => {
    const { act, decision, pass, review, look, cases, get, deps, read, older } = await decided();
    const priority = (await read(older)).priority;
    await deps.missions.save({ ...(await read(older)), priority: 1 });
    pass(DAY);
    await review();
    await look();
    const challenge = (await cases()).find(({ result }) => (result as Case).decisionId === decision.id);
    expect(challenge?.title).toContain('A decision does not hold any more');
    expect((await get(decision.id)).state).toBe('appealed');
    await look();
    expect((await cases()).filter(({ result }) => (result as Case).decisionId !== null)).toHaveLength(1);
    const upheld = await act('handleAppeal', appeal(decision.id, { verdict: 'upheld' }), 'ben');
    expect(upheld).toMatchObject({ state: 'upheld', outcome: { held: true } });
    expect((await read(older)).priority).toBe(priority);
    expect((await get(challenge?.id ?? '')).state).toBe('final');
  });

  it('is decided by another person, within 14 days, once', async () => {
    const { act, decision, pass, get } = await decided();
    await expect(act('handleAppeal', appeal(decision.id))).rejects.toThrow(
      'another person decides the appeal',
    );
    const uphold = appeal(decision.id, { verdict: 'upheld' });
    await expect(act('handleAppeal', uphold, 'ben')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('Nobody has challenged'),
    });
    expect((await get(decision.id)).state).toBe('enforced');
    await act('registerConflict', challengeOf(decision.id), 'dora');
    await expect(act('handleAppeal', uphold, 'dora')).rejects.toThrow('You have challenged this decision');
    const upheld = await act('handleAppeal', uphold, 'ben');
    expect(upheld.state).toBe('upheld');
    expect((await get(decision.id)).state).toBe('final');
    await expect(act('handleAppeal', appeal(decision.id), 'ben')).rejects.toMatchObject({ code: 'CONFLICT' });
    pass(15 * DAY);
    await expect(act('handleAppeal', appeal(decision.id), 'ben')).rejects.toThrow(
      'could be appealed for 14 days',
    );
  });

  it('is decided also where a decision on the challenge itself was overturned', async () => {
    const { act, propose, decision, get } = await decided();
    const challenge = await act('registerConflict', {
      ...challengeOf(decision.id),
      dispute: CLAIM.dispute,
    });
    const { id: proposalId } = await propose(challenge.id);
    const body = { proposalId, option: 'talmud', reason: 'An old rule.' };
    const { id: onChallenge } = await act('makeArbitrationDecision', body);
    await act('registerConflict', challengeOf(onChallenge));
    await act('handleAppeal', appeal(onChallenge), 'ben');
    expect((await get(challenge.id)).state).toBe('overturned');
    const upheld = await act('handleAppeal', appeal(decision.id, { verdict: 'upheld' }), 'ben');
    expect(upheld.state).toBe('upheld');
    expect((await get(challenge.id)).state).toBe('final');
  });

  it('that nobody decides lets what it has held up be done', async () => {
    const { act, decision, proposal, pass, review, get, read, older } = await decided('actOnly');
    await act('registerConflict', challengeOf(decision.id));
    expect((await read(older)).priority).toBe(50);
    pass(15 * DAY);
    await review();
    expect(await get(decision.id)).toMatchObject({
      state: 'final',
      result: { effects: [{ state: 'done' }] },
      outcome: {
        held: true,
        says: 'Nobody decided the appeal in time: it stands. 1 of 1 change done. It is final.',
      },
    });
    const [effect] = proposal.options.find(({ key }) => key === 'longest_wait')?.effects ?? [];
    expect((await read(older)).priority).toBe(effect?.do === 'priority' ? effect.priority : undefined);
    expect((await read(older)).priority).not.toBe(50);
  });

  it('that nobody decides leaves the decision as it is', async () => {
    const { act, decision, pass, review, get, read, older } = await decided();
    const before = (await read(older)).priority;
    await act('registerConflict', challengeOf(decision.id));
    pass(14 * DAY);
    await review();
    expect(await get(decision.id)).toMatchObject({
      state: 'final',
      outcome: { says: 'Nobody decided the appeal in time: it stands. It is final.' },
    });
    expect((await read(older)).priority).toBe(before);
  });
});

describe('domains', () => {
  it('that missions claim by hand are read from the records, and only missions claim them', async () => {
    const { act, propose, ...rex } = open();
    await rex.openWorkspace();
    await rex.addDomains('mail.acme.example', 'news.acme.example');
    const [a, b] = [await rex.mission(), await rex.mission()];
    const claim = {
      ...CLAIM,
      dispute: undefined,
      resource: 'domain',
      parties: [a, b].map(({ id }) => ({ kind: 'mission', id, wants: 'a domain' })),
    };
    await expect(act('registerConflict', { ...claim, parties: CLAIM.parties })).rejects.toMatchObject({
      fields: expect.arrayContaining([expect.objectContaining({ path: 'body.parties.0.kind' })]),
    });
    const { id } = await act('registerConflict', claim);
    const { options } = await propose(id);
    const [best] = options;
    expect(best?.key).toBe('nash_welfare');
    expect(best?.effects.map((effect) => effect.do === 'assign' && effect.domain).toSorted()).toEqual([
      'mail.acme.example',
      'news.acme.example',
    ]);
  });

  it('go to missions by the largest Nash welfare, and the allocator moves the mission', async () => {
    const { ports, act, propose, look, cases, deps, ...rex } = open();
    await rex.openWorkspace({ dailyBudget: 100 });
    await rex.addDomains('mail.acme.example', 'news.acme.example');
    const settings = await ports.workspaces.get(WORKSPACE);
    const assign = async (id: string) => assignMission(ports, await rex.read(id), settings);
    const holder = await rex.mission();
    await assign(holder.id);
    const [first = ''] = [(await rex.read(holder.id)).reservation?.domain];
    const other = first === 'mail.acme.example' ? 'news.acme.example' : 'mail.acme.example';
    const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
    const waiter = await rex.mission({ domain: first });
    const pool = await rex.pool();
    // One inbox, so that a domain is taken when it is.
    await ports.pools.save(
      {
        ...pool,
        domains: pool.domains.map((domain) => ({
          ...domain,
          inboxes: [
            { name: 'ann', dailyCap: 50, holders: domain.domain === first ? many(domain.holders[0]) : [] },
          ],
        })),
      },
      'version',
    );
    await assign(waiter.id);
    expect((await rex.read(waiter.id)).waitingOn).toBe(`domain:${first}`);
    rex.pass(2 * HOUR);
    expect(await look()).toBe(1);
    const [conflict] = await cases();
    const { id: proposalId, options, recommended } = await propose(conflict?.id ?? '');
    expect(recommended).toBe('nash_welfare');
    const [best] = options;
    expect(best?.effects).toEqual([{ do: 'assign', missionId: waiter.id, domain: other, before: first }]);
    const decision = await act('makeArbitrationDecision', {
      proposalId,
      option: 'nash_welfare',
      reason: 'The other domain is free.',
    });
    expect(decision.state).toBe('enforced');
    expect((await rex.read(waiter.id)).domain).toBe(other);
    await assignDomain(ports, { workspace: WORKSPACE, missionId: waiter.id, domain: first, hours: 1, cause });
  });
});

const many = (holder: { missionId: string; epoch: number; until: string } | undefined) =>
  holder ? [0, 1, 2].map((n) => (n === 0 ? holder : { ...holder, missionId: `m_other${n}` })) : [];

describe('a fairness report', () => {
  it('says honestly that few decisions tell nothing', async () => {
    const { act, status } = await decided();
    const report = await act('reportFairness', { days: 30 });
    expect(report.title).toBe('No clear bias in 1 decisions');
    expect(report.result['groups']).toEqual([
      expect.objectContaining({ group: 'lead_reactivation', finding: 'too_few' }),
    ]);
    expect((await status()).cards.map(({ value }) => value)).toEqual([expect.any(Number), 1, 1, null]);
  });
});
