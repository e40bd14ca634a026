import { ChevronLeft, ChevronRight } from 'lucide-react';
import { count, plural } from '../../../format/numbers.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Filter, Filters } from '../../../ui/filters.tsx';
import { Empty } from '../../../ui/notice.tsx';
import { qualityOf } from '../quality.ts';
import styles from './detail.module.css';
import type { Messages } from './messages.ts';
import { OneMessage } from './one-message.tsx';
import type { Approval } from './view.ts';

interface MessageViewerProps {
  readonly messages: Messages;
  /** How many messages would go out: where there are many, those shown are a sample. */
  readonly total: number;
  readonly missionId: string;
  readonly quality: Approval['quality'];
}

/** The real messages, one after the other, as those who get them will read them. */
export function MessageViewer({ messages, total, missionId, quality }: MessageViewerProps) {
  const { shown, at, current, step, steps, variants, stepShown, variant, filter } = messages;
  return (
    <Card
      title="Messages"
      actions={
        <>
          <span className="quiet small number" aria-live="polite">
            {shown.length === 0 ? '' : `${count(at + 1)} of ${count(shown.length)} shown`}
          </span>
          <Button
            small
            icon={<ChevronLeft aria-hidden />}
            aria-label="Message before"
            aria-keyshortcuts="k"
            disabled={at === 0}
            onClick={() => step(-1)}
          />
          <Button
            small
            icon={<ChevronRight aria-hidden />}
            aria-label="Next message"
            aria-keyshortcuts="j"
            disabled={at >= shown.length - 1}
            onClick={() => step(1)}
          />
        </>
      }
    >
      <div className="stack">
        <div className="spread">
          <Filters>
            <Filter
              label="Step"
              value={stepShown === undefined ? undefined : String(stepShown)}
              options={steps.map((each) => [String(each), `Step ${each}`])}
              onChange={(value) => filter({ step: value === undefined ? undefined : Number(value) })}
            />
            {variants.length < 2 ? null : (
              <Filter
                label="Variant"
                value={variant}
                options={variants.map((each) => [each, each])}
                onChange={(value) => filter({ variant: value })}
              />
            )}
          </Filters>
          <span className="quiet small">
            {messages.all < total
              ? `A sample: ${count(messages.all)} of ${plural(total, 'message')}, over people, steps and variants`
              : `All ${plural(total, 'message')}`}
          </span>
        </div>
        {current === undefined ? (
          <Empty title="No message to show">None of these messages is of this step and variant.</Empty>
        ) : (
          <OneMessage message={current} missionId={missionId} quality={qualityOf(quality, current)} />
        )}
        <p className={`quiet small ${styles.hint}`}>
          <kbd className={styles.key}>j</kbd> next, <kbd className={styles.key}>k</kbd> before,{' '}
          <kbd className={styles.key}>?</kbd> all keys
        </p>
      </div>
    </Card>
  );
}
