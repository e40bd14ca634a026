import type { Approval } from '../../approvals/domain/approval.ts';
import type { Notice } from './notice.ts';
import { linesOfApproval } from './request-text.ts';

/** A section of Slack holds 3,000 characters, a header 150. */
const LONGEST_SECTION = 2_900;
const LONGEST_HEADER = 150;
const MOST_LINES = 20;

/** What is written between these is read as text, and as no mention or link (Slack's own escapes). */
const plain = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const section = (text: string) => ({
  type: 'section',
  text: { type: 'plain_text', text: text.slice(0, LONGEST_SECTION), emoji: false },
});

export const slackText = ({ severity, title, kind }: Notice): string =>
  plain(kind === 'request' ? title : `${severity}: ${title}`).slice(0, LONGEST_SECTION);

/** What a button sends back: which approval, over exactly what. */
export interface ButtonValue {
  readonly approvalId: string;
  readonly digest: string;
}

const button = (action: 'approve' | 'reject', title: string, style: string, value: ButtonValue) => ({
  type: 'button',
  action_id: action,
  style,
  text: { type: 'plain_text', text: title },
  value: JSON.stringify([value.approvalId, value.digest]),
});

export function slackBlocks(notice: Notice, approval: Approval | undefined): object[] {
  const header = {
    type: 'header',
    text: { type: 'plain_text', text: notice.title.slice(0, LONGEST_HEADER), emoji: false },
  };
  if (!approval) return [header, section(notice.message)];
  const lines = linesOfApproval(approval).slice(0, MOST_LINES);
  const value = { approvalId: approval.id, digest: approval.digest };
  return [
    header,
    ...lines.map(([label, text]) => section(`${label}: ${text}`)),
    section(notice.message),
    {
      type: 'actions',
      block_id: 'decision',
      elements: [button('approve', 'Approve', 'primary', value), button('reject', 'Reject', 'danger', value)],
    },
  ];
}

/** Undefined for what is no value of ours. */
export function readButtonValue(value: string): ButtonValue | undefined {
  try {
    const [approvalId, digest]: unknown[] = JSON.parse(value);
    return typeof approvalId === 'string' && typeof digest === 'string' ? { approvalId, digest } : undefined;
  } catch {
    return undefined;
  }
}
