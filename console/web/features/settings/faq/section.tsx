import * as z from 'zod';
import { MOST_FAQ_ENTRIES } from '../../../../../shared/correspondence/contract/faq.ts';
import { correspondenceRoutes } from '../../../../../shared/correspondence/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { plural } from '../../../format/numbers.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { CopyAs } from '../../../ui/copy-as.tsx';
import { Empty, Loaded } from '../../../ui/notice.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';
import styles from '../settings.module.css';
import { FaqEntryForm } from './entry-form.tsx';
import { FaqTest } from './faq-test.tsx';

const NEW = 'new';
const addressSchema = z.object({ entry: z.string() });
type Entry = z.output<typeof correspondenceRoutes.listFaq.success.schema>['entries'][number];

/** The approved answers to questions that people ask again and again. */
export function Faq() {
  const session = useSession();
  const [{ entry: chosen }, change] = useAddress(addressSchema);
  const list = useApi(correspondenceRoutes.listFaq, {});
  const mayWrite = session.may(correspondenceRoutes.putFaqEntry);
  const columns: readonly Column<Entry>[] = [
    {
      header: 'Entry',
      width: '10rem',
      cell: ({ id }) => (
        <Button kind="quiet" small onClick={() => change({ entry: id })}>
          {id}
        </Button>
      ),
    },
    { header: 'Asked as', width: '3fr', cell: ({ questions }) => questions[0] },
    { header: 'Ways', width: '4rem', align: 'end', wide: true, cell: ({ questions }) => questions.length },
    {
      header: 'Goes out',
      width: '8rem',
      cell: ({ asks }) =>
        asks ? <Badge tone="warn">Asks first</Badge> : <Badge tone="info">By itself</Badge>,
    },
    {
      header: 'Changed',
      width: '8rem',
      align: 'end',
      wide: true,
      cell: ({ changedAt }) => <Time at={changedAt} />,
    },
  ];
  return (
    <>
      <Card
        title="Frequent questions"
        flush
        actions={
          <>
            <CopyAs route={correspondenceRoutes.listFaq} request={{}} command="rex faq list" />
            {mayWrite ? (
              <Button kind="primary" small onClick={() => change({ entry: NEW })}>
                Add an answer
              </Button>
            ) : null}
          </>
        }
      >
        <Loaded query={list}>
          {({ entries }) =>
            entries.length === 0 ? (
              <Empty title="No approved answer yet">
                <p>
                  Write the answer to a question that people ask often, with the ways in which they ask it.
                  Rex then proposes it, or sends it by itself where the settings let it (Tasks and autonomy).
                </p>
              </Empty>
            ) : (
              <>
                <Table
                  label="Approved answers"
                  columns={columns}
                  rows={entries}
                  keyOf={({ id }) => id}
                  isCurrent={({ id }) => id === chosen}
                />
                <p className={`quiet small ${styles.pad}`}>
                  {plural(entries.length, 'entry', 'entries')} of {MOST_FAQ_ENTRIES} at most.
                </p>
              </>
            )
          }
        </Loaded>
      </Card>
      {chosen === undefined || list.data === undefined ? null : (
        <FaqEntryForm
          key={chosen}
          entry={list.data.entries.find(({ id }) => id === chosen)}
          close={() => change({ entry: undefined })}
        />
      )}
      <FaqTest />
    </>
  );
}
