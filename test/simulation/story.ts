import { claimNumber } from '../../shared/channels/app/claim-number.ts';
import { numberIdOf } from '../../shared/channels/domain/contact-number.ts';
import { BUILT_IN_TEMPLATES } from '../../shared/content/domain/built-in-templates.ts';
import { builtInTexts } from '../../shared/content/domain/short-texts.ts';
import { newPool } from '../../shared/domains/domain/pool.ts';
import { addDomain } from '../../shared/domains/domain/sending-domain.ts';
import type { MissionContent } from '../../shared/drafting/domain/content.ts';
import { buildMessage } from '../../shared/drafting/domain/message.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../shared/kernel/clock.ts';
import { suppressLead } from '../../shared/leads/app/suppress-lead.ts';
import { replyIdOf } from '../../shared/leads/domain/hold.ts';
import type { Lead } from '../../shared/leads/domain/lead.ts';
import { cancelMission } from '../../shared/missions/app/cancel-mission.ts';
import { sweepMissions } from '../../shared/missions/app/sweep-missions.ts';
import { missionSchema } from '../../shared/missions/domain/mission.ts';
import { pauseWorkspace } from '../../shared/operations/app/pause-workspace.ts';
import { resumeWorkspace } from '../../shared/operations/app/resume-workspace.ts';
import { decideReply } from '../../shared/replies/app/decide-reply.ts';
import { holdPerson } from '../../shared/replies/app/hold-person.ts';
import { decideApproval } from '../../shared/review/app/decide-approval.ts';
import { recordFeedback } from '../../shared/sending/app/record-feedback.ts';
import { unsubscribe } from '../../shared/sending/app/unsubscribe.ts';
import { missionHashOf } from '../../shared/sending/domain/thread-token.ts';
import { receiveText } from '../../shared/texts/app/receive-text.ts';
import { settingsSchema } from '../../shared/workspaces/contract/settings.ts';
import { type Ports, portsOver } from '../memory/ports.ts';
import { openMemory } from '../memory/tables.ts';
import { sampleLead, sampleProfile } from '../support/samples.ts';
import { keyOf } from './invariants.ts';
import type { World, WorldPorts } from './world.ts';

export interface Sequence {
  readonly workspace: string;
  readonly missionId: string;
  readonly cohort: string;
  readonly leads: readonly Lead[];
}

export const START = new Date('2026-03-03T08:00:00.000Z');
const STEPS = 2;

/** A process works no longer than that, and what it has sent arrives by then. */
const RESUMES_WITHIN_MS = 6 * MINUTE;
/** When most messages go out, from the start. */
const BUSY = [2 * MINUTE, 16 * HOUR, DAY + 2 * MINUTE];

const ACTS = [
  'pause',
  'pause',
  'resume',
  'cancel',
  'suppress',
  'unsubscribe',
  'reply',
  'release',
  'keep silent',
  'text stop',
  'sweep',
  'sweep',
] as const;
export interface Act {
  readonly at: number;
  readonly what: (typeof ACTS)[number];
  /** Which of the sequences and which of its people. */
  readonly sequence: number;
  readonly person: number;
}

/** What people do in a history, and when. */
export function actsOf(random: () => number): Act[] {
  const below = (n: number): number => Math.floor(random() * n);
  return Array.from({ length: 4 + below(8) }, () => ({
    // Half of it in the seconds in which messages go out: after the approval, with a new day, when the next step is due.
    at:
      below(2) === 0
        ? (BUSY[below(BUSY.length)] ?? 0) + below(20) * SECOND
        : (below(3) === 0 ? DAY : 0) + below(90 * 60) * SECOND,
    what: ACTS[below(ACTS.length)] ?? 'sweep',
    sequence: below(12),
    person: below(3),
  }));
}

/** Just after the approval. */
export const stopWhileSending = (random: () => number): Act => ({
  at: 2 * MINUTE + Math.floor(random() * 15) * SECOND,
  what: random() < 0.5 ? 'pause' : 'cancel',
  sequence: Math.floor(random() * 12),
  person: 0,
});

