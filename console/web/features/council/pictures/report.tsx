import { Button } from '../../../ui/button.tsx';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { saveFile } from '../../../ui/save-file.ts';

/** A report as its page, which can be saved as one file and printed. */
export function ReportPage({ of: { html } }: { readonly of: { readonly html: string } }) {
  return (
    <div className="stack-tight">
      <MailFrame html={html} title="The report" />
      <div>
        <Button onClick={() => saveFile('report.html', 'text/html', html)}>Save as a file</Button>
      </div>
    </div>
  );
}
