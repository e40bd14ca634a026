import { useAddress } from '../../app/address.ts';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { auditAddressSchema } from './address.ts';
import { Decisions } from './decisions.tsx';
import { Events } from './events.tsx';

/** Who did what, and what Rex decided and why. */
export function Page() {
  const [{ tab = 'events' }] = useAddress(auditAddressSchema);
  return (
    <PageFrame
      title="Audit log"
      about="What people and Rex did, and what Rex decided, with the facts of each decision."
    >
      <Tabs
        label="Parts of the audit log"
        current={tab}
        tabs={[
          { id: 'events', label: 'Events' },
          { id: 'decisions', label: 'Decisions' },
        ]}
      />
      {tab === 'events' ? <Events /> : <Decisions />}
    </PageFrame>
  );
}
