import type { InboundMessage } from '../../../leads/app/ports/leads.ts';
import type { Lead } from '../../../leads/domain/lead.ts';

/** What answers questions of people, where the workspace lets it. */
export interface Questions {
  /** Told of each reply of a proven sender after it was stored. A repeat changes nothing. */
  heard(reply: {
    readonly lead: Lead;
    readonly message: InboundMessage;
    /** The author by the From header, in lower case; not verified. */
    readonly from: string | undefined;
  }): Promise<void>;
}
