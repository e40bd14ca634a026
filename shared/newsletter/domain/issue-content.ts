import type { Content } from '../../quality/contract/content.ts';
import { plainContent } from '../../quality/domain/plain-content.ts';
import type { NewsletterSendPayload } from '../contract/tasks.ts';

/** The words of an issue, as they are judged: as they were given. */
export const issueContent = ({ subject, text, html }: NewsletterSendPayload): Content =>
  plainContent({ type: 'messaging', subject, text, html });
