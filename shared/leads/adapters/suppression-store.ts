import * as z from 'zod';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { insertMany } from '../../platform/adapters/dynamodb/insert-many.ts';
import { isConflict, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { EntryName, ListedKinds, SuppressionStore } from '../app/ports/suppressions.ts';
import { SUPPRESSION_KINDS, type SuppressionKind } from '../contract/suppressions.ts';
import { joinSuppression } from '../domain/suppression.ts';
import { type SuppressionEntry, suppressionEntrySchema } from '../domain/suppression-list.ts';
import { suppressionKey, suppressionKindsKey, suppressionPartition } from './keys.ts';

const WIDTH = 8;

const kindsSchema = z.object({
  list: z.string(),
  version: z.number().int(),
  kinds: z.array(refuseUnknown(z.enum(SUPPRESSION_KINDS))),
});

export class DynamoSuppressionStore implements SuppressionStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  async add(entries: readonly SuppressionEntry[]): Promise<boolean[]> {
    for (const [list, of] of Map.groupBy(entries, (entry) => entry.list)) {
      await this.addKinds(list, [...new Set(of.map(({ kind }) => kind))]);
    }
    const inserted = await insertMany(
      this.records,
      entries.map((entry) => ({ ...entry, ...keyOf(entry) })),
    );
    return mapConcurrent(entries, WIDTH, async (entry, i) => inserted[i] === true || this.widen(entry));
  }

  async note(entries: readonly SuppressionEntry[]): Promise<void> {
    await mapConcurrent(entries, WIDTH, async (entry) => {
      try {
        await this.records.put(keyOf(entry), entry, 'absent');
      } catch (error) {
        if (!isConflict(error)) throw error;
        await this.widen(entry);
      }
    });
  }

  /** True when the entry that is there lacked something. */
  private widen(entry: SuppressionEntry): Promise<boolean> {
    return retryOnConflict(async () => {
      const known = await this.records.get(keyOf(entry), suppressionEntrySchema);
      if (!known) throw new RexError('VERSION_CONFLICT', 'A suppression that is there was not found.');
      const wider = joinSuppression(known, entry);
      if (wider === known) return false;
      await this.records.put(
        keyOf(entry),
        { ...wider, version: known.version + 1 },
        { version: known.version },
      );
      return true;
    });
  }

  private addKinds(list: string, added: readonly SuppressionKind[]): Promise<void> {
    return retryOnConflict(async () => {
      const known = await this.records.get(suppressionKindsKey(list), kindsSchema);
      const kinds = [...new Set([...(known?.kinds ?? []), ...added])];
      if (kinds.length === (known?.kinds.length ?? 0)) return;
      await this.records.put(
        suppressionKindsKey(list),
        { list, version: (known?.version ?? 0) + 1, kinds },
        known ? { version: known.version } : 'absent',
      );
    });
  }

  async kinds(lists: readonly string[]): Promise<ListedKinds> {
    const found = await this.records.getMany(lists.map(suppressionKindsKey), kindsSchema, 'consistent');
    return new Map(found.flatMap((each) => (each ? [[each.list, new Set(each.kinds)]] : [])));
  }

  async find(names: readonly EntryName[]): Promise<SuppressionEntry[]> {
    const keys = new Map(names.map((name) => [`${name.list} ${name.kind} ${name.name}`, keyOf(name)]));
    const found = await this.records.getMany([...keys.values()], suppressionEntrySchema, 'consistent');
    return found.filter((entry) => entry !== undefined);
  }

  async page(
    list: string,
    kind: SuppressionKind,
    options: { readonly limit: number; readonly cursor?: string | undefined },
  ) {
    const { items, cursor } = await this.records.page(suppressionPartition(list), suppressionEntrySchema, {
      ...options,
      prefix: `${kind}#`,
    });
    return { entries: items, cursor };
  }
}

const keyOf = ({ list, kind, name }: EntryName) => suppressionKey(list, kind, name);
