import { type FormEvent, useId, useState } from 'react';
import { EXTERNAL_STEPS } from '../../../../shared/coordination/contract/external-agent-routes.ts';
import { agentRoutes } from '../../../../shared/coordination/contract/routes.ts';
import { fieldProblem } from '../../api/field-problem.ts';
import { useCommand } from '../../api/hooks.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Problem } from '../../ui/notice.tsx';
import type { Credentials } from './external.tsx';

/** Registers an external agent. Its secret is handed on to be shown once. */
export function RegisterAgent({ onSecret }: { readonly onSecret: (given: Credentials) => void }) {
  const form = useId();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [version, setVersion] = useState('1');
  const register = useCommand(agentRoutes.registerAgent);
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { name, agentVersion: Number(version), steps: [...EXTERNAL_STEPS] };
    const given = await register.mutateAsync({ body }).catch(() => undefined);
    if (given === undefined) return;
    setOpen(false);
    setName('');
    register.reset();
    onSecret(given);
  };
  const problems = ['name', 'agentVersion'].map((field) => fieldProblem(register.error, field));
  return (
    <>
      <Button kind="primary" onClick={() => setOpen(true)}>
        Register agent
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Register an external agent"
        about={`It may do these steps of missions: ${EXTERNAL_STEPS.map(wordsOf).join(', ')}. If it is late, Rex does them itself.`}
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Not now</Button>
            <Button kind="primary" type="submit" form={form} busy={register.isPending}>
              Register
            </Button>
          </>
        }
      >
        <form id={form} className="stack" onSubmit={(event) => void onSubmit(event)}>
          <Field label="Name" problem={problems[0]}>
            {(control) => (
              <Input
                {...control}
                required
                placeholder="Copy desk"
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
          <Field label="Version" problem={problems[1]}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                required
                value={version}
                onChange={({ target }) => setVersion(target.value)}
              />
            )}
          </Field>
          {register.error && problems.every((each) => each === undefined) ? (
            <Problem error={register.error} />
          ) : null}
        </form>
      </Dialog>
    </>
  );
}
