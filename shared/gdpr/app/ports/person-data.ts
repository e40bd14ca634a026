export type StoredItem = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };
export type TableName = 'records' | 'events';

export interface ItemChange {
  readonly before: StoredItem;
  /** Undefined: it is deleted. */
  readonly after: Readonly<Record<string, unknown>> | undefined;
}

export interface ItemPage {
  readonly items: StoredItem[];
  readonly cursor: string | null;
}

/** The tables as they are stored, whatever the kind of a record: so nothing that names a person is overlooked. */
export interface StoredData {
  /** One page of everything of a workspace, in no order. */
  scan(table: TableName, workspace: string, cursor: string | undefined): Promise<ItemPage>;
  /** Everything of one partition. */
  partition(table: TableName, pk: string): Promise<StoredItem[]>;
  get(table: TableName, key: Pick<StoredItem, 'pk' | 'sk'>): Promise<StoredItem | undefined>;
  /** Whatever is there: for what is of the person alone. */
  delete(table: TableName, key: Pick<StoredItem, 'pk' | 'sk'>): Promise<void>;
  /**
   * All changes together, or none.
   * @throws RexError VERSION_CONFLICT when something of what changes is no more as it was read, or is gone
   */
  change(table: TableName, changes: readonly ItemChange[]): Promise<void>;
}

export interface FilePage {
  readonly keys: string[];
  readonly cursor: string | null;
}

/** Files of one bucket. */
export interface PersonFiles {
  list(prefix: string, cursor: string | undefined): Promise<FilePage>;
  size(key: string): Promise<number | undefined>;
  read(key: string, range?: { readonly start: number; readonly end: number }): Promise<Uint8Array>;
  delete(key: string): Promise<void>;
}
