import { bytes } from '../../../format/numbers.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { Loaded } from '../../../ui/notice.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { useLocal } from '../local-api.ts';
import { type Mail, mailPath, mailSchema, shownAddress } from './mail.ts';
import { MailHeaders } from './mail-headers.tsx';
import { MailSource } from './mail-source.tsx';

interface MailViewProps {
  readonly id: string;
  readonly as: string | undefined;
}

/** One mail, in each of the ways in which one may look at it. */
export function MailView({ id, as }: MailViewProps) {
  const mail = useLocal(mailPath(id), mailSchema, false);
  return (
    <Card>
      <Loaded query={mail} lines={8}>
        {(data) => <Parts mail={data} as={as} />}
      </Loaded>
    </Card>
  );
}

function Parts({ mail, as }: { readonly mail: Mail; readonly as: string | undefined }) {
  const { id, subject, from, to = [], html, text, headers, attachments } = mail;
  const tabs = [
    ...(html === undefined ? [] : [{ id: 'html', label: 'HTML' }]),
    ...(text === undefined ? [] : [{ id: 'text', label: 'Text' }]),
    { id: 'headers', label: 'Headers', count: headers.length },
    ...(attachments.length === 0 ? [] : [{ id: 'files', label: 'Files', count: attachments.length }]),
    { id: 'source', label: 'Source' },
  ];
  const current = tabs.find((tab) => tab.id === as)?.id ?? tabs[0]?.id ?? 'source';
  return (
    <div className="stack">
      <div className="spread">
        <h2>{subject || 'No subject'}</h2>
        <a href={`${mailPath(id)}/source`} download={`${id}.eml`} className={buttonClass('secondary', true)}>
          Save as .eml ({bytes(mail.bytes)})
        </a>
      </div>
      <Facts
        of={[
          ['From', from === undefined ? null : shownAddress(from)],
          ['To', to.map(shownAddress).join(', ')],
        ]}
      />
      <Tabs label="Views of the mail" tabs={tabs} current={current} parameter="as" />
      {current === 'html' ? <MailFrame html={html ?? ''} title={`The mail ${subject ?? ''}`} /> : null}
      {current === 'text' ? <pre>{text}</pre> : null}
      {current === 'headers' ? <MailHeaders headers={headers} /> : null}
      {current === 'files' ? (
        <ul className="stack-tight">
          {attachments.map(({ name, type, bytes: size }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: files have no other name
            <li key={index} className="spread">
              <a href={`${mailPath(id)}/attachments/${index}`} download>
                {name ?? `File ${index + 1}`}
              </a>
              <span className="quiet small">
                {type}, {bytes(size)}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {current === 'source' ? <MailSource id={id} /> : null}
    </div>
  );
}
