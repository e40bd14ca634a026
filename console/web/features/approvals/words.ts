import type { ApprovalView } from '../../../../shared/approvals/contract/routes.ts';
import { plural, usd } from '../../format/numbers.ts';

type Subject = Pick<ApprovalView, 'subject' | 'recipients' | 'messages' | 'change' | 'answer' | 'task'>;

/** What is asked for, in one line. */
export function titleOf({ subject, recipients, messages, change, answer, task }: Subject): string {
  if (subject === 'settings' && change !== null) return change.sentence;
  if (subject === 'answer' && answer !== null) return answer.subject ?? firstLine(answer.text);
  if (subject === 'task' && task !== null) return task.title;
  return `${plural(messages, 'message')} to ${plural(recipients, 'person', 'people')}`;
}

export const SUBJECT_NAMES: Readonly<Record<ApprovalView['subject'], string>> = {
  messages: 'Messages',
  settings: 'Setting',
  answer: 'Answer',
  task: 'Task',
};

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** What it costs: cents matter little, and still nothing should look free that is not. */
export const costText = (cost: number): string =>
  cost === 0 ? 'nothing' : cost < 0.01 ? 'less than $0.01' : `about ${usd(cost)}`;
