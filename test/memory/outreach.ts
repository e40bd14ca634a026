import { BUILT_IN_TEMPLATES } from '../../shared/content/domain/built-in-templates.ts';
import { builtInTexts } from '../../shared/content/domain/short-texts.ts';
import type { Cohort } from '../../shared/drafting/domain/cohort.ts';
import type { MissionContent } from '../../shared/drafting/domain/content.ts';
import { buildMessage } from '../../shared/drafting/domain/message.ts';
import { chunksOf } from '../../shared/kernel/concurrency.ts';
import type { Lead } from '../../shared/leads/domain/lead.ts';
import { assignMission } from '../../shared/missions/app/assign-mission.ts';
import { outreachMission } from '../../shared/missions/domain/mission.ts';
import { decideApproval } from '../../shared/review/app/decide-approval.ts';
import { startApproval } from '../../shared/review/app/start-approval.ts';
import type { OutgoingMail, SendOutcome } from '../../shared/sending/app/ports/sending.ts';
import { listMessages } from '../../shared/sending/app/view-messages.ts';
import { workCohort } from '../../shared/sending/app/work-cohort.ts';
import type { Settings } from '../../shared/workspaces/contract/settings.ts';
import { sampleLead, sampleProfile } from '../support/samples.ts';
import { openRex, WORKSPACE } from './rex.ts';

const DOMAIN = 'mail.acme.example';
const cohortId = (place: number): string => `utc-${String(place + 1).padStart(4, '0')}`;
const COHORT = cohortId(0);
const APPROVE = 'approve';

/** Nothing but the guards that a test is about keeps a message back. */
const AT_ANY_TIME: Partial<Settings> = {
  sendWindow: { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] },
  sendTime: { optimise: false, explore: 0.2 },
  frequencyCap: { minHoursBetween: 0, maxIn30Days: 100 },
};

export const personOf = (n: number, change: Partial<Lead> = {}): Lead => {
  const address = `p${n}@people.example`;
  return sampleLead({
    workspace: WORKSPACE,
    id: `l_${String(n).padStart(20, '0')}`,
    profile: sampleProfile({ identity: address, address, consent: 'subscribed' }),
    ...change,
  });
};

interface Outreach {
  readonly people?: number;
  readonly steps?: number;
  readonly settings?: Partial<Settings>;
  /** By all of its steps; `linkedin` needs people with a profile there. */
  readonly channel?: 'email' | 'linkedin';
  /** People in a cohort; all in one by default. Where there are several, the first are canaries. */
  readonly cohortSize?: number;
}

/**
 * A mission that executes and whose messages are drafted, with a sender that it holds: in memory, with a mailer that
 * notes what it is given. A test asks for the approval, decides, and has the cohort worked.
 */
