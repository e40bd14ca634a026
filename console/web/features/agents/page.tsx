import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { useAddress } from '../../app/address.ts';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Automations } from './automations.tsx';
import { Autonomy } from './autonomy.tsx';
import { External } from './external.tsx';
import { StatusGrid } from './status-grid.tsx';
import { Workflows } from './workflows.tsx';

const TABS = ['status', 'external', 'automations', 'workflows', 'autonomy'] as const;
const addressSchema = z.object({ tab: z.enum(TABS) });

/** Who does the work: the agents of Rex, those from outside, automations, the workflows, and what may be done alone. */
export function Page() {
  const [{ tab = 'status' }] = useAddress(addressSchema);
  return (
    <PageFrame
      title="Agents"
      about={
        <>
          They work in missions. Those that you run yourself stand in the <Link to="/roster">roster</Link>.
        </>
      }
    >
      <Tabs
        label="Parts of the agents"
        current={tab}
        tabs={[
          { id: 'status', label: 'Status' },
          { id: 'external', label: 'External agents' },
          { id: 'automations', label: 'Automations' },
          { id: 'workflows', label: 'Workflows' },
          { id: 'autonomy', label: 'Autonomy' },
        ]}
      />
      {tab === 'status' ? <StatusGrid /> : null}
      {tab === 'external' ? <External /> : null}
      {tab === 'automations' ? <Automations /> : null}
      {tab === 'workflows' ? <Workflows /> : null}
      {tab === 'autonomy' ? <Autonomy /> : null}
    </PageFrame>
  );
}
