import * as z from 'zod';
import { alertIdSchema } from '../../shared/alerts/contract/alert.ts';
import { achievementIdSchema } from '../../shared/campaigns/contract/achievement.ts';
import { campaignIdSchema, partIdSchema } from '../../shared/campaigns/contract/campaign.ts';
import { intelligenceIdSchema } from '../../shared/campaigns/contract/intelligence.ts';
import { moveIdSchema } from '../../shared/campaigns/contract/move.ts';
import { taskIdSchema } from '../../shared/channels/contract/channels.ts';
import { connectionIdSchema } from '../../shared/connections/contract/connections.ts';
import { externalAgentIdSchema } from '../../shared/coordination/contract/external-agent-routes.ts';
import { faqIdSchema } from '../../shared/correspondence/contract/faq.ts';
import { answerIdSchema } from '../../shared/inbox/contract/answer.ts';
import { conversationIdSchema } from '../../shared/inbox/contract/conversation.ts';
import {
  approvalIdSchema,
  automationIdSchema,
  leadIdSchema,
  missionIdSchema,
} from '../../shared/kernel/contract/common.ts';
import { documentIdSchema } from '../../shared/knowledge/contract/knowledge.ts';
import { replyIdSchema } from '../../shared/leads/contract/hold.ts';
import { meetingIdSchema } from '../../shared/meetings/contract/meeting.ts';
import { subjectSchema } from '../../shared/members/contract/members.ts';
import { issueIdSchema } from '../../shared/newsletter/contract/issue.ts';
import { newsletterIdSchema } from '../../shared/newsletter/contract/newsletter.ts';
import { noticeIdSchema } from '../../shared/notifications/contract/notifications.ts';
import { deadLetterIdSchema } from '../../shared/operations/contract/routes.ts';
import { taskIdSchema as workTaskIdSchema } from '../../shared/tasks/contract/task.ts';
import { endpointIdSchema } from '../../shared/webhooks/contract/webhooks.ts';
import { recommendationIdSchema } from '../../shared/workspaces/contract/setting-change.ts';
import { value } from './command.ts';

export const missionField = value('MISSION', missionIdSchema, 'The id that "rex missions list" shows');
export const leadField = value('LEAD', leadIdSchema, 'The id that "rex leads list" shows');
export const approvalField = value('APPROVAL', approvalIdSchema, 'The id that "rex approvals list" shows');
export const deadLetterField = value(
  'MESSAGE',
  deadLetterIdSchema,
  'The id that "rex dead-letters list" shows',
);
export const linkedinTaskField = value('TASK', taskIdSchema, 'The id that "rex linkedin list" shows');
export const taskField = value('TASK', workTaskIdSchema, 'The id that "rex tasks list" shows');
/** Which record of an agent is meant: those that "rex autonomy list" shows. */
export const trackFields = {
  agent: value('NAME', z.string(), 'The agent'),
  effect: value('KIND', z.string(), 'The kind of effect, such as social.publish'),
  segment: value('NAME', z.string(), 'The segment'),
};
export const meetingField = value('MEETING', meetingIdSchema, 'The id that "rex meetings list" shows');
export const externalAgentField = value(
  'AGENT',
  externalAgentIdSchema,
  'The id that "rex agents external" shows',
);
export const automationField = value(
  'AUTOMATION',
  automationIdSchema,
  'The id that "rex automations list" shows',
);
export const connectionField = value(
  'CONNECTION',
  connectionIdSchema,
  'The id that "rex connections list" shows',
);
export const faqEntryField = value('ENTRY', faqIdSchema, 'Its name, such as delivery');
export const newsletterField = value('NEWSLETTER', newsletterIdSchema, 'Its id, such as news');
export const issueField = value('ISSUE', issueIdSchema, 'The id that "rex newsletter issues" shows');
export const alertField = value('ALERT', alertIdSchema, 'The id that "rex alerts list" shows');
export const recommendationField = value(
  'RECOMMENDATION',
  recommendationIdSchema,
  'The id that "rex recommendations list" shows',
);
export const answerField = value('ANSWER', answerIdSchema, 'The id that "rex inbox show" shows');
export const conversationField = value(
  'CONVERSATION',
  conversationIdSchema,
  'The id that "rex inbox list" shows',
);
export const replyField = value('REPLY', replyIdSchema, 'The id that "rex replies list" shows');
export const endpointField = value('ENDPOINT', endpointIdSchema, 'The id that "rex webhooks list" shows');
export const noticeField = value(
  'NOTIFICATION',
  noticeIdSchema.optional(),
  'The id that "rex notifications list" shows; without it, all of yours',
);
export const documentField = value('DOCUMENT', documentIdSchema, 'The name that "rex knowledge list" shows');
export const memberField = value('MEMBER', subjectSchema, 'A member, as "rex members list" names them');
export const campaignField = value('CAMPAIGN', campaignIdSchema, 'The id that "rex campaigns list" shows');
export const ofCampaignField = value(
  'CAMPAIGN',
  campaignIdSchema.optional(),
  'Of this campaign, as "rex campaigns list" shows it',
);
export const partField = value('PART', partIdSchema, 'The id of a mission or of a task');
export const moveField = value('MOVE', moveIdSchema, 'The id that "rex moves list" shows');
export const achievementField = value(
  'ACHIEVEMENT',
  achievementIdSchema,
  'The id that "rex achievements list" shows',
);
export const entryField = value('ENTRY', intelligenceIdSchema, 'The id that "rex intelligence list" shows');
