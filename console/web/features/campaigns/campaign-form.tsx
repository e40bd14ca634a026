import { useNavigate } from '@tanstack/react-router';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import type { CampaignView } from '../../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Textarea } from '../../ui/field.tsx';
import { LocalTime } from '../../ui/local-time.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { type CampaignDraft, createBody, draftOf, editBody } from './campaign-draft.ts';
import styles from './campaigns.module.css';
import { GoalFields } from './goal-fields.tsx';

/** Makes a campaign, or changes one. */
export function CampaignForm({ of: campaign }: { readonly of?: CampaignView }) {
  const [open, setOpen] = useState(false);
  const isNew = campaign === undefined;
  return (
    <>
      <Button
        kind={isNew ? 'primary' : 'secondary'}
        icon={isNew ? <Plus aria-hidden /> : <Pencil aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {isNew ? 'New campaign' : 'Change'}
      </Button>
      <Dialog
        wide
        open={open}
        onOpenChange={setOpen}
        title={isNew ? 'New campaign' : `Change ${campaign.name}`}
        about={isNew ? 'It is a draft until it is started.' : undefined}
      >
        {open ? <Form {...(isNew ? {} : { of: campaign })} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({ of: old, onDone }: { readonly of?: CampaignView; readonly onDone: () => void }) {
  const navigate = useNavigate();
  const tell = useTell();
  const create = useCommand(campaignRoutes.createCampaign);
  const edit = useCommand(campaignRoutes.editCampaign);
  const [draft, setDraft] = useState(() => draftOf(old));
  const change = (values: Partial<CampaignDraft>) => setDraft((before) => ({ ...before, ...values }));
  const { error, isPending } = old === undefined ? create : edit;
  const problemOf = (path: string) => error?.fields.find((field) => field.path === `body.${path}`)?.message;
  const typed = (name: 'name' | 'description') => ({
    value: draft[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      change({ [name]: target.value }),
  });

  const save = async () => {
    const { id, name } =
      old === undefined
        ? await create.mutateAsync({ body: createBody(draft) })
        : await edit.mutateAsync({
            params: { id: old.id },
            body: editBody(draft),
            headers: { 'if-match': `"${old.version}"` },
          });
    onDone();
    tell(`${name} is saved.`);
    void navigate({ to: '/campaigns/$id', params: { id } as never });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        // What is wrong stands in the form.
        save().catch(() => undefined);
      }}
    >
      <Field label="Name" problem={problemOf('name')}>
        {(control) => <Input {...control} {...typed('name')} required maxLength={120} />}
      </Field>
      <Field label="Description" hint="What it is for" problem={problemOf('description')}>
        {(control) => <Textarea {...control} {...typed('description')} maxLength={2_000} />}
      </Field>
      <div className={styles.fields}>
        <Field label="Begins (optional)" hint="No move begins before" problem={problemOf('startsAt')}>
          {(control) => (
            <LocalTime {...control} value={draft.startsAt} onChange={(startsAt) => change({ startsAt })} />
          )}
        </Field>
        <Field label="Ends (optional)" hint="No move begins after" problem={problemOf('endsAt')}>
          {(control) => (
            <LocalTime {...control} value={draft.endsAt} onChange={(endsAt) => change({ endsAt })} />
          )}
        </Field>
      </div>
      <GoalFields goals={draft.goals} onChange={(goals) => change({ goals })} problemOf={problemOf} />
      {error ? <Problem error={error} /> : null}
      <div>
        <Button type="submit" kind="primary" busy={isPending}>
          {old === undefined ? 'Make it' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
