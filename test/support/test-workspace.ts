import { onTestFinished, TestRunner } from 'vitest';
import type { z } from 'zod';
import type { Role } from '../../shared/kernel/contract/common.ts';
import type { ImportView } from '../../shared/leads/contract/routes.ts';
import type { leadReactivationParamsSchema, MissionView } from '../../shared/missions/contract/mission.ts';
import type { settingsSchema } from '../../shared/workspaces/contract/settings.ts';
import { retireWorkspaces } from './retire-workspaces.ts';
import type { Answer, RawRequest, SentMail, TestRex } from './test-rex.ts';

type SettingsInput = z.input<typeof settingsSchema>;
type ParamsInput = z.input<typeof leadReactivationParamsSchema>;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A window that is always open, so that a test means the same on a Sunday night. */
const BASE_SETTINGS: SettingsInput = {
  brandName: 'Harbour Records',
  senderName: 'Elena',
  postalAddress: '12 Quay Street, Portland, ME 04101, USA',
  website: 'https://www.harbour.example',
  sendWindow: { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] },
  sendsPerSecond: 500,
  // Some cohorts would wait for an hour of the day, drawn by lot.
  sendTime: { optimise: false },
  // No mission but those that a test makes.
  reviewWhenIdle: false,
};

/** One tenant of a running Rex, ready to send. */
export interface TestWorkspace {
  readonly id: string;
  call(method: string, path: string, body?: unknown, options?: RawRequest & { role?: Role }): Promise<Answer>;
  settings(changes: Partial<SettingsInput>): Promise<void>;
  importCsv(
    csv: string,
    kind?: ImportView['kind'],
    mapping?: Readonly<Record<string, string>>,
  ): Promise<ImportView>;
  /** Creates a mission; by default two e-mails, nobody held out, no wait for answers. */
  createMission(params?: ParamsInput, options?: { name?: string }): Promise<string>;
  mission(id: string): Promise<MissionView>;
  /** Lets the mission work until it asks. */
  approvalOf(missionId: string): Promise<{ id: string; digest: string } & Answer['json']>;
  approve(missionId: string): Promise<void>;
  leadId(email: string): Promise<string>;
  explain(email: string): Promise<Answer['json']>;
  messages(missionId: string): Promise<Answer['json'][]>;
  /** What its domain has sent, oldest first. */
  mails(): Promise<SentMail[]>;
}

/** A workspace that a test opens goes with it; one that a hook opens stays until the file ends. */
export async function openWorkspace(
  rex: TestRex,
  id: string,
  {
    settings = {},
    domain = { tier: 'prewarmed', targetPerDay: 4_000 },
  }: {
    settings?: Partial<SettingsInput>;
    domain?: { tier: 'custom' | 'prewarmed' | 'warming'; targetPerDay: number };
  } = {},
): Promise<TestWorkspace> {
  const sender = `mail.${id}.example`;
  let current = { ...BASE_SETTINGS, ...settings };

  const call: TestWorkspace['call'] = async (method, path, body, { role = 'owner', ...raw } = {}) =>
    rex.fetch(method, path, {
      token: await rex.token(id, role),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...raw,
    });
  const ok = async (method: string, path: string, body?: unknown): Promise<Answer['json']> => {
    const answer = await call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.json;
  };
  const leadId = async (email: string): Promise<string> =>
    (await ok('GET', `/api/leads?email=${encodeURIComponent(email)}`)).leads[0].id;
  const mission = (missionId: string): Promise<MissionView> => ok('GET', `/api/rex/missions/${missionId}`);
  const approvalOf: TestWorkspace['approvalOf'] = async (missionId) => {
    await rex.runUntilIdle(2 * MINUTE);
    const { approvalId, state, reason } = await mission(missionId);
    if (approvalId === null) throw new Error(`No approval; the mission is ${state}: ${reason}`);
    return ok('GET', `/api/approvals/${approvalId}?sample=50`);
  };

  if (TestRunner.getCurrentTest()) onTestFinished(() => retireWorkspaces(rex, [id]));
  await ok('PUT', '/api/rex/settings', current);
  await ok('POST', '/api/rex/domains/add', { domain: sender, ...domain });
  return {
    id,
    call,
    leadId,
    mission,
    approvalOf,
    async settings(changes) {
      current = { ...current, ...changes };
      await ok('PUT', '/api/rex/settings', current);
    },
    async importCsv(csv, kind = 'leads', mapping = {}) {
      const created = await ok('POST', '/api/leads/imports', { kind, fileName: `${kind}.csv`, mapping });
      const form = new FormData();
      for (const [name, value] of Object.entries(created.upload.fields)) form.set(name, String(value));
      form.set('file', new Blob([csv], { type: 'text/csv' }));
      const uploaded = await fetch(created.upload.url, { method: 'POST', body: form });
      if (!uploaded.ok) throw new Error(`The upload answered ${uploaded.status}: ${await uploaded.text()}`);
      await rex.idle();
      return ok('GET', `/api/leads/imports/${created.import.id}`);
    },
    async createMission(params = {}, options = {}) {
      const { id: missionId } = await ok('POST', '/api/rex/missions', {
        type: 'lead_reactivation',
        ...options,
        params: { steps: 2, holdout: 0, collectDays: 0, minimumScore: 0, ...params },
      });
      await rex.idle();
      return missionId;
    },
    async approve(missionId) {
      const { id: approvalId, digest } = await approvalOf(missionId);
      await ok('POST', `/api/approvals/${approvalId}/approve`, { digest });
      await rex.idle();
    },
    explain: async (email) => ok('GET', `/api/leads/${await leadId(email)}/explain`),
    async messages(missionId) {
      const { messages } = await ok('GET', `/api/messages?missionId=${missionId}&limit=100`);
      return messages;
    },
    mails: async () => (await rex.mails()).filter(({ mail }) => mail.from?.address?.endsWith(`@${sender}`)),
  };
}

/** A lead file of so many people whom nobody has written to for a year. */
export const leadsCsv = (emails: readonly string[], name: (n: number) => string = () => 'Pat'): string =>
  ['email,first name,last contacted', ...emails.map((email, n) => `${email},${name(n)},2024-05-01`)].join(
    '\n',
  );
