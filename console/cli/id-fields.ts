import { taskIdSchema } from '../../shared/contracts/channels.ts';
import { approvalIdSchema, leadIdSchema, missionIdSchema } from '../../shared/contracts/common.ts';
import { alertIdSchema } from '../../shared/contracts/http/analytics.ts';
import { deadLetterIdSchema } from '../../shared/contracts/http/operations.ts';
import { outsideAgentIdSchema } from '../../shared/contracts/http/outside-agents.ts';
import { recommendationIdSchema } from '../../shared/contracts/recommendation.ts';
import { replyIdSchema } from '../../shared/contracts/replies.ts';
import { value } from './command.ts';

export const missionField = value('MISSION', missionIdSchema, 'The id that "rex missions list" shows');
export const leadField = value('LEAD', leadIdSchema, 'The id that "rex leads list" shows');
export const approvalField = value('APPROVAL', approvalIdSchema, 'The id that "rex approvals list" shows');
export const deadLetterField = value(
  'MESSAGE',
  deadLetterIdSchema,
  'The id that "rex dead-letters list" shows',
);
export const taskField = value('TASK', taskIdSchema, 'The id that "rex tasks list" shows');
export const outsideAgentField = value(
  'AGENT',
  outsideAgentIdSchema,
  'The id that "rex agents outside" shows',
);
export const alertField = value('ALERT', alertIdSchema, 'The id that "rex alerts list" shows');
export const recommendationField = value(
  'RECOMMENDATION',
  recommendationIdSchema,
  'The id that "rex recommendations list" shows',
);
export const replyField = value('REPLY', replyIdSchema, 'The id that "rex replies list" shows');
