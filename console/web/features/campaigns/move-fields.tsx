import type { MoveView } from '../../../../shared/campaigns/contract/move.ts';
import { memberRoutes } from '../../../../shared/members/contract/routes.ts';
import type { FieldProblem } from '../../api/client.ts';
import { useApi } from '../../api/hooks.ts';
import { Checkbox, Field, Input, Textarea } from '../../ui/field.tsx';
import { LocalTime } from '../../ui/local-time.tsx';
import styles from './campaigns.module.css';
import type { MoveDraft } from './move-draft.ts';

interface MoveFieldsProps {
  readonly draft: MoveDraft;
  readonly onChange: (values: Partial<MoveDraft>) => void;
  readonly others: readonly MoveView[];
  readonly problems: readonly FieldProblem[];
}

type Text = 'title' | 'description' | 'owner';

/** What every move has: its title, what it waits for, when, and who answers for it. */
export function MoveFields({ draft, onChange, others, problems }: MoveFieldsProps) {
  const members = useApi(memberRoutes.listMembers, {});
  const problemOf = (name: string) =>
    problems.find(({ path }) => path === `body.${name}` || path.startsWith(`body.${name}.`))?.message;
  const typed = (name: Text) => ({
    value: draft[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      onChange({ [name]: target.value }),
  });
  return (
    <>
      <Field label="Title" problem={problemOf('title')}>
        {(control) => <Input {...control} {...typed('title')} required maxLength={150} />}
      </Field>
      <Field label="Description (optional)" problem={problemOf('description')}>
        {(control) => <Textarea {...control} {...typed('description')} rows={2} maxLength={2_000} />}
      </Field>
      {others.length === 0 ? null : (
        <fieldset className={styles.after}>
          <legend>Waits for</legend>
          {others.map(({ id, title }) => (
            <Checkbox
              key={id}
              label={title}
              checked={draft.dependsOn.includes(id)}
              onChange={({ target }) =>
                onChange({
                  dependsOn: target.checked
                    ? [...draft.dependsOn, id]
                    : draft.dependsOn.filter((each) => each !== id),
                })
              }
            />
          ))}
          {problemOf('dependsOn') === undefined ? null : (
            <p className={styles.problem}>{problemOf('dependsOn')}</p>
          )}
        </fieldset>
      )}
      <div className={styles.fields}>
        <Field label="Not before (optional)" hint="In your own time zone" problem={problemOf('startsAt')}>
          {(control) => (
            <LocalTime {...control} value={draft.startsAt} onChange={(startsAt) => onChange({ startsAt })} />
          )}
        </Field>
        <Field label="Due (optional)" hint="In your own time zone" problem={problemOf('dueAt')}>
          {(control) => (
            <LocalTime {...control} value={draft.dueAt} onChange={(dueAt) => onChange({ dueAt })} />
          )}
        </Field>
        <Field label="Owner (optional)" hint="Who answers for it" problem={problemOf('owner')}>
          {(control) => (
            <>
              <Input
                {...control}
                {...typed('owner')}
                maxLength={120}
                list={`${control.id}-members`}
                autoComplete="off"
              />
              <datalist id={`${control.id}-members`}>
                {members.data?.members.map(({ subject, email }) => (
                  <option key={subject} value={email ?? subject} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
    </>
  );
}
