import { useState } from 'react';
import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { useCommand } from '../../api/hooks.ts';
import { decimal } from '../../format/numbers.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select, Textarea } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import { CHANGES, stateOf, useResources } from './resources.ts';
import { WhatMoved, WhatWouldMove } from './what-moves.tsx';

/** Pauses a domain and moves its missions. What would move is said before, what has moved after. */
export function Rotate({ domain }: { readonly domain: string }) {
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const rotate = useCommand(resourceRoutes.rotateDomain, CHANGES);
  const domains = useResources().data?.domains ?? [];
  const others = domains.filter((each) => each.domain !== domain && stateOf(each) === 'active');
  const holders = domains.find((each) => each.domain === domain)?.holders ?? [];
  const done = rotate.data;
  const go = () =>
    rotate.mutate({ body: { domain, ...(to ? { to } : {}), ...(reason.trim() ? { reason } : {}) } });
  const onOpenChange = (next: boolean) => {
    setOpen(next);
    if (next) rotate.reset();
  };
  return (
    <>
      <Button onClick={() => onOpenChange(true)}>Rotate</Button>
      <Dialog
        open={open}
        onOpenChange={onOpenChange}
        wide
        title={done === undefined ? `Rotate ${domain}` : `${domain} is paused`}
        about={
          done === undefined
            ? 'The domain is paused, and its missions go on from another one.'
            : 'This is where its missions go on.'
        }
        actions={
          done === undefined ? (
            <>
              <Button onClick={() => setOpen(false)}>Not now</Button>
              <Button kind="primary" busy={rotate.isPending} onClick={go}>
                Rotate
              </Button>
            </>
          ) : (
            <Button kind="primary" onClick={() => setOpen(false)}>
              Close
            </Button>
          )
        }
      >
        {done === undefined ? (
          <>
            <WhatWouldMove holders={holders} />
            <Field
              label="To"
              hint={
                others.length === 0 ? 'No other domain may send: its missions will wait for one.' : undefined
              }
            >
              {(control) => (
                <Select {...control} value={to} onChange={({ target }) => setTo(target.value)}>
                  <option value="">The best other domain</option>
                  {others.map((each) => (
                    <option key={each.domain} value={each.domain}>
                      {each.domain} (reputation {decimal(each.reputation)}, {each.sentToday} of{' '}
                      {each.dailyCap} today)
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="Reason (optional)">
              {(control) => (
                <Textarea {...control} value={reason} onChange={({ target }) => setReason(target.value)} />
              )}
            </Field>
          </>
        ) : (
          <WhatMoved missions={done.missions} />
        )}
        {rotate.error ? <Problem error={rotate.error} /> : null}
      </Dialog>
    </>
  );
}
