import { useNavigate } from '@tanstack/react-router';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import {
  type CampaignView,
  RESULT_METRICS,
  type ResultMetric,
} from '../../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input, Select, Textarea } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';
import { metricWords } from './metric-words.ts';

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
        open={open}
        onOpenChange={setOpen}
        title={isNew ? 'New campaign' : `Change ${campaign.name}`}
        about="It is a draft until it is started."
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
  const [first, ...others] = old?.goals ?? [];
  const [name, setName] = useState(old?.name ?? '');
  const [description, setDescription] = useState(old?.description ?? '');
  const [metric, setMetric] = useState<ResultMetric>(first?.metric ?? 'booked');
  const [target, setTarget] = useState(first === undefined ? '' : String(first.target));
  const { error, isPending } = old === undefined ? create : edit;
  const problemOf = (field: string) =>
    error?.fields.find(({ path }) => path.startsWith(`body.${field}`))?.message;

  const save = async () => {
    const goal = target === '' ? [] : [{ ...first, metric, target: Number(target) }];
    const goals = [...goal, ...others];
    const text = description.trim();
    const { id } =
      old === undefined
        ? await create.mutateAsync({ body: { name, goals, ...(text && { description: text }) } })
        : await edit.mutateAsync({
            params: { id: old.id },
            body: { name, goals, description: text || null },
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
        {(control) => (
          <Input
            {...control}
            value={name}
            required
            maxLength={120}
            onChange={({ target: { value } }) => setName(value)}
          />
        )}
      </Field>
      <Field label="Description" hint="What it is for" problem={problemOf('description')}>
        {(control) => (
          <Textarea
            {...control}
            value={description}
            maxLength={2_000}
            onChange={({ target: { value } }) => setDescription(value)}
          />
        )}
      </Field>
      <Field label="Goal" hint="What is counted" problem={problemOf('goals')}>
        {(control) => (
          <Select
            {...control}
            value={metric}
            onChange={({ target: { value } }) => setMetric(value as ResultMetric)}
          >
            {RESULT_METRICS.map((each) => (
              <option key={each} value={each}>
                {metricWords(each)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Target" hint="How much it should be; empty for no goal">
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            value={target}
            onChange={({ target: { value } }) => setTarget(value)}
          />
        )}
      </Field>
      {error ? <Problem error={error} /> : null}
      <div>
        <Button type="submit" kind="primary" busy={isPending}>
          {old === undefined ? 'Make it' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
