import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import type { DomainRegistry } from '../../domains/app/ports/domains.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { SuppressionStore } from '../../leads/app/ports/suppressions.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { LlmPort } from '../../llm/app/ports/llm.ts';
import type { InboundMail } from '../../mail/domain/inbound.ts';
import type { MailTexts } from '../../mail/domain/thread.ts';
import type { FileStore } from '../../platform/ports/files.ts';
import type { HoldPersonDeps } from '../../replies/app/hold-person.ts';
import type { SendFeedback } from '../../sending/app/ports/send-feedback.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import type { ReceivedMail } from '../contract/messages.ts';
import type { Invitations } from './ports/invitations.ts';
import type { Questions } from './ports/questions.ts';

export type MailOutcome = 'stored' | 'repeated' | 'quarantined' | 'noThread' | 'unknownLead';

/** A mail with its workspace and lead. */
export interface MailOfLead {
  readonly received: ReceivedMail;
  readonly mail: InboundMail;
  readonly texts: MailTexts;
  readonly lead: Lead;
  readonly missionId: string | undefined;
  readonly step: number | undefined;
}

export interface ReceiveMailDeps extends HoldPersonDeps {
  readonly files: Pick<FileStore, 'read'>;
  readonly ledger: Pick<SendLedger, 'ofCohort'>;
  readonly feedback: SendFeedback;
  readonly invitations: Invitations;
  readonly questions: Questions;
  readonly alerts: AlertStore;
  readonly suppressions: SuppressionStore;
  readonly clock: Clock;
  readonly threadSecret: string;
  /** Reads what rules are unsure of; undefined where no model is configured. */
  readonly llm?: LlmPort | undefined;
  readonly domains: Pick<DomainRegistry, 'ownerOf'>;
  /** The workspace that gets alerts about mail that belongs to no workspace. */
  readonly operatorsWorkspace: string;
}