const idOf = (prefix: string, n: number, length: number): string =>
  `${prefix}_${String(n).padStart(length, '0')}`;

/**
 * Two workspaces, of which each has a domain, a number, people, and one or two sequences that wait to be dispatched.
 * @param many people of each, all by e-mail, and nothing that keeps them from being written to on one day
 */
export async function setUp(world: World, random: () => number, many?: number): Promise<Sequence[]> {
  const ports = portsOver(openMemory(world.database), world.scheduler.clock);
  const sequences: Sequence[] = [];
  for (const workspace of ['acme', 'beta']) {
    const n = workspace === 'acme' ? 1 : 2;
    const domain = `mail.${workspace}.example`;
    const number = `+1500555000${n}`;
    // Half of them have more than they need, so that it is not always the cap that keeps a second message back.
    const [budget, domainCap] = [6, 5].map((few) =>
      random() < 0.5 || many !== undefined ? 100 : 1 + Math.floor(random() * few),
    );
    if (budget === undefined || domainCap === undefined) throw new Error('There are two.');
    const settings = settingsSchema.parse({
      brandName: 'Brand',
      senderName: 'Ann',
      postalAddress: '1 Main Street, Springfield',
      website: `https://${workspace}.example`,
      sendWindow: { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] },
      sendTime: { optimise: false },
      frequencyCap: { minHoursBetween: 0, maxIn30Days: 100 },
      dailyBudget: budget,
      sendsPerSecond: 100,
      channels: { sms: { sender: number } },
    });
    await ports.workspaces.save({ workspace, version: 1, settings }, 'absent', []);
    const proven = { state: 'verified', challenge: '' } as const;
    const added = { domain, tier: 'custom', targetPerDay: domainCap } as const;
    const owner = {
      domain,
      version: 1,
      workspace,
      proof: 'dns',
      since: '2026-03-01',
      at: START.toISOString(),
    } as const;
    const pool = addDomain(newPool(workspace), added, START, proven);
    await ports.domains.save(owner, pool, { owner: 'absent', pool: 'absent' }, []);
    const few = 1 + Math.floor(random() * 3);
    const people = Array.from({ length: many ?? few }, (_, i) =>
      personOf(workspace, n * 10 + i, random() < 0.5 && many === undefined),
    );
    for (const lead of people) await ports.leads.create(lead);
    const leads = new Set(people.map(({ id }) => id));
    world.ledger.terms.set(workspace, { budget, domain, domainCap, number, leads });
    const missions = random() < 0.4 ? 2 : 1;
    for (let m = 1; m <= missions; m++) {
      const chosen = people.filter(() => random() < 0.8);
      sequences.push(await sequenceOf(ports, { workspace, domain }, n * 10 + m, chosen));
    }
  }
  return sequences;
}

function personOf(workspace: string, n: number, hasNumber: boolean): Lead {
  const address = `p${n}@${workspace}.people.example`;
  const reach = hasNumber
    ? { phone: `+4474003000${n}`, channelConsents: { sms: 'subscribed' as const } }
    : {};
  return sampleLead({
    workspace,
    id: idOf('l', n, 20),
    profile: sampleProfile({ identity: address, address, consent: 'subscribed', ...reach }),
  });
}

