import { useState } from 'react';
import type { SubscriberView } from '../../../../shared/newsletter/contract/newsletter.ts';
import { exactly } from '../../format/times.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';

const KINDS = { double_opt_in: 'Confirmed by mail', member: 'Added by a member' } as const;

/** What proves that a person agreed. */
export function Proof({ of: { email, proof, unsubscribedAt } }: { readonly of: SubscriberView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" small onClick={() => setOpen(true)}>
        {proof.kind === 'member' ? 'By a member' : 'By mail'}
        <span className="visually-hidden">, proof of {email}</span>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`What ${email} agreed to`}>
        <Facts
          of={[
            ['How', KINDS[proof.kind]],
            [proof.kind === 'member' ? 'Agreed' : 'Asked', exactly(proof.askedAt)],
            ['From the address', proof.askedFrom],
            ['Where', proof.source],
            ['Version of the form', proof.form],
            ['Confirmed', proof.confirmedAt === null ? null : exactly(proof.confirmedAt)],
            ['Confirmed from', proof.confirmedFrom],
            ['Added by', proof.by],
            ['Agreed to', proof.text],
            ['Unsubscribed', unsubscribedAt === null ? null : exactly(unsubscribedAt)],
          ]}
        />
      </Dialog>
    </>
  );
}
