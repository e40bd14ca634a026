import { DAY } from '../../kernel/clock.ts';
import { type AddSuppressionsDeps, addSuppressions } from '../../leads/app/add-suppressions.ts';
import { suppressionOn } from '../../leads/domain/suppression.ts';
import type { SuppressionRow } from '../../leads/domain/suppression-file.ts';
import type { SuppressionEntry } from '../../leads/domain/suppression-list.ts';
import {
  afterPage,
  isWhileTelling,
  openWindow,
  PROVIDER_LISTS,
  type ProviderList,
  suppressionsFrom,
} from '../domain/provider-lists.ts';
import type { ProviderSync } from '../domain/provider-sync.ts';
import { ProviderBusy, type ProviderLists, type ProviderSyncStore } from './ports/provider-lists.ts';

export interface SyncProviderListsDeps extends AddSuppressionsDeps {
  readonly syncs: ProviderSyncStore;
  /** The account of a workspace. Undefined for one that has none of its own: what others share tells of others' people. */
  readonly accountOf: (workspace: string) => ProviderLists | undefined;
}

export interface SyncedLists {
  /** New in the workspace's list, from SendGrid. */
  readonly pulled: number;
  /** Told to SendGrid, known there or not. */
  readonly pushed: number;
  /** Whether there is more, for the next run. */
  readonly more: boolean;
}

/** Calls in one run, both ways together; the rest is for the next. */
const CALLS_A_RUN = 40;
const PUSHED_TOGETHER = 500;

/** What entries are from, so that they are not told to SendGrid again. */
const SOURCE = 'SendGrid';
/** The list by which SendGrid is told. */
const TOLD_LIST: ProviderList = 'unsubscribes';

/** Whether SendGrid is told of an entry: it forbids e-mail, and SendGrid did not say so. */
function isToTell(entry: SuppressionEntry): boolean {
  const mark = suppressionOn(entry, 'email');
  return mark !== undefined && mark.source !== SOURCE;
}

/**
 * Makes the suppression list of a workspace and those of its account at SendGrid hold each other's addresses. Both only grow, so
 * a repeat changes nothing; where it stands is saved after every page, after its effect, so a death repeats one page.
 */
export async function syncProviderLists(
  deps: SyncProviderListsDeps,
  workspace: string,
  correlationId: string,
): Promise<SyncedLists> {
  const account = deps.accountOf(workspace);
  const known = await deps.syncs.get(workspace);
  const now = deps.clock.now();
  if (!account || (known?.notBefore !== undefined && known.notBefore > now.toISOString()))
    return { pulled: 0, pushed: 0, more: false };
  const run = new Run(deps, account, workspace, correlationId, known);
  try {
    const pulled = await run.pull();
    const pushed = await run.push();
    return { pulled, pushed, more: run.callsLeft <= 0 };
  } catch (error) {
    if (!(error instanceof ProviderBusy)) throw error;
    await run.save({ notBefore: error.until.toISOString() });
    return { pulled: run.pulled, pushed: run.pushed, more: true };
  }
}

class Run {
  callsLeft = CALLS_A_RUN;
  pulled = 0;
  pushed = 0;
  private readonly deps: SyncProviderListsDeps;
  private readonly account: ProviderLists;
  private readonly workspace: string;
  private readonly correlationId: string;
  private sync: ProviderSync;
  private stored: boolean;

  constructor(
    deps: SyncProviderListsDeps,
    account: ProviderLists,
    workspace: string,
    correlationId: string,
    known: ProviderSync | undefined,
  ) {
    this.deps = deps;
    this.account = account;
    this.workspace = workspace;
    this.correlationId = correlationId;
    const { notBefore: _, ...sync } = known ?? { workspace, version: 1, lists: {} };
    this.sync = sync;
    this.stored = known !== undefined;
  }

  async pull(): Promise<number> {
    const until = this.deps.clock.now();
    for (const list of PROVIDER_LISTS) {
      for (let full = true; full && this.callsLeft > 0; ) {
        const window = openWindow(this.sync.lists[list], until);
        this.callsLeft -= 1;
        const page = await this.account.page(list, window);
        const entries = await this.withoutEchoes(list, suppressionsFrom(this.workspace, list, page.listed));
        if (entries.length > 0) {
          const { added } = await addSuppressions(this.deps, {
            workspace: this.workspace,
            scope: 'workspace',
            reason: 'manual',
            source: SOURCE,
            correlationId: this.correlationId,
            entries,
          });
          this.pulled += added;
        }
        full = page.full;
        await this.save({
          lists: { ...this.sync.lists, [list]: afterPage(window, page.listed.length, full) },
        });
      }
    }
    return this.pulled;
  }

  /**
   * The list of unsubscribes without what Rex told SendGrid itself, which comes back by it: those may be suppressed for e-mail
   * alone, and what comes back would forbid every channel.
   */
  private async withoutEchoes(
    list: ProviderList,
    rows: readonly SuppressionRow[],
  ): Promise<readonly SuppressionRow[]> {
    const maybeTold = rows.filter(({ at }) => list === TOLD_LIST && isWhileTelling(this.sync.push, at));
    if (maybeTold.length === 0) return rows;
    const known = await this.deps.suppressions.find(
      maybeTold.map(({ target: { kind, name } }) => ({ list: this.workspace, kind, name })),
    );
    const told = new Set(known.filter(isToTell).map(({ name }) => name));
    return rows.filter((row) => !maybeTold.includes(row) || !told.has(row.target.name));
  }

  /** Once a day over the whole list of the workspace: an entry may say that it is older than it is. */
  async push(): Promise<number> {
    const now = this.deps.clock.now();
    const { push } = this.sync;
    const isUnderWay = push !== undefined && push.cursor !== null;
    if (push && !isUnderWay && now.getTime() - Date.parse(push.begunAt) < DAY) return this.pushed;
    const begunAt = isUnderWay ? push.begunAt : now.toISOString();
    let toldAt = isUnderWay ? push.toldAt : undefined;
    for (let cursor = isUnderWay ? push.cursor : undefined; cursor !== null && this.callsLeft > 0; ) {
      const page = await this.deps.suppressions.page(this.workspace, 'address', {
        limit: PUSHED_TOGETHER,
        cursor,
      });
      const addresses = page.entries.filter(isToTell).map(({ value }) => value);
      if (addresses.length > 0) {
        this.callsLeft -= 1;
        toldAt = this.deps.clock.now().toISOString();
        // Before the call: what it enters must be known when it comes back, even if this process dies.
        await this.save({ push: { begunAt, cursor: cursor ?? '', toldAt } });
        await this.account.suppress(addresses);
        this.pushed += addresses.length;
      }
      cursor = page.cursor;
      await this.save({ push: { begunAt, cursor, toldAt } });
    }
    return this.pushed;
  }

  async save(change: Partial<ProviderSync>): Promise<void> {
    const next = { ...this.sync, ...change };
    await this.deps.syncs.save(next, this.stored ? 'version' : 'absent');
    this.sync = this.stored ? { ...next, version: next.version + 1 } : next;
    this.stored = true;
  }
}