async function sequenceOf(
  ports: Ports,
  { workspace, domain }: { workspace: string; domain: string },
  n: number,
  leads: readonly Lead[],
): Promise<Sequence> {
  const at = START.toISOString();
  const mission = missionSchema.parse({
    workspace,
    id: idOf('m', n, 26),
    version: 1,
    type: 'lead_reactivation',
    name: `sequence ${n}`,
    state: 'QUEUED',
    priority: 50,
    params: { steps: STEPS },
    reason: '',
    attempt: 0,
    failures: 0,
    correlationId: `c${n}`,
    createdAt: at,
    createdBy: 'ann',
    updatedAt: at,
  });
  if (mission.type !== 'lead_reactivation') throw new Error('It writes to people.');
  const { settings } = (await ports.workspaces.get(workspace)) ?? { settings: settingsSchema.parse({}) };
  const content: MissionContent = {
    version: 1,
    source: 'built-in',
    notes: [],
    templates: ([1, 2] as const).map((step) => ({
      variant: 'A',
      delayDays: step - 1,
      source: 'built-in',
      template: BUILT_IN_TEMPLATES[step].A,
    })),
    brand: settings,
    brandObservedOn: at.slice(0, 10),
    from: { name: 'Ann', address: `hello@${domain}` },
    replyDomain: domain,
    channels: { settings: settings.channels, replyRates: {}, texts: builtInTexts() },
  };
  const cohort = 'utc-0001';
  const drafted = leads.map((lead) => {
    const channel = lead.profile.phone ? ('sms' as const) : ('email' as const);
    const channels = Array.from({ length: STEPS }, () => ({ channel, reason: 'for the story', costUsd: 0 }));
    const draft = { leadId: lead.id, variant: 'A', channels, messages: [] as string[] };
    for (let step = 1; step <= STEPS; step++) {
      const built = buildMessage(content, mission, lead, draft, step, START);
      if (!built.ok) throw new Error(`A message cannot be built: ${built.detail}`);
      draft.messages.push(built.hash);
    }
    return draft;
  });
  await ports.missions.create(mission, {});
  await ports.contents.put(workspace, mission.id, content);
  await ports.cohorts.putDrafts(workspace, mission.id, { cohort, version: 1, leads: drafted });
  const { id: missionId } = mission;
  await ports.cohorts.create({
    workspace,
    missionId,
    id: cohort,
    version: 1,
    timeZone: 'UTC',
    size: leads.length,
    state: 'drafted',
    epoch: 0,
    counts: {},
    blocked: {},
    lostContacts: {},
  });
  for (const name of ['score', 'personalize', 'draft'])
    await ports.missions.createStep({
      workspace,
      missionId,
      name,
      version: 1,
      state: 'done',
      total: 1,
      done: ['1'],
      result: {},
      failures: 0,
      startedAt: at,
      finishedAt: at,
    });
  return { workspace, missionId, cohort, leads };
}

const ANN = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;

/** Somebody says yes, once there is something to say it to. */
export async function approve(
  world: World,
  ports: WorldPorts,
  { workspace, missionId }: Sequence,
): Promise<void> {
  const mission = await ports.missions.get(workspace, missionId);
  const { approvalId } = mission ?? {};
  const approval = approvalId === undefined ? undefined : await ports.approvals.get(workspace, approvalId);
  if (approval?.state !== 'pending') return;
  world.ledger.approved.add(missionId);
  const { id, digest } = approval;
  await decideApproval({ ...ports, recommendations: undefined } as never, {
    workspace,
    id,
    subject: 'ann',
    outcome: 'approved',
    digest,
    correlationId: 'c',
  });
}

interface Deed {
  readonly run: (ports: WorldPorts) => Promise<unknown>;
  /** What holds from the moment it is acknowledged. */
  readonly acknowledged?: () => void;
}

