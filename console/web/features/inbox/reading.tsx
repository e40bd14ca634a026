import { REPLY_CLASSES, type ReplyClass } from '../../../../shared/mail/contract/reply-class.ts';
import { type ReplyView, replyRoutes } from '../../../../shared/replies/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { onDay } from '../../format/times.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Badge, wordsOf } from '../../ui/badge.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Loaded, Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { Decide } from './decide.tsx';
import styles from './reading.module.css';
import { toneOfClass } from './tones.ts';

/** What Rex understood of a reply, how sure it is, and what a member decides about it. */
export function Reading({ id }: { readonly id: string }) {
  const query = useApi(replyRoutes.getReply, { params: { id } });
  return (
    <Loaded query={query} lines={1}>
      {(reply) => (
        <div className={styles.reading}>
          {reply.reading === null ? null : <Understood id={id} reading={reply.reading} />}
          {reply.state === 'waiting' ? <Decide reply={reply} /> : null}
        </div>
      )}
    </Loaded>
  );
}

function Understood({
  id,
  reading,
}: {
  readonly id: string;
  readonly reading: NonNullable<ReplyView['reading']>;
}) {
  const { class: wants, certainty, by, day, sentence, referredTo, corrected } = reading;
  return (
    <div className="stack-tight">
      <div className="row">
        <span className="quiet small">Rex understood</span>
        <Badge tone={toneOfClass(wants)}>{wordsOf(wants)}</Badge>
        <span className="quiet small">
          {corrected === null ? `${certainty}, by ${by}` : `corrected by ${corrected.by}`}
          {day === null ? '' : `; ${wants === 'later' ? 'from' : 'until'} ${onDay(day)}`}
        </span>
        <NotRight id={id} wants={wants} />
      </div>
      {sentence === null ? null : (
        <p className="small">
          because of <q>{sentence}</q>
        </p>
      )}
      {referredTo === null ? null : (
        <p className="small">
          They name {[referredTo.name, referredTo.email].filter(Boolean).join(', ')}. Rex does not write to
          this person by itself.
        </p>
      )}
    </div>
  );
}

function NotRight({ id, wants }: { readonly id: string; readonly wants: ReplyClass }) {
  const session = useSession();
  const tell = useTell();
  const correct = useCommand(replyRoutes.correctReplyClass, ['inbox', 'leads']);
  if (!session.may(replyRoutes.correctReplyClass)) return null;
  return (
    <>
      <Menu
        kind="quiet"
        label="Not right"
        items={REPLY_CLASSES.filter((each) => each !== wants).map((each) => ({
          label: wordsOf(each),
          onChoose: () =>
            correct.mutate(
              { params: { id }, body: { class: each } },
              {
                onSuccess: () =>
                  tell(`The same words are read as “${wordsOf(each).toLowerCase()}” from now on.`),
              },
            ),
        }))}
      />
      {correct.error ? <Problem error={correct.error} /> : null}
    </>
  );
}
