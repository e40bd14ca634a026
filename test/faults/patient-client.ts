import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, call } from '../../console/cli/api-client.ts';
import { CliError } from '../../console/cli/cli-error.ts';
import { createClockHand, type Move } from '../../console/cli/demo/clock-hand.ts';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import { createImport, upload } from '../../console/cli/import-file.ts';
import type { LocalRex } from '../../console/cli/local/local-rex.ts';
import { approvalRoutes } from '../../shared/approvals/contract/routes.ts';
import { type ImportView, leadRoutes } from '../../shared/leads/contract/routes.ts';
import type { MissionState, MissionView } from '../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { settingsRoutes } from '../../shared/operations/contract/settings-routes.ts';
import type { KillableRex } from '../support/killable-rex.ts';

/**
 * A person who works through the front door and is not put off: when nobody answers, the call is made again once
 * somebody does. Nothing else is repeated, so whatever got lost on the way Rex has to find by itself.
 */
export interface PatientClient {
  /** A domain to send from; with settings that let it send at any hour when `atOnce`. */
  prepare(options?: { atOnce: boolean }): Promise<void>;
  importFile(kind: ImportView['kind'], csv: string): Promise<ImportView>;
  createMission(params: object): Promise<string>;
  mission(id: string): Promise<MissionView>;
  /** Moves the clock on until the mission asks for approval; gives the approval's id. */
  untilApproval(missionId: string): Promise<string>;
  /** How many messages an approval is about. */
  approvedMessages(approvalId: string): Promise<number>;
  approve(approvalId: string): Promise<void>;
  /** Moves the clock on until the mission is in none of these states. */
  whileIn(missionId: string, states: readonly MissionState[]): Promise<MissionView>;
  /** Moves the clock on. */
  wait(ms: number): Promise<void>;
  /** Any other call, made again as long as nobody answers. */
  ask<T>(question: (rex: LocalRex) => Promise<T>): Promise<T>;
}

const MINUTE = 60_000;
const LOOK_EVERY_MS = 300;
const ALWAYS = { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] };
const SWEEP_BY_SWEEP: Move = { strideMs: 2 * MINUTE, leap: false, forMs: 0 };
const DAY_BY_DAY: Move = { strideMs: 180 * MINUTE, leap: true, forMs: 1_000 };
/** What a client sees of a server that dies, or that says itself that a later try may work. */
const NO_ANSWER = new Set(['UNREACHABLE', 'UPLOAD_FAILED', 'PROVIDER_UNAVAILABLE']);

export function createPatientClient(rex: KillableRex, workspace: string): PatientClient {
  const ask = async <T>(question: (local: LocalRex) => Promise<T>): Promise<T> => {
    for (;;) {
      await rex.running();
      try {
        return await question(rex.local(workspace));
      } catch (error) {
        if (!isNoAnswer(error)) throw error;
        await delay(50);
      }
    }
  };
  const api = <T>(question: (connection: Connection) => Promise<T>): Promise<T> =>
    ask(({ connection }) => question(connection));
  const approvalOf = (id: string) =>
    api((connection) =>
      call(connection, approvalRoutes.getApproval, { params: { id }, query: { sample: 0 } }),
    );
  const mission = (id: string) =>
    api((connection) => call(connection, missionRoutes.getMission, { params: { id } }));
  /** Looks, and moves the clock between two looks, until what is looked for is there. */
  const moving = async <T>(move: Move, look: () => Promise<T | undefined>): Promise<T> => {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      await ask((local) => createClockHand(local).move(move));
      await delay(LOOK_EVERY_MS);
    }
  };

  return {
    ask,
    wait: (ms) => ask((local) => local.advance(ms)),
    mission,
    async prepare({ atOnce } = { atOnce: false }) {
      await api((connection) => prepareWorkspace(connection, workspace));
      if (!atOnce) return;
      const {
        sendWindow: _,
        sendTime,
        ...settings
      } = await api((connection) => call(connection, settingsRoutes.getSettings, {}));
      const body = { ...settings, sendWindow: ALWAYS, sendTime: { ...sendTime, optimise: false } };
      await api((connection) => call(connection, settingsRoutes.putSettings, { body }));
    },
    async importFile(kind, csv) {
      const signal = new AbortController().signal;
      const { import: begun, upload: form } = await api((connection) =>
        createImport(connection, { kind, file: `${kind}.csv` }),
      );
      const look = () =>
        api((connection) => call(connection, leadRoutes.getImport, { params: { id: begun.id } }));
      await ask(() => upload(form, new Blob([csv]), signal));
      return moving(SWEEP_BY_SWEEP, async () => {
        const view = await look();
        return view.state === 'COMPLETED' || view.state === 'FAILED' ? view : undefined;
      });
    },
    async createMission(params) {
      const headers = { 'idempotency-key': randomUUID() };
      const body = { type: 'lead_reactivation' as const, params };
      const create = () =>
        api((connection) => call(connection, missionRoutes.createMission, { headers, body }));
      const { id } = await create();
      const again = await create();
      if (again.id !== id) throw new Error('One Idempotency-Key has made two missions.');
      return id;
    },
    untilApproval: (missionId) =>
      moving(SWEEP_BY_SWEEP, async () => {
        const { approvalId, state, reason, steps, log } = await mission(missionId);
        if (hasStopped(state)) {
          const errors = steps.flatMap(({ name, error }) => (error === null ? [] : [`${name}: ${error}`]));
          const told = JSON.stringify([...errors, ...log]);
          throw new Error(`The mission is ${state} before its approval: ${reason} ${told}`);
        }
        return approvalId ?? undefined;
      }),
    approvedMessages: async (id) => (await approvalOf(id)).messages,
    async approve(id) {
      for (;;) {
        const approval = await approvalOf(id);
        // Decided is decided: whoever looks again and sees that has no reason to decide again.
        if (approval.state === 'approved') return;
        try {
          const { connection } = rex.local(workspace);
          const body = { digest: approval.digest };
          await call(connection, approvalRoutes.approve, { params: { id }, body });
          return;
        } catch (error) {
          if (!isNoAnswer(error)) throw error;
        }
      }
    },
    whileIn: (missionId, states) =>
      moving(DAY_BY_DAY, async () => {
        const view = await mission(missionId);
        return states.includes(view.state) ? undefined : view;
      }),
  };
}

const hasStopped = (state: MissionState): boolean =>
  state === 'FAILED' || state === 'ESCALATED' || state === 'CANCELLED';

/** Besides a refused connection: one that broke off in the middle of an answer. */
const isNoAnswer = (error: unknown): boolean =>
  error instanceof CliError ? NO_ANSWER.has(error.code) : error instanceof TypeError;
