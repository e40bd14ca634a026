import * as z from 'zod';
import { taskRoutes } from '../../../../shared/tasks/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Card } from '../../ui/card.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { Loaded, Notice } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { NewTaskForm } from './new-task-form.tsx';

const addressSchema = z.object({ type: z.string() });

/** Creates a task of one of the types that this Rex knows; the form is that of the type. */
export function Page() {
  const session = useSession();
  const [{ type }, change] = useAddress(addressSchema);
  const types = useApi(taskRoutes.listTaskTypes, {});
  if (!session.may(taskRoutes.createTask)) {
    return (
      <PageFrame title="New task">
        <Notice>Operators, admins and owners create tasks.</Notice>
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title="New task"
      about="When it is due, Rex finds out what exactly it would do, and asks first where it has to."
    >
      <Loaded query={types}>
        {({ types: known }) => {
          const chosen = known.find((each) => each.type === type) ?? known[0];
          return (
            <Card title="What is to be done">
              <div className="stack">
                <Field label="Type" hint={chosen?.summary}>
                  {(control) => (
                    <Select
                      {...control}
                      value={chosen?.type}
                      onChange={({ target }) => change({ type: target.value }, { replace: true })}
                    >
                      {known.map((each) => (
                        <option key={each.type} value={each.type}>
                          {each.type}
                        </option>
                      ))}
                    </Select>
                  )}
                </Field>
                {chosen === undefined ? null : <NewTaskForm key={chosen.type} type={chosen} />}
              </div>
            </Card>
          );
        }}
      </Loaded>
    </PageFrame>
  );
}
