import type { Approval } from '../../approvals/domain/approval.ts';
import { otherWordsOfHtml } from '../../content/contract/html-words.ts';

/** What is asked, in one line. */
export function titleOfApproval(approval: Approval): string {
  switch (approval.subject) {
    case 'task':
      return approval.effect.summary;
    case 'settings':
      return approval.sentence;
    case 'answer':
      return `an answer by ${approval.channel}`;
    case 'messages':
      return `${approval.messages} messages to ${approval.recipients} people`;
  }
}

/**
 * Exactly what will happen, line by line. Of the messages of a mission, how many and to how many: a sample is at
 * `rex approvals show`.
 */
export function linesOfApproval(approval: Approval): (readonly [label: string, text: string])[] {
  switch (approval.subject) {
    case 'task': {
      const { effect, type, agent } = approval;
      const { recipients, content, changes, costUsd } = effect;
      const inHtml = content && otherWordsOfHtml(content);
      return [
        ['What', effect.summary],
        ['Task', `${approval.title} (${type}, by ${agent})`],
        ['Recipients', recipients ? `${recipients.count}: ${recipients.sample.join(', ')}` : 'none'],
        ...(content?.subject ? [['Subject', content.subject] as const] : []),
        ...(content ? [['Content', content.text] as const] : []),
        ...(inHtml ? [['HTML, which differs from the content', inHtml] as const] : []),
        ...changes.map(
          ({ what, field, before, after }) =>
            [`${field} of ${what}`, `${before ?? '(nothing)'} → ${after ?? '(nothing)'}`] as const,
        ),
        ...Object.entries(effect.facts).map(([name, value]) => [name, textOf(value)] as const),
        ...(costUsd > 0 ? [['Cost', `$${costUsd.toFixed(4)}`] as const] : []),
      ];
    }
    case 'settings': {
      const { setting, from, to } = approval.change;
      return [
        ['What', approval.sentence],
        ['Setting', setting],
        ['Now', textOf(from)],
        ['Then', textOf(to)],
        ['Evidence', approval.evidence],
      ];
    }
    case 'answer':
      return [
        ['What', `An answer by ${approval.channel}, to ${approval.leadId}`],
        ...(approval.mailSubject === undefined ? [] : [['Subject', approval.mailSubject] as const]),
        ['Content', approval.text],
      ];
    case 'messages':
      return [
        ['What', `${approval.messages} messages of mission ${approval.missionId}`],
        ['Recipients', String(approval.recipients)],
        ...(approval.costUsd === undefined ? [] : [['Cost', `$${approval.costUsd.toFixed(4)}`] as const]),
        ['Look first', `A sample of the exact messages: rex approvals show ${approval.id} --sample 5`],
      ];
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value || '(nothing)' : JSON.stringify(value);
