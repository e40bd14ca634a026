import { useRef, useState } from 'react';
import { useCommand } from '../../../api/hooks.ts';
import { plural } from '../../../format/numbers.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { State } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, Textarea } from '../../../ui/field.tsx';
import { LET_PASS, type MessageQuality } from '../quality.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import styles from './detail.module.css';

interface Props {
  readonly of: MessageQuality;
  readonly missionId: string;
}

/** How good a message is, what takes points from it, and, where it is not good enough, the way to let it pass. */
export function Quality({ of, missionId }: Props) {
  const { score, level, threshold, findings, more, stands } = of;
  const session = useSession();
  const [open, setOpen] = useState(false);
  return (
    <section className={styles.quality} aria-label="Quality">
      <p className="row">
        <strong>Quality {score} of 100</strong>
        <State of={level} />
        <span className="quiet small">
          {stands === 'let-pass'
            ? 'A person let exactly these words pass.'
            : `The threshold is ${threshold}.`}
        </span>
      </p>
      {findings.length === 0 ? null : (
        <ul aria-label="What costs points" className="stack-tight">
          {findings.map(({ rule, says, instead, passage, scoreAfter }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was judged does not change its order
            <li key={`${rule} ${n}`}>
              {says}
              {passage === null || says.includes(passage.quote) ? null : (
                <>
                  {' '}
                  <q>{passage.quote}</q>
                </>
              )}
              {instead === null ? null : <> {instead}</>}{' '}
              <span className="quiet small">Then {scoreAfter}.</span>
            </li>
          ))}
        </ul>
      )}
      {more === 0 ? null : <p className="quiet small">And {plural(more, 'finding')} more.</p>}
      {stands !== 'below' || !session.may(LET_PASS) ? null : (
        <div>
          <Button small onClick={() => setOpen(true)}>
            Let it pass
          </Button>
        </div>
      )}
      <LetPassDialog of={of} missionId={missionId} open={open} close={() => setOpen(false)} />
    </section>
  );
}

function LetPassDialog({
  of,
  missionId,
  open,
  close,
}: Props & { readonly open: boolean; readonly close: () => void }) {
  const pass = useCommand(LET_PASS, ['approvals']);
  const [reason, setReason] = useState('');
  const place = useRef<HTMLTextAreaElement>(null);
  const { step, variant } = of;
  const body = { message: { mission: missionId, step, variant }, override: { reason } };
  return (
    <DecisionDialog
      open={open}
      close={close}
      deciding={pass}
      decide={() => pass.mutateAsync({ body } as never)}
      label="Let it pass"
      done="It may pass. The messages still wait for their approval."
      kind="primary"
      focus={place}
      disabled={reason.trim().length < 3}
      title="Let exactly these words pass?"
      about={`The e-mail of step ${step}, variant ${variant}, for everybody who gets it. With other words it has to be let pass anew.`}
    >
      <Field label="Reason" hint="It is kept with the decision">
        {(control) => (
          <Textarea
            {...control}
            ref={place}
            maxLength={500}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
    </DecisionDialog>
  );
}
