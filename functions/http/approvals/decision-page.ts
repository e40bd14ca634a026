import type { Shown } from '../../../shared/notifications/app/decide-elsewhere.ts';
import { linesOfApproval } from '../../../shared/notifications/domain/request-text.ts';
import { escapeHtml, plainPage } from '../../../shared/platform/runtime/plain-page.ts';

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

/** The page of a link, with its status. `problem`: what was wrong with the form. */
export function decisionPage(shown: Shown, problem?: string): { status: number; body: string } {
  switch (shown.kind) {
    case 'unknown':
      return {
        status: 404,
        body: plainPage(
          'This link does not work',
          paragraph('It may have been cut off. Open it from the e-mail again, or use "rex approvals list".'),
        ),
      };
    case 'closed':
      return { status: 409, body: plainPage('This cannot be decided here', paragraph(shown.why)) };
    case 'decided': {
      const { state, decidedBy = 'you' } = shown.approval;
      const then = state === 'approved' ? 'It is done as it was shown.' : 'Nothing of it is done.';
      return {
        status: 200,
        body: plainPage(escapeHtml(`It is ${state}`), paragraph(`By ${decidedBy}. ${then}`)),
      };
    }
    case 'open': {
      const rows = linesOfApproval(shown.approval).map(
        ([label, text]) => `<dt><b>${escapeHtml(label)}</b></dt><dd>${escapeHtml(text)}</dd>`,
      );
      return {
        status: problem === undefined ? 200 : 400,
        body: plainPage(
          'Is this to be done?',
          `${problem === undefined ? '' : paragraph(problem)}
<dl>
${rows.join('\n')}
</dl>
<p>You decide as ${escapeHtml(shown.subject)}. Without a decision until ${escapeHtml(shown.approval.expiresAt)} it is not done.</p>
<form method="post"><input type="hidden" name="decision" value="approve"><button type="submit">Approve</button></form>
<form method="post"><input type="hidden" name="decision" value="reject">
<p><label>Reason: <input name="reason" maxlength="500" required></label></p>
<button type="submit">Reject</button></form>`,
        ),
      };
    }
  }
}
