import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { sampleLead, sampleMission, sampleProfile } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { claimNumber } from '../../channels/app/claim-number.ts';
import { numberIdOf } from '../../channels/domain/contact-number.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundMessage } from '../../drafting/contract/messages.ts';
import type { ReplyDecision } from '../../leads/contract/hold.ts';
import { replyIdOf } from '../../leads/domain/hold.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { DynamoMissionStore } from '../../missions/adapters/mission-store.ts';
import { decideReply } from './decide-reply.ts';
import { holdPerson } from './hold-person.ts';
import { listReplies, viewReply } from './view-replies.ts';

const MISSION = `m_${'1'.repeat(26)}`;
const NOW = new Date('2026-03-05T12:00:00Z');
const minute = (n: number): string => new Date(NOW.getTime() + n * 60_000).toISOString();

const tables = openMemory();
let made = 0;
let woken: OutboundMessage[];
let deps: Parameters<typeof decideReply>[0] &
  Parameters<typeof holdPerson>[0] & { missions: DynamoMissionStore; cohorts: CohortStore };
beforeAll(async () => {
  deps = {
    ...stores(tables),
    outbound: { send: async (messages) => void woken.push(...messages) },
    clock: { now: () => NOW },
  };
});

async function person(workspace: string, change: Partial<Lead['profile']> = {}) {
  woken = [];
  const n = made++;
  const leadId = `l_${String(n).padStart(20, '0')}`;
  const address = `p${n}@acme.example`;
  await deps.leads.create(
    sampleLead({
      workspace,
      id: leadId,
      profile: sampleProfile({ identity: address, address, ...change }),
      journeys: { [MISSION]: 'utc-0001' },
    }),
  );
  const get = async (): Promise<Lead> => {
    const lead = await deps.leads.get(workspace, leadId);
    if (!lead) throw new Error('gone');
    return lead;
  };
  return {
    leadId,
    get,
    idOf: (message: string) => replyIdOf(leadId, message),
    write: (message: string, at: number, text = 'Hello.') =>
      holdPerson(deps, {
        workspace,
        leadId,
        reason: 'reply',
        message: {
          id: message,
          receivedAt: minute(at),
          channel: 'email',
          kind: 'reply',
          evidence: '',
          subject: 'Re: Hi',
          text,
          missionId: MISSION,
          step: 1,
        },
      }),
    decide: (message: string, decision: ReplyDecision, more: { until?: string; note?: string } = {}) =>
      decideReply(deps, {
        workspace,
        id: replyIdOf(leadId, message),
        decision,
        ...more,
        actor: { kind: 'user', id: 'olga' },
        correlationId: 'c',
      }),
  };
}
const ids = async (workspace: string, state: 'waiting' | 'decided') =>
  (await listReplies(deps, workspace, { state, limit: 100 })).replies.map(({ id }) => id);