export async function openOutreach({
  people = 2,
  steps = 2,
  settings = {},
  channel = 'email',
  cohortSize = people,
}: Outreach = {}) {
  const rex = openRex();
  const mails: OutgoingMail[] = [];
  const answers: SendOutcome[] = [];
  const ports = {
    ...rex.ports,
    mailer: {
      send: async (mail: OutgoingMail): Promise<SendOutcome> => {
        mails.push(mail);
        return answers.shift() ?? { outcome: 'accepted', providerMessageId: `p-${mails.length}` };
      },
    },
    threadSecret: 'secret',
    publicBaseUrl: 'https://rex.example',
  };
  await rex.openWorkspace({ ...AT_ANY_TIME, ...settings });
  await rex.addDomains(DOMAIN);
  const owned = {
    domain: DOMAIN,
    version: 1,
    workspace: WORKSPACE,
    proof: 'dns',
    since: '2026-03-01',
  } as const;
  const pool = await ports.pools.get(WORKSPACE);
  if (!pool) throw new Error('There is no pool.');
  const owner = { ...owned, at: ports.clock.now().toISOString() };
  await ports.domains.save(owner, pool, { owner: 'absent', pool: 'version' }, []);
  const leads = Array.from({ length: people }, (_, i) => personOf(i + 1, onLinkedin(channel, i + 1)));
  for (const lead of leads) await ports.leads.create(lead);
  const { id } = await rex.mission({ params: { steps, collectDays: 14 } });
  await assignMission(ports, await rex.read(id), await ports.workspaces.get(WORKSPACE));
  await ports.missions.save({ ...(await rex.read(id)), state: 'EXECUTING' });
  const record = await ports.workspaces.get(WORKSPACE);
  if (!record) throw new Error('There are no settings.');
  const content = contentOf(record.settings, steps, ports.clock.now());
  await ports.contents.put(WORKSPACE, id, content);
  const mission = outreachMission(await rex.read(id));
  const drafted = leads.map((lead) => {
    const channels = Array.from({ length: steps }, () => ({
      channel,
      reason: 'for the test',
      costUsd: 0.0001,
    }));
    const draft = { leadId: lead.id, variant: 'A', channels, messages: [] as string[] };
    for (let step = 1; step <= steps; step++) {
      const built = buildMessage(content, mission, lead, draft, step, ports.clock.now());
      if (!built.ok) throw new Error(`A message cannot be built: ${built.detail}`);
      draft.messages.push(built.hash);
    }
    return draft;
  });
  const cohorts = chunksOf(drafted, cohortSize);
  for (const [order, of] of cohorts.entries()) {
    await ports.cohorts.putDrafts(WORKSPACE, id, { cohort: cohortId(order), version: 1, leads: of });
    const several = cohorts.length > 1 ? { order } : {};
    await ports.cohorts.create(cohortOf(id, { id: cohortId(order), size: of.length, ...several }));
  }
  const read = () => rex.read(id);
  const cohort = async (): Promise<Cohort> => {
    const found = await ports.cohorts.get(WORKSPACE, id, COHORT);
    if (!found) throw new Error('There is no cohort.');
    return found;
  };
  const approval = async () => {
    const { approvalId = '' } = await read();
    const found = await ports.approvals.get(WORKSPACE, approvalId);
    if (found?.subject !== 'messages') throw new Error('There is no approval of messages.');
    return found;
  };
  /** Asks a person, by a step that waits with the token `t-approve`. */
  const request = async () => {
    if (!(await ports.missions.getStep(WORKSPACE, id, APPROVE)))
      await rex.step(id, APPROVE, { token: 't-approve' });
    const step = await ports.missions.getStep(WORKSPACE, id, APPROVE);
    if (step) await startApproval(ports, await read(), step);
    return approval();
  };
  const decide = async (outcome: 'approved' | 'rejected', change: object = {}) => {
    const { id: approvalId, digest } = await approval();
    const by = { workspace: WORKSPACE, subject: 'ann', correlationId: 'c-9', digest, outcome };
    return decideApproval(ports, { ...by, id: approvalId, ...change });
  };
  /** Approved and awake: nothing has gone out yet. */
  const start = async () => {
    await request();
    await decide('approved');
    await rex.step(id, 'outreach', { total: cohorts.length });
    for (const each of await ports.cohorts.list(WORKSPACE, id))
      await ports.cohorts.save({ ...each, state: 'active' });
  };
  const work = (place = 0) =>
    workCohort(ports, { workspace: WORKSPACE, missionId: id, cohort: cohortId(place) });
  return {
    ...rex,
    ports,
    id,
    leads,
    mails,
    /** What the provider answers to the next messages; that it takes them when it is empty. */
    answers,
    cohort,
    approval,
    request,
    decide,
    work,
    start,
    /** Started and worked once: the first messages have gone out. */
    async send() {
      await start();
      await work();
    },
    lead: async (n: number): Promise<Lead> => {
      const found = await ports.leads.get(WORKSPACE, personOf(n).id);
      if (!found) throw new Error(`There is no lead ${n}.`);
      return found;
    },
    /** What the ledger says of the messages of this mission, by lead and step. */
    messages: async () => (await listMessages(ports, WORKSPACE, { missionId: id, limit: 100 })).messages,
    refOf: (n: number, step = 1) => ({
      workspace: WORKSPACE,
      missionId: id,
      cohort: cohortId(Math.floor((n - 1) / cohortSize)),
      leadId: personOf(n).id,
      step,
    }),
  };
}
export type OutreachInMemory = Awaited<ReturnType<typeof openOutreach>>;

const cohortOf = (missionId: string, change: Partial<Cohort> = {}): Cohort => ({
  workspace: WORKSPACE,
  missionId,
  id: COHORT,
  version: 1,
  timeZone: 'UTC',
  size: 1,
  state: 'drafted',
  epoch: 0,
  counts: {},
  lostContacts: {},
  blocked: {},
  ...change,
});

const onLinkedin = (channel: string, n: number): Partial<Lead> =>
  channel === 'linkedin'
    ? {
        profile: {
          ...personOf(n).profile,
          linkedinUrl: `https://www.linkedin.com/in/p${n}`,
        },
      }
    : {};

const contentOf = (settings: Settings, steps: number, now: Date): MissionContent => ({
  version: 1,
  source: 'built-in',
  notes: [],
  templates: ([1, 2, 3] as const).slice(0, steps).map((step) => ({
    variant: 'A',
    delayDays: step === 1 ? 0 : 1,
    source: 'built-in',
    template: BUILT_IN_TEMPLATES[step].A,
  })),
  brand: settings,
  brandObservedOn: now.toISOString().slice(0, 10),
  from: { name: 'Ann', address: `hello@${DOMAIN}` },
  replyDomain: DOMAIN,
  channels: { settings: settings.channels, replyRates: {}, texts: builtInTexts() },
});
