import { Card } from '../../../ui/card.tsx';
import { labelOf } from '../../../ui/label-of.ts';
import { Text } from '../../../ui/text.tsx';
import { Value } from '../../../ui/values.tsx';
import styles from './detail.module.css';
import type { Approval } from './view.ts';

/** A setting as it is and as it would be, and why. */
export function Change({
  change: { sentence, evidence, change },
}: {
  readonly change: NonNullable<Approval['change']>;
}) {
  return (
    <Card title="The change">
      <div className="stack">
        <p>{sentence}</p>
        <p className="quiet">{evidence}</p>
        <div className={styles.change}>
          <strong className={styles.what}>{labelOf(change.setting.replaceAll('.', ', '))}</strong>
          <Side name="Now" value={change.from} />
          <Side name="Then" value={change.to} />
        </div>
      </div>
    </Card>
  );
}

function Side({ name, value }: { readonly name: string; readonly value: unknown }) {
  return (
    <div className={styles.side}>
      <h3>{name}</h3>
      {typeof value === 'string' ? <Text of={value} /> : <Value of={value} />}
    </div>
  );
}
