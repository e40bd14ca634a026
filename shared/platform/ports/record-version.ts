/** A record as it was read, by its key: a write may demand that it is still so. */
export interface RecordVersion {
  readonly pk: string;
  readonly sk: string;
  readonly version: number;
}
