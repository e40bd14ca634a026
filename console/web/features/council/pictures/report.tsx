import { reportHtml } from '../../../../../shared/lords/seer/contract/report-html.ts';
import type { Report } from '../../../../../shared/lords/seer/contract/schemas.ts';
import { Button } from '../../../ui/button.tsx';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { saveFile } from '../../../ui/save-file.ts';

/** A report as its page, which can be saved as one file and printed. */
export function ReportPage({ of }: { readonly of: Report }) {
  const html = reportHtml(of);
  return (
    <div className="stack-tight">
      <MailFrame html={html} title="The report" />
      <div>
        <Button onClick={() => saveFile('report.html', 'text/html', html)}>Save as a file</Button>
      </div>
    </div>
  );
}
