import type { RexEvent } from '../../../kernel/events.ts';
import type { ContactNumber } from '../../domain/contact-number.ts';

export interface ContactNumberStore {
  get(workspace: string, id: string): Promise<ContactNumber | undefined>;
  getMany(workspace: string, ids: readonly string[]): Promise<(ContactNumber | undefined)[]>;
  /** Guarded: with version 0 no record may exist, any other version must be the stored one. Returns the new version. */
  save(number: ContactNumber, events?: readonly RexEvent[]): Promise<ContactNumber>;
}
