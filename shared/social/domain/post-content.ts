import type { Content } from '../../quality/contract/content.ts';
import { plainContent } from '../../quality/domain/plain-content.ts';
import type { PublishPayload } from '../contract/tasks.ts';

/** The words of a post, as they are judged. */
export const postContent = ({ text }: PublishPayload): Content => plainContent({ type: 'copy', text });
