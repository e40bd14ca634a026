import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DAY, utcDay } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';
import {
  addition,
  addToCounters,
  type Counter,
  limitedAddition,
  passesLimit,
} from '../../platform/adapters/dynamodb/counters.ts';
import { putVersioned } from '../../platform/adapters/dynamodb/event-put.ts';
import type { Key } from '../../platform/adapters/dynamodb/keys.ts';
import { failedGuards, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { DayRecord, DomainDay, PoolStore, SendAllowance, UnsentSends } from '../app/ports/pools.ts';
import { domainOwnerSchema } from '../domain/domain-ownership.ts';
import { type Pool, poolSchema } from '../domain/pool.ts';
import {
  NOTHING_RISKED,
  overBudget,
  RISK_KINDS,
  RISK_SCOPES,
  type RiskByScope,
} from '../domain/risk-budget.ts';
import {
  type Recipients,
  sumByProvider,
  type TrafficByProvider,
  type TrafficCounts,
} from '../domain/traffic.ts';
import { dayKey, domainDayKey, domainOwnerKey, numberOwnerKey, poolKey } from './keys.ts';

/** The days that are judged, and some more for whoever looks. */
const DOMAIN_DAY_KEPT_MS = 35 * DAY;
/**
 * Counters of a workspace's day are attributes of its record (`sent`, and `sent/<domain>`, `inbox/<address>`,
 * `channel/<name>`), so that one update adds to several and checks all limits at once. Those of a domain's day are attributes of
 * a record of the domain: `sent` with its limit, `<provider>/<signal>`, and what was risked, `risk/<scope>/<kind>` in millionths.
 * What `other` was sent is the rest of `sent`.
 */
const KNOWN_PROVIDERS = ['gmail', 'yahoo', 'microsoft'] as const;
const SENT = 'sent/';
const INBOX = 'inbox/';
const CHANNEL = 'channel/';
const dayItemSchema = z.record(z.string(), z.union([z.number(), z.string()]));

export class DynamoPoolStore implements PoolStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string): Promise<Pool | undefined> {
    return this.records.get(poolKey(workspace), poolSchema);
  }

  save(pool: Pool, expected: 'absent' | 'version', events: readonly RexEvent[] = []): Promise<Pool> {
    return putVersioned(
      this.records,
      { key: poolKey(pool.workspace), record: pool, expected },
      this.events,
      events,
    );
  }

  async day(workspace: string, day: string): Promise<DayRecord> {
    const item = (await this.records.get(dayKey(workspace, day), dayItemSchema)) ?? {};
    return {
      day,
      sent: typeof item['sent'] === 'number' ? item['sent'] : 0,
      domains: under(item, SENT),
      inboxes: under(item, INBOX),
      channels: under(item, CHANNEL),
    };
  }

  async reserveSends({
    workspace,
    day,
    domain,
    inbox,
    channel,
    count,
    workspaceLimit,
  }: SendAllowance): ReturnType<PoolStore['reserveSends']> {
    const own: Counter[] = [
      { name: 'sent', add: count, limit: workspaceLimit },
      ...(domain ? [{ name: `${SENT}${domain.name}`, add: count, limit: domain.limit }] : []),
      ...(inbox ? [{ name: `${INBOX}${inbox.address}`, add: count, limit: inbox.limit }] : []),
      ...(channel ? [{ name: `${CHANNEL}${channel.name}`, add: count, limit: channel.limit }] : []),
    ];
    if (passesLimit(own)) return 'spent';
    if (domain?.risk && passesLimit(riskCounters(domain.risk.expected, domain.risk.budget)))
      return 'too-risky';
    const key = dayKey(workspace, day);
    if (channel?.sender !== undefined) return this.reserveOfNumber(workspace, channel.sender, key, own);
    const [isOurs, isTaken] = await Promise.all([
      domain === undefined || this.owns(workspace, domain),
      addToCounters(this.records, key, own),
    ]);
    if (isOurs && isTaken && (!domain || (await this.reserveOfDomain(day, domain, count)))) return 'reserved';
    if (isTaken) await this.giveBack(key, own);
    if (!isOurs) return 'not-owned';
    return isTaken && domain?.risk && (await this.isTooRisky(domain, day)) ? 'too-risky' : 'spent';
  }

  /** A death before this leaves the workspace less of its day, never more. */
  private async giveBack(key: Key, counters: readonly Counter[]): Promise<void> {
    await this.records.client.send(new UpdateCommand(addition(this.records, key, takenBack(counters))));
  }

  private async reserveOfNumber(
    workspace: string,
    number: string,
    key: Key,
    own: readonly Counter[],
  ): Promise<'reserved' | 'spent' | 'not-owned'> {
    try {
      await transact(this.records, [
        { Update: this.ownNumber(workspace, number) },
        { Update: limitedAddition(this.records, key, own) },
      ]);
      return 'reserved';
    } catch (error) {
      const failed = failedGuards(error);
      if (failed.length === 0) throw error;
      return failed.includes(0) ? 'not-owned' : 'spent';
    }
  }

  /** Read before every slice: what is given to another workspace after that, is so after any check. */
  private async owns(
    workspace: string,
    { name, owner }: Pick<NonNullable<SendAllowance['domain']>, 'name' | 'owner'>,
  ): Promise<boolean> {
    if (owner !== undefined) return owner === workspace;
    return (await this.records.get(domainOwnerKey(name), domainOwnerSchema))?.workspace === workspace;
  }

  returnSends({ workspace, day, count, domain, inbox, channel }: UnsentSends): Promise<void> {
    const own = [
      'sent',
      ...(domain ? [`${SENT}${domain.name}`] : []),
      ...(inbox ? [`${INBOX}${inbox.address}`] : []),
      ...(channel ? [`${CHANNEL}${channel.name}`] : []),
    ].map((name) => ({ name, add: count }));
    const ofDomain = domain && [
      { name: 'sent', add: count },
      ...providerCounters(domain.to),
      ...(domain.risk ? riskCounters(domain.risk) : []),
    ];
    return transact(this.records, [
      { Update: addition(this.records, dayKey(workspace, day), takenBack(own)) },
      ...(domain && ofDomain
        ? [{ Update: addition(this.records, domainDayKey(domain.name, day), takenBack(ofDomain)) }]
        : []),
    ]);
  }

  async risked(domain: string, day: string): Promise<RiskByScope> {
    const item = await this.records.get(domainDayKey(domain, day), dayItemSchema);
    return item ? riskedOf(item) : NOTHING_RISKED;
  }

  /** Asked after a refusal, which does not say which of the limits it was: others have risked more, and the day goes on. */
  private async isTooRisky(
    { name, risk }: NonNullable<SendAllowance['domain']>,
    day: string,
  ): Promise<boolean> {
    const risked = await this.risked(name, day);
    return risk !== undefined && overBudget(risk.expected, risked, risk.budget) !== undefined;
  }

  async giveNumber(workspace: string, number: string): Promise<void> {
    const { ConditionExpression: _, ...given } = this.ownNumber(workspace, number);
    await this.records.client.send(new UpdateCommand(given));
  }

  /** False when its daily cap is reached, or what it may risk. */
  private reserveOfDomain(
    day: string,
    { name, limit, to, risk }: NonNullable<SendAllowance['domain']>,
    count: number,
  ): Promise<boolean> {
    const ofDomain: Counter[] = [
      { name: 'sent', add: count, limit },
      ...providerCounters(to),
      ...(risk ? riskCounters(risk.expected, risk.budget) : []),
    ];
    return addToCounters(this.records, domainDayKey(name, day), ofDomain, expiryOf(day));
  }

  private ownNumber(workspace: string, number: string) {
    return {
      TableName: this.records.name,
      Key: { ...numberOwnerKey(number) },
      UpdateExpression: 'SET #workspace = :workspace',
      ConditionExpression: 'attribute_not_exists(#workspace) OR #workspace = :workspace',
      ExpressionAttributeNames: { '#workspace': 'workspace' },
      ExpressionAttributeValues: { ':workspace': workspace },
    };
  }

  async countTraffic(domain: string, day: string, counts: TrafficCounts): Promise<void> {
    const counters = PROVIDER_GROUPS.flatMap((provider) =>
      Object.entries(counts[provider] ?? {}).flatMap(([signal, add]) =>
        add !== 0 ? [{ name: `${provider}/${signal}`, add }] : [],
      ),
    );
    if (counters.length > 0)
      await addToCounters(this.records, domainDayKey(domain, day), counters, expiryOf(day));
  }

  async traffic(domain: string, from: string, to: string): Promise<DomainDay[]> {
    const days = daysBetween(from, to);
    const items = await this.records.getMany(
      days.map((day) => domainDayKey(domain, day)),
      dayItemSchema,
    );
    return days.map((day, n) => ({ day, byProvider: byProviderOf(items[n] ?? {}) }));
  }
}

