import type { RecordType } from '../../domain/wanted-records.ts';

/** What the DNS says of a name: its records, none when there are none, or that nobody knows. */
export type DnsAnswer =
  | { readonly known: true; readonly values: readonly string[] }
  | { readonly known: false; readonly reason: string };

export interface LookUps {
  /** TXT: each text in one piece; CNAME: the name; MX: `10 host`. Names without a dot at the end. */
  look(name: string, type: RecordType): Promise<DnsAnswer>;
}
