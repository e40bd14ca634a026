import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newAlert } from '../../shared/alerts/domain/alert.ts';
import type { Approval } from '../../shared/approvals/domain/approval.ts';
import { newContactNumber } from '../../shared/channels/domain/contact-number.ts';
import type { Task } from '../../shared/channels/domain/task.ts';
import { newPool } from '../../shared/domains/domain/pool.ts';
import { NO_TRAFFIC } from '../../shared/domains/domain/traffic.ts';
import type { Cohort } from '../../shared/drafting/domain/cohort.ts';
import type { MissionContent } from '../../shared/drafting/domain/content.ts';
import { holdFor, replyIdOf } from '../../shared/leads/domain/hold.ts';
import type { Reply } from '../../shared/leads/domain/inbound-message.ts';
import type { StepRecord } from '../../shared/missions/domain/step.ts';
import { newEngagementHours } from '../../shared/sending/domain/send-time.ts';
import { settingsSchema } from '../../shared/workspaces/contract/settings.ts';
import { everything, startTestAws, type TestAws } from '../support/aws.ts';
import { sampleEvent, sampleLead, sampleMission, sampleSend } from '../support/samples.ts';
import { type Ports, portsOver } from './ports.ts';
import { openMemory } from './tables.ts';

const NOW = new Date('2026-03-05T12:00:00.000Z');
const AT = NOW.toISOString();
const DAY = '2026-03-05';
const SETTINGS = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.test',
});
const CONFLICT = { code: 'VERSION_CONFLICT' };
const idOf = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, '0')}`;
const leadIdOf = (n: number): string => `l_${String(n).padStart(20, '0')}`;

/** What every port promises, over whatever keeps its records. Each test has a workspace of its own. */
const keepers: [
  string,
  () => Promise<{ aws?: TestAws; ports: Ports; others: Ports; told: () => Promise<unknown[]> }>,
][] = [
  [
    'in memory',
    async () => {
      const { database, ...tables } = openMemory();
      return {
        ports: portsOver(tables, { now: () => NOW }),
        others: portsOver(tables, { now: () => NOW }),
        told: async () => database.everything('events'),
      };
    },
  ],
  [
    'by the database engine',
    async () => {
      const aws = await startTestAws();
      const [ports, others] = [1, 2].map(() => portsOver(aws, { now: () => NOW })) as [Ports, Ports];
      return { aws, ports, others, told: () => everything(aws.events) };
    },
  ],
];

describe.each(keepers)('ports kept %s', (_, open) => {
  let kept: Awaited<ReturnType<typeof open>>;
  let p: Ports;
  let made = 0;
  let workspace = '';
  beforeAll(async () => {
    kept = await open();
    p = kept.ports;
  });
  beforeEach(() => {
    workspace = `w${++made}`;
  });
  afterAll(() => kept.aws?.stop());
  /** Of this workspace. */
  const told = async (): Promise<unknown[]> =>
    (await kept.told()).filter((event) => (event as { workspace: string }).workspace === workspace);
  const event = (sequence: number, id = 'm_1') =>
    sampleEvent(sequence, {
      workspace,
      id: `e_${workspace}_${id}_${sequence}`,
      aggregate: { type: 'MISSION', id },
    });

  it('leads: a save needs the version that was read, and writes its event in the same transaction', async () => {
    const lead = sampleLead({ workspace });
    await p.leads.create(lead);
    await expect(p.leads.create(lead)).rejects.toMatchObject(CONFLICT);
    const saved = await p.leads.save({ ...lead, roster: 'p2' }, [event(1)]);
    expect(saved.version).toBe(2);
    await expect(p.leads.save({ ...lead, roster: 'p3' }, [event(2)])).rejects.toMatchObject(CONFLICT);
    // An event that is there already takes the record back with it.
    await expect(p.leads.save(saved, [event(1)])).rejects.toMatchObject(CONFLICT);
    expect(await p.leads.get(workspace, lead.id)).toEqual(saved);
    expect(await p.leads.get('another', lead.id)).toBeUndefined();
    expect(await p.leads.getMany(workspace, [leadIdOf(9), lead.id])).toEqual([undefined, saved]);
    expect(await told()).toHaveLength(1);
    const another = Array.from({ length: 60 }, (_, n) => ({ ...lead, id: leadIdOf(100 + n), roster: 'p4' }));
    expect(await p.leads.createMany([...another.slice(0, 40), lead])).toEqual([
      ...another.slice(0, 40).map(() => true),
      false,
    ]);
    expect(await p.leads.createMany(another)).toEqual(another.map((_, n) => n >= 40));
    expect(
      await p.leads.getMany(
        workspace,
        another.map(({ id }) => id),
        'consistent',
      ),
    ).toEqual(another);
    expect(await p.leads.get(workspace, lead.id)).toEqual(saved);
    await p.leads.putAliases(workspace, new Map([['x', lead.id]]));
    await p.leads.putAliases(workspace, new Map([['x', lead.id]]));
    expect(await p.leads.resolveAliases(workspace, ['x', 'y', 'x'])).toEqual(new Map([['x', lead.id]]));
  });

  it('leads: of changes at one moment each needs the version that was read, and stands alone', async () => {
    const all = Array.from({ length: 30 }, (_, n) => sampleLead({ workspace, id: leadIdOf(n) }));
    const [first, second] = all;
    if (!first || !second) throw new Error('There are thirty.');
    await p.leads.createMany(all);
    const newer = await p.leads.save({ ...first, roster: 'newer' });
    const lease = { holder: 'm_1#1', until: AT };
    const changes = all.map((lead, n) => ({ lead, to: { ...lead, lease, roster: `p${n}` } }));
    const changed = await Promise.allSettled(
      [...changes, ...changes.slice(1, 2)].map(({ lead, to }) => p.leads.change(lead, to)),
    );
    const refused = changed.flatMap((each, n) => (each.status === 'rejected' ? [{ n, ...each }] : []));
    for (const { reason } of refused) expect(reason).toMatchObject(CONFLICT);
    // Of two who change the same one, one does.
    expect(refused.map(({ n }) => n % (all.length - 1))).toEqual([0, 1]);
    const stored = all.map((lead, n) => ({ ...lead, lease, roster: `p${n}`, version: 2 }));
    const ids = all.map(({ id }) => id);
    expect(await p.leads.getMany(workspace, ids, 'consistent')).toEqual([newer, ...stored.slice(1)]);
    // What goes is gone, and what has not changed stays.
    const gone = await Promise.all(
      stored.slice(1, 4).map(({ lease: _, ...lead }) => p.leads.change(lead, lead)),
    );
    expect(gone.map(({ version }) => version)).toEqual([3, 3, 3]);
  });

  it('the ledger: a message is claimed once, and again only when it was released', async () => {
    const send = sampleSend({ workspace, state: 'claimed' });
    const second = { ...send, step: 2 };
    const before = await p.ledger.read(send);
    const claims = await Promise.all(
      Array.from({ length: 5 }, (_, n) => p.ledger.claim(before, n % 2 ? [send, second] : [second, send], n)),
    );
    expect(
      claims
        .flatMap(({ claimed }) => claimed)
        .map(({ step }) => step)
        .toSorted(),
    ).toEqual([1, 2]);
    expect(await p.ledger.ofCohort(send)).toEqual([send, second]);

    const at = send.claimedAt;
    const released = await p.ledger.settle(before, [
      { ref: send, feedback: { kind: 'released', at, reason: 'not now' } },
      { ref: second, feedback: { kind: 'sent', at, providerMessageId: 'ses-2' } },
    ]);
    expect(await p.ledger.get(send)).toMatchObject({ state: 'released', releasedReason: 'not now' });
    const again = await p.ledger.claim(released, [second, send], 6);
    expect(again.claimed).toEqual([send]);
    expect((await p.ledger.claim(again.ledger, [second, send], 7)).claimed).toEqual([]);
    // What left is not let go of.
    await p.ledger.settle(again.ledger, [{ ref: send, feedback: { kind: 'sent', at } }]);
    await p.ledger.settle(again.ledger, [{ ref: send, feedback: { kind: 'released', at, reason: 'late' } }]);
    expect((await p.ledger.get(send))?.state).toBe('sent');
    expect(await p.ledger.get({ ...send, step: 3 })).toBeUndefined();
  });

  it('the ledger: a claim says what came of earlier messages, and says it too when nothing is free', async () => {
    const sends = Array.from({ length: 12 }, (_, n) =>
      sampleSend({ workspace, step: n + 1, state: 'claimed' }),
    );
    const [first, second] = [sends.slice(0, 8), sends.slice(8)];
    const sent = (of: typeof sends) =>
      of.map((ref) => ({
        ref,
        feedback: { kind: 'sent', at: AT, providerMessageId: `ses-${ref.step}` } as const,
      }));
    const ref = sends[0] as (typeof sends)[number];
    const claimed = await p.ledger.claim(await p.ledger.read(ref), first, 1);
    const next = await p.ledger.claim(claimed.ledger, second, 1, sent(first));
    expect(next.claimed).toEqual(second);
    const none = await p.ledger.claim(next.ledger, sends, 1, sent(second));
    expect(none.claimed).toEqual([]);
    const stored = await kept.others.ledger.read(ref);
    expect(stored.entries).toEqual({ worked: 3, told: 0 });
    expect([...stored.sends.values()]).toEqual([...none.ledger.sends.values()]);
    expect(
      [...stored.sends.values()].map(({ state, providerMessageId }) => [state, providerMessageId]),
    ).toEqual(sends.map(({ step }) => ['sent', `ses-${step}`]));
  });

  it('the ledger: a message is claimed once, is added once by whoever knows all that was told before', async () => {
    const send = sampleSend({ workspace, state: 'claimed' });
    const { ledger } = await p.ledger.claim(await p.ledger.read(send), [send], 1);
    const opened = (at: string) => [{ ref: send, feedback: { kind: 'opened', at, signs: [] } }] as const;
    const [first, late] = ['2026-03-02T10:00:00.000Z', '2026-03-02T11:00:00.000Z'] as const;
    await p.ledger.tell(ledger, opened(late));
    await expect(p.ledger.tell(ledger, opened(first))).rejects.toMatchObject(CONFLICT);
    const counted = { at: NOW, counts: { opened: 1 } };
    await expect(p.ledger.tell(ledger, opened(first), counted)).rejects.toMatchObject(CONFLICT);
    await p.ledger.tell(await p.ledger.latest(send, [send]), opened(first), counted);
    // Nobody who works the cohort is in the way of those who tell.
    await p.ledger.settle(ledger, [
      { ref: send, feedback: { kind: 'sent', at: first, providerMessageId: 'x' } },
    ]);
    expect(await p.ledger.get(send)).toEqual({
      ...send,
      state: 'sent',
      sentAt: first,
      providerMessageId: 'x',
      openedAt: first,
      engagements: [{ kind: 'opened', at: first, signs: [] }],
    });
    const another = { ...send, leadId: leadIdOf(2) };
    await p.ledger.claim(await p.ledger.read(send), [another], 2);
    expect((await p.ledger.latest(send, [another])).sends.size).toBe(2);
  });

  it('the ledger: who remembers it reads what others have added since', async () => {
    const { ledger: theirs } = kept.others;
    const send = sampleSend({ workspace, state: 'claimed' });
    const second = { ...send, leadId: leadIdOf(2) };
    const { ledger } = await p.ledger.claim(await p.ledger.read(send), [send], 1);
    const at = '2026-03-02T10:00:00.000Z';
    const later = await theirs.claim(await theirs.read(send), [second], 2);
    const settled = await theirs.settle(later.ledger, [
      { ref: second, feedback: { kind: 'sent', at, providerMessageId: 'x' } },
    ]);
    await theirs.tell(settled, [{ ref: send, feedback: { kind: 'opened', at, signs: [] } }]);
    const read = await p.ledger.read(send);
    expect([...read.sends.values()]).toEqual([
      { ...send, openedAt: at, engagements: [{ kind: 'opened', at, signs: [] }] },
      { ...second, state: 'sent', sentAt: at, providerMessageId: 'x' },
    ]);
    expect(read).toEqual(await theirs.read(send));
    // An old view claims nothing that somebody else has claimed since.
    expect((await p.ledger.claim(ledger, [second], 1)).claimed).toEqual([]);
  });

  it('missions: created once for a key; lists, steps and work follow the state', async () => {
    const [first, second] = [1, 2].map((n) => sampleMission({ workspace, id: idOf('m', made * 10 + n) }));
    if (!first || !second) throw new Error('two');
    const once = { key: 'k', requestHash: 'h' };
    expect(await p.missions.create(first, { events: [event(1)] }, once)).toEqual(first);
    expect(await p.missions.create(second, {}, once)).toEqual(first);
    await expect(p.missions.create(second, {}, { ...once, requestHash: 'other' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(await p.missions.get(workspace, second.id)).toBeUndefined();
    await p.missions.create({ ...second, priority: 90 }, {});
    expect((await p.missions.nextInQueue(workspace, first.type, 5)).map(({ id }) => id)).toEqual([
      second.id,
      first.id,
    ]);
    expect(await p.missions.workspacesThatWait(new Date(first.createdAt))).toContain(workspace);
    const moved = await p.missions.save({ ...first, state: 'EXECUTING' }, { events: [event(2)] });
    await expect(p.missions.save(first, { events: [event(3)] })).rejects.toMatchObject(CONFLICT);
    expect(await p.missions.inState(workspace, 'EXECUTING')).toEqual([moved]);
    expect(await p.missions.working(new Date(first.createdAt))).toContainEqual({ workspace, id: first.id });
    expect(await p.missions.list(workspace, { limit: 1 })).toMatchObject({ missions: [{ id: second.id }] });
    expect((await p.missions.events(workspace, 'm_1', 9)).map(({ sequence }) => sequence)).toEqual([1, 2]);
    const step: StepRecord = {
      workspace,
      missionId: first.id,
      name: 'outreach',
      version: 1,
      state: 'running',
      total: -1,
      done: [],
      result: {},
      failures: 0,
      startedAt: AT,
    };
    await p.missions.createStep(step);
    await expect(p.missions.createStep(step)).rejects.toMatchObject(CONFLICT);
    const saved = await p.missions.saveStep({ ...step, done: ['a'] });
    await expect(p.missions.saveStep(step)).rejects.toMatchObject(CONFLICT);
    expect(await p.missions.steps(workspace, first.id)).toEqual([saved]);
  });

  it('cohorts: one is created once, due ones are found, drafts are written twice and no more', async () => {
    const missionId = idOf('m', made);
    const cohort: Cohort = {
      workspace,
      missionId,
      id: 'utc-0001',
      version: 1,
      timeZone: 'UTC',
      size: 1,
      state: 'active',
      epoch: 0,
      nextDueAt: AT,
      counts: {},
      lostContacts: {},
      blocked: {},
    };
    expect(await p.cohorts.create(cohort)).toBe(true);
    expect(await p.cohorts.create(cohort)).toBe(false);
    const named = { workspace, missionId, cohort: cohort.id };
    expect(await p.cohorts.overdue(NOW)).toContainEqual(named);
    expect(await p.cohorts.overdue(new Date(NOW.getTime() - 1))).not.toContainEqual(named);
    const done = await p.cohorts.save({ ...cohort, state: 'done' }, [event(1)]);
    await expect(p.cohorts.save(cohort)).rejects.toMatchObject(CONFLICT);
    expect(await p.cohorts.overdue(NOW)).not.toContainEqual(named);
    expect(await p.cohorts.list(workspace, missionId)).toEqual([done]);
    const drafts = { cohort: cohort.id, version: 1, leads: [] };
    const drafted = [{ leadId: leadIdOf(1), variant: 'A', messages: ['h'] }];
    await p.cohorts.putDrafts(workspace, missionId, drafts);
    await p.cohorts.putDrafts(workspace, missionId, { ...drafts, leads: drafted });
    expect(await p.cohorts.getDrafts(workspace, missionId, cohort.id)).toEqual(drafts);
    await p.cohorts.saveDrafts(workspace, missionId, { ...drafts, leads: drafted });
    await p.cohorts.saveDrafts(workspace, missionId, drafts);
    expect(await p.cohorts.listDrafts(workspace, missionId)).toEqual([
      { ...drafts, version: 2, leads: drafted },
    ]);
  });

  it('replies: hold and decision are saved with the lead, or not at all', async () => {
    const lead = sampleLead({ workspace });
    await p.leads.create(lead);
    const reply: Reply = {
      id: 'x',
      receivedAt: AT,
      kind: 'reply',
      evidence: 'e',
      subject: '',
      text: 'no',
      channel: 'email',
      missionId: idOf('m', made),
      workspace,
      leadId: lead.id,
      version: 1,
      hold: { reason: 'reply', alsoHeld: [] },
    };
    const held = holdFor(lead, {
      id: replyIdOf(lead.id, 'x'),
      reason: 'reply',
      channel: 'email',
      receivedAt: AT,
    });
    const after = await p.replies.hold(held, reply, [event(1)]);
    await expect(p.replies.hold(held, { ...reply, id: 'y' }, [event(2)])).rejects.toMatchObject(CONFLICT);
    await expect(p.replies.hold(after, reply, [event(2)])).rejects.toMatchObject(CONFLICT);
    expect(await p.leads.get(workspace, lead.id)).toEqual(after);
    expect(await p.replies.ofLead(workspace, lead.id)).toEqual([reply]);
    expect(await p.missions.replyCounts(workspace, idOf('m', made))).toMatchObject({ waiting: 1 });
    const decided: Reply = { ...reply, decision: { decision: 'release', by: 'ann', at: AT } };
    const free = await p.replies.decide({ ...after, hold: undefined }, [decided], [event(3)]);
    await expect(p.replies.decide(free, [decided], [event(4)])).rejects.toMatchObject(CONFLICT);
    expect((await p.leads.get(workspace, lead.id))?.hold).toBeUndefined();
    expect(await p.replies.get(workspace, lead.id, 'x')).toEqual({ ...decided, version: 2 });
    const list = (state: 'waiting' | 'decided') => p.replies.list(workspace, { state, limit: 5 });
    expect((await list('waiting')).replies).toEqual([]);
    expect((await list('decided')).replies).toHaveLength(1);
    expect(await p.missions.replyCounts(workspace, idOf('m', made))).toMatchObject({ waiting: 0 });
    expect(await told()).toHaveLength(2);
  });

  it('pools: a daily amount is taken completely or not at all, from the workspace’s own domain and number', async () => {
    const pool = await p.pools.save(newPool(workspace), 'absent');
    await expect(p.pools.save(pool, 'absent')).rejects.toMatchObject(CONFLICT);
    const name = `mail.${workspace}.example`;
    const owner = { domain: name, version: 1, workspace, proof: 'dns' as const, since: DAY, at: AT };
    const allowance = { workspace, day: DAY, count: 2, workspaceLimit: 9, domain: { name, limit: 5 } };
    expect(await p.pools.reserveSends(allowance)).toBe('not-owned');
    const second = await p.domains.save(owner, pool, { owner: 'absent', pool: 'version' }, [event(1)]);
    await expect(
      p.domains.save(owner, second, { owner: 'absent', pool: 'version' }, [event(2)]),
    ).rejects.toMatchObject(CONFLICT);
    expect((await p.pools.get(workspace))?.version).toBe(2);
    expect(await p.domains.ownerOf(`reply.${name}`)).toBe(workspace);
    expect(await p.pools.reserveSends({ ...allowance, workspace: 'thief' })).toBe('not-owned');
    const answers = await Promise.all(Array.from({ length: 4 }, () => p.pools.reserveSends(allowance)));
    expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(2);
    expect(await p.pools.day(workspace, DAY)).toMatchObject({ sent: 4, domains: { [name]: 4 } });
    const number = `+1500${String(made).padStart(7, '0')}`;
    const text = {
      ...allowance,
      domain: undefined,
      channel: { name: 'sms' as const, limit: 3, sender: number },
    };
    expect(await p.pools.reserveSends(text)).toBe('reserved');
    expect(await p.pools.reserveSends(text)).toBe('spent');
    expect(await p.pools.reserveSends({ ...text, workspace: 'thief', day: '2026-03-06' })).toBe('not-owned');
    await p.pools.giveNumber('thief', number);
    expect(await p.pools.reserveSends({ ...text, count: 1 })).toBe('not-owned');
    const later = { ...allowance, day: '2026-03-07', domain: { name, limit: 5, to: { gmail: 1 } } };
    expect(await p.pools.reserveSends(later)).toBe('reserved');
    await p.pools.countTraffic(name, DAY, { gmail: { bounced: 1 }, yahoo: { deferred: 2, opened: 0 } });
    await p.pools.countTraffic(name, DAY, { gmail: { bounced: 1, replied: 1 } });
    await p.pools.countTraffic(name, DAY, {});
    const days = await p.pools.traffic(name, DAY, '2026-03-07');
    expect(days.map(({ day }) => day)).toEqual([DAY, '2026-03-06', '2026-03-07']);
    expect(days[0]?.byProvider).toEqual({
      gmail: { ...NO_TRAFFIC, bounced: 2, replied: 1 },
      yahoo: { ...NO_TRAFFIC, deferred: 2 },
      microsoft: NO_TRAFFIC,
      other: { ...NO_TRAFFIC, sent: 4 },
    });
    expect(days[2]?.byProvider).toMatchObject({ gmail: { sent: 1 }, other: { sent: 1 } });
  });

  it('approvals, workspaces and contents are guarded by their versions', async () => {
    const approval: Approval = {
      workspace,
      id: idOf('a', made),
      version: 1,
      subject: 'messages',
      missionId: idOf('m', made),
      state: 'pending',
      digest: 'd',
      policyVersion: 1,
      cohorts: {},
      recipients: 1,
      messages: 1,
      blockedDrafts: {},
      createdAt: AT,
      expiresAt: AT,
    };
    await p.approvals.create(approval, [event(1)]);
    await expect(p.approvals.create(approval, [event(2)])).rejects.toMatchObject(CONFLICT);
    const approved = await p.approvals.save({ ...approval, state: 'approved' }, [event(2)]);
    await expect(p.approvals.save({ ...approval, state: 'rejected' }, [])).rejects.toMatchObject(CONFLICT);
    expect(await p.approvals.get(workspace, approval.id)).toEqual(approved);
    expect(await p.approvals.list(workspace, { state: 'approved', limit: 5 })).toMatchObject({
      approvals: [approved],
    });
    const record = { workspace, version: 1, settings: SETTINGS };
    await p.workspaces.save(record, 'absent', []);
    await expect(p.workspaces.save(record, 'absent', [])).rejects.toMatchObject(CONFLICT);
    expect(await p.workspaces.save(record, 'version', [event(3)])).toMatchObject({ version: 2 });
    await expect(p.workspaces.save(record, 'version', [event(4)])).rejects.toMatchObject(CONFLICT);
    expect(await p.workspaces.workspaces()).toContain(workspace);
    const content = { version: 1, source: 'built-in', notes: [], templates: [] } as unknown as MissionContent;
    const whole = {
      ...content,
      brand: { ...SETTINGS },
      brandObservedOn: DAY,
      from: { name: 'A', address: 'a@b.c' },
      replyDomain: 'b.c',
    };
    await p.contents.put(workspace, approval.missionId, whole);
    await p.contents.put(workspace, approval.missionId, { ...whole, notes: ['again'] });
    expect((await p.contents.get(workspace, approval.missionId))?.notes).toEqual([]);
    await p.contents.save(workspace, approval.missionId, whole);
    await expect(p.contents.save(workspace, approval.missionId, whole)).rejects.toMatchObject(CONFLICT);
    expect(await told()).toHaveLength(3);
  });

  it('numbers, tasks and alerts: once, and by version', async () => {
    const number = newContactNumber(workspace, 'n_1');
    const saved = await p.numbers.save({ ...number, leads: [leadIdOf(1)] });
    await expect(p.numbers.save(number)).rejects.toMatchObject(CONFLICT);
    expect(await p.numbers.getMany(workspace, ['n_2', 'n_1'])).toEqual([undefined, saved]);
    const task: Task = {
      workspace,
      id: `t_${String(made).padStart(26, '0')}`,
      version: 1,
      state: 'open',
      channel: 'linkedin',
      missionId: idOf('m', made),
      cohort: 'c',
      leadId: leadIdOf(1),
      step: 1,
      profileUrl: 'https://www.linkedin.com/in/x',
      text: 'Hello',
      createdAt: AT,
      openUntil: AT,
    };
    expect(await p.linkedinTasks.create(task)).toEqual(task);
    expect(await p.linkedinTasks.create({ ...task, text: 'again' })).toEqual(task);
    const done = await p.linkedinTasks.save({ ...task, state: 'done', settledAt: AT, settledBy: 'ann' });
    await expect(p.linkedinTasks.save(task)).rejects.toMatchObject(CONFLICT);
    expect(await p.linkedinTasks.list(workspace, { state: 'open', limit: 5 })).toEqual({
      tasks: [],
      cursor: null,
    });
    expect((await p.linkedinTasks.list(workspace, { state: 'done', limit: 5 })).tasks).toEqual([done]);
    const raised = {
      type: 't',
      severity: 'critical',
      title: 'T',
      message: 'm',
      evidence: {},
      cause: 'c',
    } as const;
    const [one, other] = [1, 2].map(() => newAlert({ ...raised, workspace }, NOW));
    if (!one || !other) throw new Error('two');
    await p.alerts.create(one, undefined, [event(1)]);
    await expect(p.alerts.create(other, undefined, [event(2)])).rejects.toMatchObject(CONFLICT);
    expect(await p.alerts.ofCause(workspace, 'c')).toEqual(one);
    const resolved = await p.alerts.save({ ...one, state: 'resolved' }, [event(2)]);
    await expect(p.alerts.save(one, [event(3)])).rejects.toMatchObject(CONFLICT);
    await p.alerts.create(other, resolved, [event(3)]);
    expect((await p.alerts.ofCause(workspace, 'c'))?.id).toBe(other.id);
    expect((await p.alerts.list(workspace, { state: 'open', limit: 5 })).alerts).toEqual([other]);
  });

  it('decisions are stored once, newest first; counters add up; rates are taken and refill', async () => {
    const decision = (n: number) => ({
      id: `d${n}`,
      at: new Date(NOW.getTime() + n).toISOString(),
      layer: 'rules' as const,
      rule: 'r',
      action: 'wait',
      confidence: 1,
      explanation: 'e',
      facts: {},
      durationMs: 1,
    });
    const add = (n: number, change = {}) =>
      p.decisions.add(workspace, { ...decision(n), ...change }, idOf('m', 1));
    await add(1);
    await add(1, { explanation: 'again' });
    await add(2);
    const first = await p.decisions.list(workspace, { limit: 1 });
    expect(first.decisions.map(({ id }) => id)).toEqual(['d2']);
    const rest = await p.decisions.list(workspace, { limit: 2, cursor: first.cursor ?? undefined });
    expect(rest.decisions).toMatchObject([{ id: 'd1', explanation: 'e' }]);
    await p.counters.count(workspace, NOW, 'x', { sent: 2 });
    await p.counters.count(workspace, NOW, 'x', {});
    await p.workspaces.save(
      {
        workspace,
        version: 1,
        settings: { ...SETTINGS, providerLimits: { hunter: { burst: 3, perMinute: 60 } } },
      },
      'absent',
      [],
    );
    const takes = await Promise.all(Array.from({ length: 5 }, () => p.limits.take(workspace, 'hunter', 1)));
    expect(takes.filter(({ ok }) => ok)).toHaveLength(3);
    const hours = newEngagementHours(workspace);
    await p.sendTimes.save(hours, 'absent');
    await expect(p.sendTimes.save(hours, 'absent')).rejects.toMatchObject(CONFLICT);
    await p.sendTimes.save(hours, 'version');
    await expect(p.sendTimes.save(hours, 'version')).rejects.toMatchObject(CONFLICT);
    expect((await p.sendTimes.get(workspace))?.version).toBe(2);
  });
});
