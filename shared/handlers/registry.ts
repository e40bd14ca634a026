import { adsChangeType, adsReportType } from '../ads/contract/tasks.ts';
import { emailAnswerType, emailSendType } from '../correspondence/contract/tasks.ts';
import { agentRunType } from '../guilds/contract/tasks.ts';
import { newsletterSendType } from '../newsletter/contract/tasks.ts';
import { seoBulkType, seoFixType } from '../seo/contract/fix.ts';
import { seoAuditType } from '../seo/contract/tasks.ts';
import { numbersType, publishType } from '../social/contract/tasks.ts';
import type { TaskType, TaskTypes } from '../tasks/contract/task-type.ts';

/** Every type of task that Rex can do. Its handler is in `functions/consumers/tasks/handlers`. */
const TYPES: readonly TaskType[] = [
  seoAuditType,
  seoFixType,
  seoBulkType,
  emailAnswerType,
  emailSendType,
  newsletterSendType,
  publishType,
  numbersType,
  adsReportType,
  adsChangeType,
  agentRunType,
];

export const TASK_TYPES: TaskTypes = new Map(TYPES.map((type) => [type.type, type]));
