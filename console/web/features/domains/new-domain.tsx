import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { fieldProblem } from '../../api/field-problem.ts';
import { useCommand } from '../../api/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { type InboxDraft, InboxRows } from './inbox-rows.tsx';
import { CHANGES } from './resources.ts';

const TIERS = [
  ['warming', 'New: Rex warms it up over some weeks'],
  ['custom', 'Custom: you have sent from it for long'],
  ['prewarmed', 'Prewarmed: bought warm'],
] as const;

/** Adds a sending domain, with its inboxes. */
export function Page() {
  const navigate = useNavigate();
  const add = useCommand(resourceRoutes.addDomain, CHANGES);
  const [domain, setDomain] = useState('');
  const [tier, setTier] = useState<(typeof TIERS)[number][0]>('warming');
  const [target, setTarget] = useState('2000');
  const [inboxes, setInboxes] = useState<readonly InboxDraft[]>([]);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      domain: domain.trim().toLowerCase(),
      tier,
      targetPerDay: Number(target),
      inboxes: inboxes.map(({ name, dailyCap }) => ({ name, dailyCap: Number(dailyCap) })),
    };
    const added = await add.mutateAsync({ body }).catch(() => undefined);
    if (added !== undefined) await navigate({ to: '/domains/$id', params: { id: added.domain } as never });
  };
  return (
    <PageFrame
      title="Add a domain"
      about="A domain that is yours, to send from. Rex sends from it once a DNS record proves that; its warmup begins then."
    >
      <form className="stack" onSubmit={(event) => void onSubmit(event)}>
        <Card title="Domain">
          <div className="stack">
            <Field
              label="Name"
              hint="Best a subdomain for this alone, such as mail.example.com, so that your own mail keeps its reputation."
              problem={fieldProblem(add.error, 'domain')}
            >
              {(control) => (
                <Input
                  {...control}
                  required
                  placeholder="mail.example.com"
                  autoCapitalize="none"
                  spellCheck={false}
                  value={domain}
                  onChange={({ target: { value } }) => setDomain(value)}
                />
              )}
            </Field>
            <Field label="Tier" problem={fieldProblem(add.error, 'tier')}>
              {(control) => (
                <Select
                  {...control}
                  value={tier}
                  onChange={({ target: { value } }) =>
                    setTier(TIERS.find(([each]) => each === value)?.[0] ?? 'warming')
                  }
                >
                  {TIERS.map(([value, label]) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="E-mails a day when it is warm" problem={fieldProblem(add.error, 'targetPerDay')}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  required
                  value={target}
                  onChange={({ target: { value } }) => setTarget(value)}
                />
              )}
            </Field>
          </div>
        </Card>
        <Card title="Inboxes">
          <InboxRows rows={inboxes} onChange={setInboxes} error={add.error} />
        </Card>
        {add.error ? <Problem error={add.error} /> : null}
        <div className="row">
          <Button kind="primary" type="submit" busy={add.isPending}>
            Add domain
          </Button>
          <Button onClick={() => void navigate({ to: '/domains' })}>Not now</Button>
        </div>
      </form>
    </PageFrame>
  );
}
