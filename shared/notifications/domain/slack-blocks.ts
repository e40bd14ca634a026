import type { Approval } from '../../approvals/domain/approval.ts';
import type { Notice } from './notice.ts';
import { linesOfApproval } from './request-text.ts';

/** A section of Slack holds 3,000 characters, a header 150, and a message 13,200 in all its blocks, of which there are 50. */
const LONGEST_SECTION = 2_900;
const LONGEST_HEADER = 150;
const LONGEST_MESSAGE = 8_000;
const MOST_LINES = 40;

/** What is written between these is read as text, and as no mention or link (Slack's own escapes). */
export const plain = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const cutTo = (most: number, text: string): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

const section = (text: string) => ({
  type: 'section',
  text: { type: 'plain_text', text: cutTo(LONGEST_SECTION, text), emoji: false },
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

/** The only text that Slack reads as its markup: the address is ours. */
const pageLink = (page: string) => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: `<${page}|Open it in the console>` }],
});

/** Whoever approves has seen all of it: what does not fit is named, and is decided where it can be read. */
export function slackBlocks(notice: Notice, approval: Approval | undefined, page: string): object[] {
  const header = {
    type: 'header',
    text: { type: 'plain_text', text: cutTo(LONGEST_HEADER, notice.title), emoji: false },
  };
  if (!approval) return [header, section(notice.message), pageLink(page)];
  const lines = linesOfApproval(approval).map(([label, text]) => `${label}: ${text}`);
  const shown = fitting(lines);
  const value = { approvalId: approval.id, digest: approval.digest };
  const approve = button('approve', 'Approve', 'primary', value);
  const reject = button('reject', 'Reject', 'danger', value);
  return [
    header,
    ...lines.slice(0, shown).map(section),
    ...(shown === lines.length ? [] : [section(whereToLook(lines.length - shown, approval.id))]),
    section(notice.message),
    pageLink(page),
    {
      type: 'actions',
      block_id: 'decision',
      elements: shown === lines.length ? [approve, reject] : [reject],
    },
  ];
}

/** How many lines of the beginning Slack shows whole. */
function fitting(lines: readonly string[]): number {
  let room = LONGEST_MESSAGE;
  const left = lines.findIndex((line, n) => {
    room -= line.length;
    return n >= MOST_LINES || line.length > LONGEST_SECTION || room < 0;
  });
  return left < 0 ? lines.length : left;
}

const whereToLook = (left: number, id: string): string =>
  `And ${left} more, too long for Slack. To see all of it and approve it: the page Approvals of the console, the e-mail about it, or "rex approvals show ${id}".`;

/** Undefined for what is no value of ours. */
export function readButtonValue(value: string): ButtonValue | undefined {
  try {
    const [approvalId, digest]: unknown[] = JSON.parse(value);
    return typeof approvalId === 'string' && typeof digest === 'string' ? { approvalId, digest } : undefined;
  } catch {
    return undefined;
  }
}
