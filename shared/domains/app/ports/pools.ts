import type { Channel } from '../../../channels/contract/channels.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { Pool } from '../../domain/pool.ts';
import type { RiskByScope } from '../../domain/risk-budget.ts';
import type { Recipients, TrafficByProvider, TrafficCounts } from '../../domain/traffic.ts';

/** What a workspace has sent in a day: reserved sends, of all channels together. */
export interface DayRecord {
  readonly day: string;
  readonly sent: number;
  /** Numbers of e-mails, by domain. */
  readonly domains: Readonly<Record<string, number>>;
  /** Numbers sent, by channel, for channels with their own limit. */
  readonly channels: Readonly<Record<string, number>>;
  /** Numbers sent, by address of the inbox, for domains with inboxes. */
  readonly inboxes: Readonly<Record<string, number>>;
}

/** The e-mails of a domain that were sent on a day. */
export interface DomainDay {
  readonly day: string;
  readonly byProvider: TrafficByProvider;
}

export interface SendAllowance {
  readonly workspace: string;
  readonly day: string;
  readonly count: number;
  /** Limits for a day: of the workspace, and of the domain, inbox, channel or number that the messages use. */
  readonly workspaceLimit: number;
  readonly domain?:
    | {
        readonly name: string;
        readonly limit: number;
        /** The workspace that owns it, where the caller has read that at this moment; else it is read. */
        readonly owner?: string | undefined;
        /** Who gets the e-mails. What is left goes to `other`. */
        readonly to?: Recipients;
        /** What is expected of the e-mails, and how much the domain may risk that day. Absent: nothing is expected of them. */
        readonly risk?: { readonly expected: RiskByScope; readonly budget: RiskByScope } | undefined;
      }
    | undefined;
  readonly inbox?: { readonly address: string; readonly limit: number } | undefined;
  /** `sender`: the number that it comes from. */
  readonly channel?:
    | { readonly name: Channel; readonly limit: number; readonly sender?: string | undefined }
    | undefined;
}

export interface UnsentSends extends Pick<SendAllowance, 'workspace' | 'day' | 'count'> {
  readonly domain?:
    | (Pick<NonNullable<SendAllowance['domain']>, 'name' | 'to'> & { readonly risk?: RiskByScope })
    | undefined;
  readonly inbox?: Pick<NonNullable<SendAllowance['inbox']>, 'address'> | undefined;
  readonly channel?: Pick<NonNullable<SendAllowance['channel']>, 'name'> | undefined;
}

/** The pool of a workspace, and the counts of days. */
export interface PoolStore {
  get(workspace: string): Promise<Pool | undefined>;
  save(pool: Pool, expected: 'absent' | 'version', events?: readonly RexEvent[]): Promise<Pool>;
  day(workspace: string, day: string): Promise<DayRecord>;
  /**
   * Takes `count` sends out of the daily budget, the daily cap of the domain, the cap of the inbox and the limit of the channel,
   * all or none (a death in between takes some of the workspace's day that nobody uses). The cap belongs to the domain, even when
   * another workspace owned it earlier that day. Only who owns the domain at this moment gets any. A number belongs to the first workspace that
   * sends from it, until `giveNumber`.
   * @returns `too-risky` when what is left of the risk budget is less than what is expected of them
   */
  reserveSends(allowance: SendAllowance): Promise<'reserved' | 'spent' | 'too-risky' | 'not-owned'>;
  /** Gives back sends that were reserved and certainly did not go out, with what was expected of them; all of it or none. */
  returnSends(unsent: UnsentSends): Promise<void>;
  /** What a domain has risked on a day. */
  risked(domain: string, day: string): Promise<RiskByScope>;
  /** Makes this workspace the owner of the number, whoever had it before. */
  giveNumber(workspace: string, number: string): Promise<void>;
  /**
   * Adds to what is known of the e-mails that a domain sent on a day. Whoever owns the domain, these are the domain's: a mailbox
   * provider does not ask either.
   */
  countTraffic(domain: string, day: string, counts: TrafficCounts): Promise<void>;
  /** What the domain sent on the days from `from` (UTC, both included) to `to`, and what became of it, by mailbox provider. */
  traffic(domain: string, from: string, to: string): Promise<DomainDay[]>;
}

/** Message that a domain is free, so that missions that wait for one are assigned. */
export interface DomainIsFree {
  readonly kind: 'dispatch-next';
  readonly workspace: string;
}