describe('a reply', () => {
  it('holds its author once, is listed as waiting, and counts for its mission', async () => {
    const ann = await person('one');
    expect(await ann.write('a', 1, 'Yes \u001b[31mplease')).toBe('stored');
    expect(await ann.write('a', 1)).toBe('repeated');
    expect((await ann.get()).hold).toEqual({
      since: minute(1),
      reason: 'reply',
      channel: 'email',
      replies: [ann.idOf('a')],
    });
    expect(await ids('one', 'waiting')).toEqual([ann.idOf('a')]);
    expect(await ids('two', 'waiting')).toEqual([]);
    expect(await deps.missions.replyCounts('one', MISSION)).toMatchObject({ waiting: 1 });
    expect(await viewReply(deps, 'one', ann.idOf('a'))).toMatchObject({
      state: 'waiting',
      reason: 'reply',
      text: 'Yes \u001b[31mplease',
      missionId: MISSION,
      lead: { id: ann.leadId, suppressed: null },
    });
    await expect(viewReply(deps, 'two', ann.idOf('a'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is stored exactly when its author is held, even with concurrent and repeated replies', async () => {
    const ann = await person('three');
    const all = Array.from({ length: 12 }, (_, n) => ann.write(`r${n % 6}`, n % 6));
    expect((await Promise.all(all)).filter((outcome) => outcome === 'stored')).toHaveLength(6);
    expect((await ann.get()).hold?.replies).toHaveLength(6);
    expect(await ids('three', 'waiting')).toHaveLength(6);
    expect(await deps.missions.replyCounts('three', MISSION)).toMatchObject({ waiting: 6 });
  });

  it('also holds the other leads with the same number, and a decision releases them too', async () => {
    const phone = '+5215512345678';
    const [ann, other] = [await person('four', { phone: '+525512345678' }), await person('four', { phone })];
    for (const { leadId } of [ann, other]) {
      const last = {
        channel: 'sms' as const,
        missionId: MISSION,
        cohort: 'c',
        leadId,
        step: 1,
        at: minute(0),
      };
      expect(await claimNumber(deps, { workspace: 'four', phone, last })).toBe(true);
    }
    expect((await deps.numbers.get('four', numberIdOf('four', phone)))?.leads).toHaveLength(2);
    await ann.write('a', 1);
    expect((await other.get()).hold?.replies).toEqual([ann.idOf('a')]);
    await ann.decide('a', 'release');
    expect((await other.get()).hold).toBeUndefined();
    await ann.write('b', 2);
    await ann.decide('b', 'suppress');
    expect((await other.get()).suppression).toMatchObject({
      reason: 'unsubscribe',
      source: `reply ${ann.idOf('b')}`,
    });
  });
});

describe('a decision', () => {
  it('to release settles earlier replies but no later ones, wakes waiting missions, and records who decided', async () => {
    const ann = await person('five');
    for (const n of [1, 2, 3]) await ann.write(`r${n}`, n);
    await ann.decide('r2', 'release', { note: 'Called her.' });
    expect((await ann.get()).hold?.replies).toEqual([ann.idOf('r3')]);
    expect(await ids('five', 'waiting')).toEqual([ann.idOf('r3')]);
    expect((await viewReply(deps, 'five', ann.idOf('r1'))).decision).toEqual({
      decision: 'release',
      by: 'olga',
      at: NOW.toISOString(),
      note: 'Called her.',
      until: null,
    });
    expect(await deps.missions.replyCounts('five', MISSION)).toMatchObject({ waiting: 1 });
    await ann.decide('r3', 'release');
    const after = await ann.get();
    expect([after.hold, after.suppression]).toEqual([undefined, undefined]);
    expect(woken).toContainEqual({ workspace: 'five', missionId: MISSION, cohort: 'utc-0001' });
    const told = tables.database.everything('events').filter(({ pk }) => String(pk).includes(ann.leadId));
    expect(told.map(({ name }) => name)).toEqual([
      'lead.held',
      'lead.held',
      'lead.held',
      'reply.decided',
      'reply.decided',
    ]);
    expect(told.at(-2)).toMatchObject({
      actor: { kind: 'user', id: 'olga' },
      data: { settled: 2, decision: 'release' },
    });
    expect(JSON.stringify(told)).not.toContain('Hello');
  });

  it('can be repeated without effect, and cannot be changed', async () => {
    const ann = await person('six');
    await ann.write('a', 1);
    await Promise.all([ann.decide('a', 'release'), ann.decide('a', 'release')]);
    const { version } = await ann.get();
    await ann.decide('a', 'release');
    expect((await ann.get()).version).toBe(version);
    await expect(ann.decide('a', 'suppress')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await ann.get()).suppression).toBeUndefined();
    expect(await ann.write('a', 1)).toBe('repeated');
    expect((await ann.get()).hold).toBeUndefined();
    await expect(ann.decide('nothing', 'release')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('to postpone lasts until the day begins in the time zone of the person', async () => {
    const ann = await person('seven', { timeZone: 'America/New_York' });
    await ann.write('a', 1);
    await ann.decide('a', 'postpone', { until: '2026-09-01' });
    expect(await ann.get()).toMatchObject({
      notBefore: { at: '2026-09-01T04:00:00.000Z', because: 'postponed', reply: ann.idOf('a') },
    });
    expect((await ann.get()).hold).toBeUndefined();
  });

  it.each([
    ['release', {}],
    ['postpone', { until: '2026-03-06' }],
  ] as const)('wakes at %s what found the person held before it wrote to them', async (decision, more) => {
    const workspace = `held${decision}`;
    const ann = await person(workspace);
    const missionId = `m_${'2'.repeat(26)}`;
    await deps.missions.create(sampleMission({ workspace, id: missionId, state: 'EXECUTING' }), {});
    const cohort = { workspace, missionId, version: 1, timeZone: 'UTC', size: 1, state: 'active' } as const;
    const nothing = { epoch: 0, counts: {}, blocked: {}, lostContacts: {} };
    await deps.cohorts.create({ ...cohort, ...nothing, id: 'held', heldLeads: [ann.leadId] });
    await deps.cohorts.create({ ...cohort, ...nothing, id: 'at-work', leaseUntil: minute(3) });
    await deps.cohorts.create({ ...cohort, ...nothing, id: 'of-others', heldLeads: ['l_other'] });
    await ann.write('a', 1);
    await ann.decide('a', decision, more);
    const names = woken.filter((each) => each.missionId === missionId).map((each) => each.cohort);
    expect(names.toSorted()).toEqual(['at-work', 'held']);
  });

  it('to suppress takes effect before the hold ends, and no later decision removes a suppression', async () => {
    const ann = await person('eight');
    await ann.write('a', 1);
    const dying = {
      ...deps,
      replies: Object.assign(Object.create(deps.replies), {
        decide: () => Promise.reject(new Error('died')),
      }),
    };
    await expect(
      decideReply(dying, {
        workspace: 'eight',
        id: ann.idOf('a'),
        decision: 'suppress',
        actor: { kind: 'user', id: 'o' },
        correlationId: 'c',
      }),
    ).rejects.toThrow('died');
    expect(await ann.get()).toMatchObject({
      suppression: { reason: 'unsubscribe' },
      hold: { reason: 'reply' },
    });
    await ann.decide('a', 'suppress');
    await ann.write('b', 2);
    await ann.decide('b', 'release');
    expect((await ann.get()).suppression?.reason).toBe('unsubscribe');
  });

  it('settles any number of replies of one person', async () => {
    const ann = await person('nine');
    for (let n = 0; n < 130; n++) await ann.write(`r${n}`, n);
    await ann.decide('r129', 'release');
    expect((await ann.get()).hold).toBeUndefined();
    expect(await ids('nine', 'waiting')).toEqual([]);
    expect(await deps.missions.replyCounts('nine', MISSION)).toMatchObject({ waiting: 0 });
  });

  it('leaves a person held exactly while a reply waits, in any history', async () => {
    let world = 0;
    const act = fc.record({ write: fc.boolean(), n: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (history) => {
        const workspace = `h${world++}`;
        const ann = await person(workspace);
        const [waiting, seen] = [new Set<number>(), new Set<number>()];
        for (const { write, n } of history) {
          if (write) {
            await ann.write(`r${n}`, n);
            if (!seen.has(n)) waiting.add(n);
            seen.add(n);
          } else if (seen.has(n)) {
            const wasDecided = !waiting.has(n);
            await ann.decide(`r${n}`, 'release');
            for (const each of [...waiting]) if (!wasDecided && each <= n) waiting.delete(each);
          }
          expect((await ann.get()).hold !== undefined).toBe(waiting.size > 0);
          expect(await ids(workspace, 'waiting')).toHaveLength(waiting.size);
        }
      }),
      { numRuns: 15 },
    );
  });
});
