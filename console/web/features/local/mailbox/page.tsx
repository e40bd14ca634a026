import { useState } from 'react';
import * as z from 'zod';
import { useAddress } from '../../../app/address.ts';
import { plural } from '../../../format/numbers.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field, Input } from '../../../ui/field.tsx';
import { Empty, Loaded } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { useLocal } from '../local-api.ts';
import { mailListSchema } from './mail.ts';
import { MailList } from './mail-list.tsx';
import { MailView } from './mail-view.tsx';
import styles from './mailbox.module.css';

const addressSchema = z.object({ q: z.string(), mail: z.string(), as: z.string() });
const STEP = 100;
const MOST = 1000;

/** Every mail that this Rex has sent, as its recipients would get it. None has left the machine. */
export function Page() {
  const [{ q = '', mail, as }, change] = useAddress(addressSchema);
  const [limit, setLimit] = useState(STEP);
  const list = useLocal(
    `/mailbox/messages?${new URLSearchParams({ q, limit: String(limit) })}`,
    mailListSchema,
    5_000,
  );
  const total = list.data?.total ?? 0;
  return (
    <PageFrame
      title="Mailbox"
      about="Every mail that Rex has sent here, as the people would get it. Nothing has left this machine."
    >
      <div className={styles.layout}>
        <Card flush>
          <div className={styles.search}>
            <Field label="Search" hint={list.data === undefined ? ' ' : plural(total, 'mail')}>
              {(control) => (
                <Input
                  {...control}
                  type="search"
                  placeholder="Subject, sender or recipient"
                  value={q}
                  onChange={({ target }) =>
                    change({ q: target.value === '' ? undefined : target.value }, { replace: true })
                  }
                />
              )}
            </Field>
          </div>
          <Loaded query={list} lines={8}>
            {({ messages }) =>
              messages.length === 0 ? (
                <Empty title={q === '' ? 'No mail yet' : 'No mail matches'}>
                  {q === ''
                    ? 'What Rex sends is here a moment later: approve messages, and move the clock.'
                    : null}
                </Empty>
              ) : (
                <>
                  <MailList messages={messages} current={mail} />
                  {messages.length < total && limit < MOST ? (
                    <Button kind="quiet" onClick={() => setLimit(Math.min(MOST, limit + 2 * STEP))}>
                      Older
                    </Button>
                  ) : null}
                </>
              )
            }
          </Loaded>
        </Card>
        {mail === undefined ? (
          <Card>
            <Empty title="Choose a mail">
              It is shown as HTML, as text, with its headers, files and source.
            </Empty>
          </Card>
        ) : (
          <MailView key={mail} id={mail} as={as} />
        )}
      </div>
    </PageFrame>
  );
}
