import { receiveMail } from '../../../shared/app/inbound/receive-mail.ts';
import type { MailOutcome } from '../../../shared/app/inbound/received-mail.ts';
import { countMetrics } from '../../../shared/runtime/metrics.ts';
import { queueHandler } from '../../../shared/runtime/queue.ts';
import { container } from './container.ts';
import { inboundQueueSchema } from './notification.ts';

const METRIC_OF: Readonly<Record<MailOutcome, string>> = {
  stored: 'InboundStored',
  repeated: 'InboundRepeated',
  quarantined: 'InboundQuarantined',
  noThread: 'InboundNoThread',
  unknownLead: 'InboundUnknownLead',
};

const deps = await container();

export const handler = queueHandler(inboundQueueSchema, async (received) => {
  if (!received) return;
  const outcome = await receiveMail(deps, received);
  countMetrics({ [METRIC_OF[outcome]]: 1 });
});
