import type { Channel } from '../../../channels/contract/channels.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { Pool } from '../../domain/pool.ts';

/** What a day came to for a workspace: reserved sends, and by domain what was sent, bounced and complained about. */
export interface DayRecord {
  readonly day: string;
  readonly sent: number;
  readonly domains: Readonly<Record<string, { sent: number; bounced: number; complained: number }>>;
  /** Sent, by channels that have a limit of their own. */
  readonly channels: Readonly<Record<string, number>>;
  /** Sent, by the address of the inbox, where domains have inboxes. */
  readonly inboxes: Readonly<Record<string, number>>;
}

export interface SendAllowance {
  readonly workspace: string;
  readonly day: string;
  readonly count: number;
  /** Limits of the whole day: for the workspace, and for what else the messages go by. */
  readonly workspaceLimit: number;
  readonly domain?: { readonly name: string; readonly limit: number } | undefined;
  readonly inbox?: { readonly address: string; readonly limit: number } | undefined;
  /** `sender`: the number that it comes from. */
  readonly channel?:
    | { readonly name: Channel; readonly limit: number; readonly sender?: string | undefined }
    | undefined;
}

/** The pool of a workspace, and what a day may still take out of it. */
export interface PoolStore {
  get(workspace: string): Promise<Pool | undefined>;
  save(pool: Pool, expected: 'absent' | 'version', events?: readonly RexEvent[]): Promise<Pool>;
  day(workspace: string, day: string): Promise<DayRecord>;
  /**
   * Takes `count` sends out of the day's budget, the domain's cap of the day, the inbox's cap and the channel's limit, all
   * or none. The cap is the domain's own, whichever workspace it belonged to earlier that day; that it belongs to this
   * one is checked in the same transaction, so nothing is sent from a domain by whoever does not own it. A number belongs
   * to the first workspace that sends from it, until `giveNumber`.
   */
  reserveSends(allowance: SendAllowance): Promise<'reserved' | 'spent' | 'not-owned'>;
  /** The number belongs to this workspace from now on, whoever had it. */
  giveNumber(workspace: string, number: string): Promise<void>;
  /** Counts a bounce or complaint against the domain's day. */
  countTrouble(workspace: string, day: string, domain: string, kind: 'bounced' | 'complained'): Promise<void>;
}

/** Tells whoever waits for a domain that there is one. */
export interface DomainIsFree {
  readonly kind: 'dispatch-next';
  readonly workspace: string;
}
