import { Send } from 'lucide-react';
import { useState } from 'react';
import { ANSWER_CHANNELS } from '../../../../shared/inbox/contract/answer.ts';
import { type ConversationView, inboxRoutes } from '../../../../shared/inbox/contract/routes.ts';
import { settingsRoutes } from '../../../../shared/operations/contract/settings-routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select, Textarea } from '../../ui/field.tsx';
import { Notice, Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import styles from './answer-box.module.css';

/** What was typed and not sent, by workspace and conversation, while the console is open. */
const drafts = new Map<string, string>();

/** Answers in the thread of the latest message, and says before whether it goes out at once. */
export function AnswerBox({
  conversation: { id, channels },
  after,
}: {
  readonly conversation: ConversationView;
  /** The answer that whoever writes here has seen: an answer of somebody else that came after it is told before anything goes out. */
  readonly after: string | undefined;
}) {
  const session = useSession();
  const tell = useTell();
  const settings = useApi(settingsRoutes.getSettings, {});
  const answer = useCommand(inboxRoutes.answerConversation, ['approvals', 'leads']);
  const place = `${session.workspace}/${id}`;
  const [text, setText] = useState(drafts.get(place) ?? '');
  const [channel, setChannel] = useState<(typeof ANSWER_CHANNELS)[number]>();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const asks = settings.data?.answers.approval === 'all';
  const possible = ANSWER_CHANNELS.filter((each) => channels.includes(each));
  if (!session.may(inboxRoutes.answerConversation)) return null;
  if (channels.length === 0)
    return <Notice>This person has written nothing yet that could be answered.</Notice>;
  if (possible.length === 0) return <Notice>Rex answers by {ANSWER_CHANNELS.join(', ')} only.</Notice>;
  const type = (value: string) => {
    setText(value);
    drafts.set(place, value);
  };
  const send = () =>
    answer.mutate(
      {
        params: { id },
        headers: { 'idempotency-key': key },
        body: { text, ...(channel ? { channel } : {}), ...(after ? { after } : {}) },
      },
      {
        onSuccess: ({ state, reason }) => {
          type('');
          setKey(crypto.randomUUID());
          tell(
            state === 'pending'
              ? 'The answer waits for an approval.'
              : (reason ?? 'The answer is on its way.'),
          );
        },
      },
    );
  return (
    <form
      className={styles.box}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        label="Your answer"
        hint={
          settings.data === undefined
            ? undefined
            : asks
              ? 'Somebody approves it before it goes out.'
              : 'It goes out at once, as your settings say.'
        }
        problem={answer.error?.fields.find(({ path }) => path === 'body.text')?.message}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            maxLength={10_000}
            value={text}
            onChange={({ target }) => type(target.value)}
          />
        )}
      </Field>
      {answer.error ? <Problem error={answer.error} /> : null}
      <div className="row">
        <Button
          type="submit"
          kind="primary"
          icon={<Send aria-hidden />}
          busy={answer.isPending}
          disabled={text.trim() === ''}
        >
          {asks ? 'Ask for approval' : 'Send'}
        </Button>
        {possible.length < 2 ? null : (
          <Select
            aria-label="Channel"
            value={channel ?? ''}
            onChange={({ target }) => setChannel(possible.find((each) => each === target.value))}
          >
            <option value="">By the channel of the latest message</option>
            {possible.map((each) => (
              <option key={each} value={each}>
                By {each}
              </option>
            ))}
          </Select>
        )}
      </div>
    </form>
  );
}
