import type { TaskDetail } from '../../../../shared/tasks/contract/routes.ts';
import { changesOf, shown } from '../../schema-form/changes.ts';
import { Card } from '../../ui/card.tsx';
import { Time } from '../../ui/time.tsx';
import { Values } from '../../ui/values.tsx';
import { DiffTable } from './diff-table.tsx';

type Snapshot = TaskDetail['snapshots'][number];

/** How things were outside before each try and after it. */
export function SnapshotsCard({ snapshots }: { readonly snapshots: readonly Snapshot[] }) {
  if (snapshots.length === 0) return null;
  const numbers = [...new Set(snapshots.map(({ number }) => number))];
  return (
    <Card title="Before and after">
      <div className="stack">
        {numbers.map((number) => (
          <Try
            key={number}
            before={snapshots.find((each) => each.number === number && each.when === 'before')}
            after={snapshots.find((each) => each.number === number && each.when === 'after')}
          />
        ))}
      </div>
    </Card>
  );
}

function Try({
  before,
  after,
}: {
  readonly before?: Snapshot | undefined;
  readonly after?: Snapshot | undefined;
}) {
  const changes = after === undefined ? [] : changesOf(before?.state ?? {}, after.state);
  return (
    <section className="stack-tight">
      <p className="quiet small">
        Read before <Time at={before?.at} />
        {after === undefined ? (
          ', and not yet after.'
        ) : (
          <>
            , after <Time at={after.at} />.
          </>
        )}
      </p>
      {changes.length === 0 ? (
        after === undefined ? null : (
          <p>Nothing is different.</p>
        )
      ) : (
        <DiffTable
          label="What is different after it"
          rows={changes.map(({ path, before: was, after: is }) => ({
            name: path.join('.') || 'All of it',
            before: was === undefined ? null : shown(was),
            after: is === undefined ? null : shown(is),
          }))}
        />
      )}
      <details>
        <summary>All that was read</summary>
        <Values of={{ before: before?.state, after: after?.state }} />
      </details>
    </section>
  );
}
