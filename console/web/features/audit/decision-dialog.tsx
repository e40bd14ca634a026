import { percent } from '../../format/numbers.ts';
import { exactly } from '../../format/times.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Values } from '../../ui/values.tsx';
import { type Decision, LAYER_NAMES, Subject } from './decision-columns.tsx';

interface DecisionDialogProps {
  readonly decision: Decision | undefined;
  readonly onClose: () => void;
}

/** One decision with its facts and the thresholds in force. */
export function DecisionDialog({ decision, onClose }: DecisionDialogProps) {
  return (
    <Dialog
      open={decision !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      wide
      title={decision === undefined ? 'Decision' : `${wordsOf(decision.action)}, by ${decision.rule}`}
      about={decision?.explanation}
    >
      {decision === undefined ? null : (
        <>
          <Facts
            of={[
              ['When', exactly(decision.at)],
              ['Question', decision.situation === null ? null : wordsOf(decision.situation)],
              ['About', decision.subject === null ? null : <Subject key="about" of={decision.subject} />],
              ['Layer', LAYER_NAMES[decision.layer]],
              ['Confidence', percent(decision.confidence)],
              [
                'Took',
                `${decision.durationMs.toFixed(2)} ms${decision.cached ? ', from an answer that was kept' : ''}`,
              ],
            ]}
          />
          <section className="stack-tight">
            <h3>Facts</h3>
            <Values of={decision.facts} />
          </section>
          {decision.thresholds === null ? null : (
            <section className="stack-tight">
              <h3>Thresholds</h3>
              <Values of={decision.thresholds} />
            </section>
          )}
        </>
      )}
    </Dialog>
  );
}
