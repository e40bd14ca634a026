import * as z from 'zod';
import { Card } from '../../../ui/card.tsx';
import { Empty, Loaded } from '../../../ui/notice.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';
import { useLocal } from '../local-api.ts';

const textsSchema = z.object({
  texts: z.array(
    z.object({ sid: z.string(), at: z.string(), to: z.string(), from: z.string(), body: z.string() }),
  ),
});
type Text = z.output<typeof textsSchema>['texts'][number];

const columns: readonly Column<Text>[] = [
  { header: 'To', width: '10rem', cell: ({ to }) => to },
  { header: 'Text', width: '4fr', cell: ({ body }) => <span title={body}>{body}</span> },
  { header: 'From', width: '10rem', wide: true, cell: ({ from }) => from },
  { header: 'Sent', width: '8rem', align: 'end', wide: true, cell: ({ at }) => <Time at={at} /> },
];

/** SMS and WhatsApp as they were handed to the Twilio of this machine. */
export function Texts() {
  const list = useLocal('/_local/texts', textsSchema);
  return (
    <Card title="Texts that were sent" flush>
      <Loaded query={list}>
        {({ texts }) =>
          texts.length === 0 ? (
            <Empty title="No text yet">
              Missions send texts when SMS or WhatsApp is in the channels of the settings and people have
              agreed.
            </Empty>
          ) : (
            <Table label="Texts" columns={columns} rows={texts.toReversed()} keyOf={({ sid }) => sid} />
          )
        }
      </Loaded>
    </Card>
  );
}
