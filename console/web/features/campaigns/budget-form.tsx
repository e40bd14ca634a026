import { useState } from 'react';
import { CAPS, type CampaignView } from '../../../../shared/campaigns/contract/campaign.ts';
import { campaignRoutes } from '../../../../shared/campaigns/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { useTell } from '../../ui/toast.tsx';

/** Sets the budget: for owners and admins. What is left empty has no limit. */
export function BudgetForm({ of: campaign }: { readonly of: CampaignView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Budget</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Budget of ${campaign.name}`}
        about="Once it is used up, no move begins. What was begun goes on. Empty: no limit."
      >
        {open ? <Form of={campaign} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({
  of: { id, version, budget },
  onDone,
}: {
  readonly of: CampaignView;
  readonly onDone: () => void;
}) {
  const tell = useTell();
  const set = useCommand(campaignRoutes.setCampaignBudget, ['moves']);
  const [amount, setAmount] = useState(String(budget.amountUsd ?? ''));
  const [caps, setCaps] = useState(() => CAPS.map((name) => String(budget.caps[name] ?? '')));
  const problemOf = (path: string) => set.error?.fields.find((field) => field.path === path)?.message;
  const numbers = (text: string) => (text === '' ? undefined : Number(text));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate(
          {
            params: { id },
            body: {
              amountUsd: numbers(amount),
              caps: Object.fromEntries(CAPS.map((name, i) => [name, numbers(caps[i] ?? '')])),
            },
            headers: { 'if-match': `"${version}"` },
          },
          {
            onSuccess: () => {
              onDone();
              tell('The budget is set.');
            },
          },
        );
      }}
    >
      <Field label="Amount in USD" problem={problemOf('body.amountUsd')}>
        {(control) => (
          <Input
            {...control}
            type="number"
            min={0}
            step="any"
            value={amount}
            onChange={({ target: { value } }) => setAmount(value)}
          />
        )}
      </Field>
      {CAPS.map((name, i) => (
        <Field
          key={name}
          label={`Most ${wordsOf(name).toLowerCase()}`}
          problem={problemOf(`body.caps.${name}`)}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={0}
              value={caps[i]}
              onChange={({ target: { value } }) =>
                setCaps((before) => before.map((each, n) => (n === i ? value : each)))
              }
            />
          )}
        </Field>
      ))}
      {set.error ? <Problem error={set.error} /> : null}
      <div>
        <Button type="submit" kind="primary" busy={set.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
