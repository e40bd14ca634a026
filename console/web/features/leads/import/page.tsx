import { keepPreviousData } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import * as z from 'zod';
import { IMPORT_KINDS, leadRoutes } from '../../../../../shared/leads/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { useAddress } from '../../../app/address.ts';
import { percent, plural } from '../../../format/numbers.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Loaded, Notice, Problem } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { FileDrop } from './file-drop.tsx';
import { headOf } from './file-head.ts';
import { type Details, ImportDetails } from './import-details.tsx';
import type { Mapping } from './mapping.ts';
import { MappingTable } from './mapping-table.tsx';
import { NoContact } from './no-contact.tsx';
import styles from './page.module.css';
import { useImport } from './use-import.ts';

const addressSchema = z.object({ kind: z.enum(IMPORT_KINDS) });
interface Chosen {
  readonly file: File;
  readonly head: string;
}

/** Imports a file: choose it, see what Rex makes of its columns, and begin. */
export function Page() {
  const session = useSession();
  const [{ kind = 'leads' }, change] = useAddress(addressSchema);
  const [chosen, setChosen] = useState<Chosen>();
  const [mapping, setMapping] = useState<Mapping>({});
  if (!session.may(leadRoutes.createImport)) {
    return (
      <PageFrame title="Import leads">
        <Notice>Operators import files. Your role is {session.role}.</Notice>
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title={kind === 'leads' ? 'Import leads' : 'Import orders'}
      about="Nothing is sent by an import. The same file again changes nothing, and whoever opted out stays out."
    >
      <Card title="The file">
        <div className="stack">
          <div className={styles.kind}>
            <Field
              label="It holds"
              hint={kind === 'orders' ? 'Import the leads of these orders first.' : undefined}
            >
              {(control) => (
                <Select
                  {...control}
                  value={kind}
                  onChange={({ target }) => {
                    setMapping({});
                    change({ kind: target.value === 'orders' ? 'orders' : undefined }, { replace: true });
                  }}
                >
                  <option value="leads">Leads: one person in each row</option>
                  <option value="orders">Orders of leads: one order in each row</option>
                </Select>
              )}
            </Field>
          </div>
          <FileDrop
            file={chosen?.file}
            onChoose={(file) => {
              setMapping({});
              void headOf(file).then((head) => setChosen({ file, head }));
            }}
          />
        </div>
      </Card>
      {chosen === undefined ? null : chosen.head === '' ? (
        <Notice tone="bad">The file is empty: export it again.</Notice>
      ) : (
        <Columns {...chosen} kind={kind} mapping={mapping} onChange={setMapping} />
      )}
    </PageFrame>
  );
}

interface ColumnsProps extends Chosen {
  readonly kind: (typeof IMPORT_KINDS)[number];
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

function Columns({ file, head, kind, mapping, onChange }: ColumnsProps) {
  const body = { kind, head, mapping };
  const query = useApi(leadRoutes.previewImport, { body }, { placeholderData: keepPreviousData });
  const [details, setDetails] = useState<Details>({});
  const { start, share, error } = useImport();
  return (
    <Card title="Its columns" flush>
      <Loaded query={query}>
        {(preview) => (
          <>
            {preview.problem === null ? null : <Notice tone="warn">{preview.problem}</Notice>}
            <NoContact of={preview} />
            <MappingTable kind={kind} preview={preview} mapping={mapping} onChange={onChange} />
            <ImportDetails kind={kind} details={details} onChange={setDetails} error={error}>
              {error === undefined ? null : <Problem error={error} />}
              <div className="row">
                <Button
                  kind="primary"
                  icon={<Upload aria-hidden />}
                  busy={share !== undefined}
                  disabled={preview.problem !== null || query.isPlaceholderData}
                  onClick={() => void start({ file, kind, mapping, ...details })}
                >
                  {share === undefined ? 'Import the file' : `Uploading, ${percent(share)}`}
                </Button>
                <span className="quiet small">
                  The samples are of the first {plural(preview.rows, 'row')}.
                </span>
              </div>
            </ImportDetails>
          </>
        )}
      </Loaded>
    </Card>
  );
}
