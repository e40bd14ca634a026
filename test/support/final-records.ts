import { emptyLedger, ledgerEntrySchema, withEntries } from '../../shared/sending/domain/cohort-ledger.ts';
import { everything } from './aws.ts';
import { openLocalTables } from './local-tables.ts';

type Item = Readonly<Record<string, unknown>>;

/** What differs between two tellings of one story, whatever came of it: how often something was written, and when. */
const INCIDENTAL = new Set(
  `pk sk version sequence position epoch expiresAt contentHash digest cohorts durationMs
   workedMs correlationId causationId executionArn rawKey evidence explanation facts lease movedAt token
   providerMessageId workShard risk complaintRisk`.split(/\s+/),
);
/** Records of how the work was done, and of what moved only because time went by. */
const NOT_OUTCOMES =
  /#(?:FEED|FEED_PLACE|HOUR|HISTORY|MISSION_STATES|DAYS|REQUESTS|BUCKET|ROUNDS|AGENT_RUN|AGENTS|IDEMPOTENCY|TICKET|WEBHOOK)\b|ENGAGEMENT_HOURS$|STANDING$| (?:PLAN|CONTENT|DRAFTS)\b/;

/** All records of a workspace, so written that two workspaces in which the same happened are equal. */
export async function finalRecords(awsEndpoint: string, workspace: string): Promise<string[]> {
  const tables = await openLocalTables(awsEndpoint);
  const items = (await everything(tables.records)).filter(({ pk }) => belongs(pk, workspace));
  tables.close();
  const nameOf = new Map(items.flatMap(namesIn));
  const neutral = (text: string): string =>
    text
      .replaceAll(/l_[0-9a-z]{20}|\+\d{8,}|\b[0-9a-z]{24}\b/g, (id) => nameOf.get(id) ?? id)
      .replaceAll(/l_[0-9a-z]{20}/g, (id) => nameOf.get(id) ?? id)
      .replaceAll(/\b([a-z]{1,2})_[0-9a-z]{26}/g, '$1_')
      .replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, 'WHEN')
      // Versions that decisions are named by, hashes of missions, marks of imports, ids of messages.
      .replaceAll(/\b\d{8}([rt])\b/g, 'N$1')
      .replaceAll(/message [0-9a-z]{6}#/g, 'message #')
      .replaceAll(/(:\d+):[0-9a-z]{6}$/g, '$1')
      // Kinds of people are named by their import.
      .replaceAll(/\b((?:[a-z-]+\/[a-z]+|source)\/)[0-9a-z]{6}\b/g, '$1IMPORT')
      // Drawn for each domain.
      .replaceAll(/rex-verification=[0-9a-z]+/g, 'CHALLENGE')
      // A reply is named by its lead and its message.
      .replaceAll(/\br_[0-9a-z]{20}_(?:test-\d+|SM[0-9a-f]{32})\b/g, 'REPLY')
      .replaceAll(/\btest-\d+|\bSM[0-9a-f]{32}\b/g, 'MESSAGE')
      .replaceAll(/\+1415\d{7}/g, 'OURS')
      .replaceAll(workspace, 'WORKSPACE');
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return neutral(value);
    if (Array.isArray(value)) return value.map(plain);
    if (!isItem(value)) return value;
    const fields = Object.entries(value).filter(([field]) => !INCIDENTAL.has(field));
    return Object.fromEntries(
      fields.map(([field, each]) => [neutral(field), plain(each)] as const).toSorted(),
    );
  };
  return [...items.filter((item) => !isLedgerEntry(item)), ...messagesOf(items)]
    .map((item) => ({ item, key: `${item['pk']} ${item['sk']}` }))
    .filter(({ key }) => !NOT_OUTCOMES.test(key))
    .map(({ item, key }) => `${neutral(key)} ${JSON.stringify(plain(item))}`)
    .toSorted();
}

/** What the ledgers say of each message: in which entries it stands is how the work was done. */
function messagesOf(items: readonly Item[]): Item[] {
  const entries = Map.groupBy(items.filter(isLedgerEntry), ({ pk }) => String(pk));
  return [...entries].flatMap(([pk, of]) => {
    const nowhere = emptyLedger({ workspace: '', missionId: '', cohort: '' });
    const { sends } = withEntries(
      nowhere,
      of.map((item) => ledgerEntrySchema.parse(item)),
    );
    return [...sends].map(([sk, send]) => ({ ...send, pk, sk }));
  });
}

const isLedgerEntry = ({ pk, kind, n }: Item): boolean =>
  String(pk).includes('#SENDS#') && kind !== undefined && n !== undefined;

/** What was counted, over all hours, and how often each event was told and given a place in the feed. */
export async function countedTotals(awsEndpoint: string, workspace: string): Promise<Record<string, number>> {
  const tables = await openLocalTables(awsEndpoint);
  const [records, events] = await Promise.all([everything(tables.records), everything(tables.events)]);
  tables.close();
  const totals = new Map<string, number>();
  const add = (name: string, by = 1) => totals.set(name, (totals.get(name) ?? 0) + by);
  for (const { pk, sk: _, expiresAt: _expires, ...rest } of records.filter(({ pk }) =>
    belongs(pk, workspace),
  )) {
    if (/#HOUR#/.test(String(pk)))
      for (const [name, count] of Object.entries(rest)) add(`counted ${name}`, Number(count));
    if (/#MISSION_STATES$/.test(String(pk)))
      for (const [state, count] of Object.entries(rest)) add(`missions ${state}`, Number(count));
    if (/#FEED$/.test(String(pk)) && isItem(rest['event'])) add(`placed ${rest['event']['name']}`);
  }
  for (const event of events) if (event['workspace'] === workspace) add(`told ${event['name']}`);
  // Snapshots are of hours, and how many of these go by is not of the story.
  return Object.fromEntries([...totals].filter(([name]) => !name.includes('snapshot')).toSorted());
}

/** Ids that stand for a person: of the lead, its telephone, and what is known of that number. */
function namesIn({ pk, sk, id, profile, last }: Item): [id: string, name: string][] {
  if (isItem(profile)) {
    const name = String(profile['address']).split('@')[0] ?? '';
    return [
      [String(id), name],
      [String(profile['phone']), `phone of ${name}`],
    ];
  }
  return sk === 'NUMBER' && isItem(last)
    ? [[String(pk).split('#').at(-1) ?? '', `number of ${last['leadId']}`]]
    : [];
}

const belongs = (pk: unknown, workspace: string): boolean => String(pk).startsWith(`W#${workspace}#`);
const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