const expiryOf = (day: string): number => Math.floor((Date.parse(day) + DOMAIN_DAY_KEPT_MS) / 1000);

export const daysBetween = (from: string, to: string): string[] =>
  Array.from({ length: (Date.parse(to) - Date.parse(from)) / DAY + 1 }, (_, n) =>
    utcDay(new Date(Date.parse(from) + n * DAY)),
  );

/** The counters whose names begin with a prefix, by the rest of the name. */
const under = (item: z.infer<typeof dayItemSchema>, prefix: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) =>
      name.startsWith(prefix) && typeof value === 'number' ? [[name.slice(prefix.length), value]] : [],
    ),
  );

const RISK = 'risk/';

const riskCounters = (expected: RiskByScope, budget?: RiskByScope): Counter[] =>
  RISK_SCOPES.flatMap((scope) =>
    RISK_KINDS.flatMap((kind) => {
      const counter = { name: `${RISK}${scope}/${kind}`, add: expected[scope][kind] };
      if (counter.add <= 0) return [];
      return [budget ? { ...counter, limit: budget[scope][kind] } : counter];
    }),
  );

const providerCounters = (to: Recipients = {}): Counter[] =>
  KNOWN_PROVIDERS.flatMap((provider) =>
    to[provider] ? [{ name: `${provider}/sent`, add: to[provider] }] : [],
  );

const takenBack = (counters: readonly Counter[]): Record<string, number> =>
  Object.fromEntries(counters.map(({ name, add }) => [name, -add]));

function riskedOf(item: z.infer<typeof dayItemSchema>): RiskByScope {
  const of = (scope: string) => {
    const { bounce = 0, complaint = 0 } = under(item, `${RISK}${scope}/`);
    return { bounce, complaint };
  };
  return {
    all: of('all'),
    gmail: of('gmail'),
    yahoo: of('yahoo'),
    microsoft: of('microsoft'),
    other: of('other'),
  };
}

function byProviderOf(item: z.infer<typeof dayItemSchema>): TrafficByProvider {
  const known = {
    gmail: under(item, 'gmail/'),
    yahoo: under(item, 'yahoo/'),
    microsoft: under(item, 'microsoft/'),
  };
  const sent = Object.values(known).reduce((left, of) => left - (of['sent'] ?? 0), Number(item['sent'] ?? 0));
  return sumByProvider([{ ...known, other: { ...under(item, 'other/'), sent } }]);
}
