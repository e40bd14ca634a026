import type { RexEvent } from '../../../kernel/events.ts';
import type { ContactNumber } from '../../domain/contact-number.ts';

export interface ContactNumberStore {
  get(workspace: string, id: string): Promise<ContactNumber | undefined>;
  getMany(workspace: string, ids: readonly string[]): Promise<(ContactNumber | undefined)[]>;
  /** Guarded: version 0 must not be there yet, any other must be what is stored. Gives the new version. */
  save(number: ContactNumber, events?: readonly RexEvent[]): Promise<ContactNumber>;
}
