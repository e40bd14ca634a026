import { receiveMail } from '../../../shared/inbound/app/receive-mail.ts';
import type { MailOutcome } from '../../../shared/inbound/app/received-mail.ts';
import { inboundQueues } from '../../../shared/inbound/contract/messages.ts';
import { countMetrics } from '../../../shared/platform/runtime/metrics.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { container } from './container.ts';

const METRIC_OF: Readonly<Record<MailOutcome, string>> = {
  stored: 'InboundStored',
  repeated: 'InboundRepeated',
  quarantined: 'InboundQuarantined',
  noThread: 'InboundNoThread',
  unknownLead: 'InboundUnknownLead',
};

const deps = await container();

export const handler = queueHandler(inboundQueues.inbound.message, async (received) => {
  if (!received) return;
  const outcome = await receiveMail(deps, received);
  countMetrics({ [METRIC_OF[outcome]]: 1 });
});