/** What an act does, and what it promises once it was answered. */
export function deedOf(world: World, { workspace, missionId, cohort, leads }: Sequence, act: Act): Deed {
  const { ledger, scheduler } = world;
  const lead = leads[act.person % Math.max(1, leads.length)];
  const leadId = lead?.id ?? '';
  const isOver = (): void => {
    const key = `${workspace} ${leadId}`;
    if (!ledger.stopped.has(key)) ledger.stopped.set(key, scheduler.sequence);
  };
  const messageId = `in-${act.at}`;
  const receivedAt = new Date(START.getTime() + act.at).toISOString();
  const nothing: Deed = { run: async () => undefined };
  switch (act.what) {
    case 'sweep':
      return { run: (ports) => sweepMissions(ports) };
    case 'pause': {
      let asked = 0;
      return {
        run: (ports) => {
          asked = scheduler.now;
          return pauseWorkspace(ports, { workspace, cause: ANN });
        },
        acknowledged: () => {
          if ((ledger.resumed.get(workspace) ?? 0) < asked - RESUMES_WITHIN_MS) ledger.paused.add(workspace);
        },
      };
    }
    case 'resume':
      return {
        run: (ports) => {
          ledger.paused.delete(workspace);
          ledger.resumed.set(workspace, scheduler.now);
          return resumeWorkspace(ports, { workspace, cause: ANN });
        },
      };
    case 'cancel':
      return {
        run: (ports) => cancelMission(ports, { workspace, missionId, subject: 'ann', reason: 'enough' }),
        acknowledged: () => ledger.cancelled.add(missionId),
      };
    case 'suppress':
      return lead
        ? {
            run: (ports) =>
              suppressLead(ports, { workspace, leadId, reason: 'manual', source: 'ann', ...ANN }),
            acknowledged: isOver,
          }
        : nothing;
    case 'unsubscribe': {
      const thread = { workspace, leadId, missionHash: missionHashOf(missionId), step: 1 };
      return lead ? { run: (ports) => unsubscribe(ports, thread), acknowledged: isOver } : nothing;
    }
    case 'reply': {
      const message = {
        id: messageId,
        receivedAt,
        channel: 'email',
        kind: 'reply',
        evidence: 'mail',
        subject: '',
        text: 'Who are you?',
        missionId,
        step: 1,
      } as const;
      if (!lead) return nothing;
      const ref = { workspace, missionId, cohort, leadId, step: message.step };
      const key = `${missionId} ${leadId}`;
      let isAnswer = false;
      return {
        run: async (ports) => {
          isAnswer = ledger.accepted.has(keyOf(ref));
          await holdPerson(ports, { workspace, leadId, reason: 'reply', message });
          const feedback = { kind: 'replied', at: receivedAt } as const;
          await recordFeedback(ports, [{ ref, feedback, provider: 'other' }]);
        },
        acknowledged: () => {
          // Somebody may have read and released it before the last write of its arrival.
          if (!ledger.released.has(replyIdOf(leadId, messageId))) isOver();
          if (isAnswer && !ledger.answered.has(key)) ledger.answered.set(key, scheduler.sequence);
        },
      };
    }
    case 'release':
    case 'keep silent':
      return {
        run: (ports) =>
          decideWaiting(world, ports, workspace, act.what === 'release' ? 'release' : 'suppress'),
      };
    case 'text stop': {
      const { phone } = lead?.profile ?? {};
      const to = ledger.terms.get(workspace)?.number ?? '';
      if (!phone) return nothing;
      const at = { channel: 'sms', missionId, cohort, leadId, step: 1, at: START.toISOString() } as const;
      const numberId = numberIdOf(workspace, phone);
      return {
        run: async (ports) => {
          const known = await ports.numbers.get(workspace, numberId);
          // Somebody whom nothing was sent to yet has no thread to answer in.
          if (!known?.last) await claimNumber(ports, { workspace, phone, last: at });
          const heard = {
            workspace,
            channel: 'sms',
            numberId,
            to,
            sid: `SM${act.at}`,
            text: 'STOP',
          } as const;
          await receiveText(ports, { ...heard, at: receivedAt });
        },
        acknowledged: () => {
          isOver();
          const key = `${workspace} ${leadId}`;
          if (!ledger.stoppedTexts.has(key)) ledger.stoppedTexts.set(key, scheduler.sequence);
        },
      };
    }
  }
}

/** Decides about the eldest reply that waits. A release ends what the hold promised, from the moment it is asked for. */
export async function decideWaiting(
  { ledger }: World,
  ports: WorldPorts,
  workspace: string,
  decision: 'release' | 'suppress',
): Promise<void> {
  const [reply] = (await ports.replies.list(workspace, { state: 'waiting', limit: 1 })).replies;
  if (!reply) return;
  const id = replyIdOf(reply.leadId, reply.id);
  const lead = await ports.leads.get(workspace, reply.leadId);
  if (decision === 'release' && !lead?.suppression) {
    ledger.stopped.delete(`${workspace} ${reply.leadId}`);
    ledger.released.add(id);
  }
  await decideReply(ports, { workspace, id, decision, ...ANN });
}
