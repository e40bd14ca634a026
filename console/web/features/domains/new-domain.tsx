import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { fieldProblem } from '../../api/field-problem.ts';
import { useCommand } from '../../api/hooks.ts';
import { useLocalRuntime } from '../../app/clock.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { domainNameOf } from './domain-name.ts';
import { type InboxDraft, InboxRows } from './inbox-rows.tsx';
import { CHANGES } from './resources.ts';

const TIERS = [
  [
    'custom',
    'In use: e-mail has gone out from it for months',
    'It may send its target from the first day. Say this only of a domain whose mail is known to mailbox providers.',
  ],
  [
    'warming',
    'New: it has sent little or nothing',
    'Mailbox providers do not trust it yet, so Rex warms it up: it sends 20 e-mails on the first day and more after each day on which at least half went out, for 14 days of sending. Missions send from it within that.',
  ],
  [
    'prewarmed',
    'Bought warm: somebody else has warmed it up',
    'It may send its target from the first day, and rests earlier when its reputation falls, below 0.8.',
  ],
] as const;
type Tier = (typeof TIERS)[number][0];

/** What is right for most: where mail leaves the machine, a domain is taken for new until a person says otherwise. */
const usualTier = (isLocal: boolean): Tier => (isLocal ? 'custom' : 'warming');

/** Adds a sending domain, with its inboxes. */
export function Page() {
  const navigate = useNavigate();
  const add = useCommand(resourceRoutes.addDomain, CHANGES);
  const [domain, setDomain] = useState('');
  const isLocal = Boolean(useLocalRuntime().data);
  const [chosen, setTier] = useState<Tier>();
  const tier = chosen ?? usualTier(isLocal);
  const [target, setTarget] = useState('2000');
  const [inboxes, setInboxes] = useState<readonly InboxDraft[]>([]);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      domain: domainNameOf(domain),
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
      about={
        isLocal
          ? 'A name to send from. On this machine any name does: e-mail goes to the local mailbox and never leaves.'
          : 'A domain that is yours, to send from. Rex sends from it once a DNS record proves that; its warmup begins then.'
      }
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
                  onBlur={() => setDomain(domainNameOf(domain))}
                />
              )}
            </Field>
            <Field
              label="How it has been used"
              hint={
                <>
                  {TIERS.find(([each]) => each === tier)?.[2]}
                  {isLocal && tier === 'warming'
                    ? ' Here a warmup is played for real: let the local clock run for the days that it takes.'
                    : null}
                </>
              }
              problem={fieldProblem(add.error, 'tier')}
            >
              {(control) => (
                <Select
                  {...control}
                  value={tier}
                  onChange={({ target: { value } }) => setTier(TIERS.find(([each]) => each === value)?.[0])}
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
