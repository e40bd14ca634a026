import * as z from 'zod';
import { useAddress } from '../../../app/address.ts';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { ClockCard } from './clock-card.tsx';
import { ProfileForm } from './profile-form.tsx';
import { Texts } from './texts.tsx';

const TABS = [
  { id: 'people', label: 'Simulated people' },
  { id: 'faults', label: 'Failures on purpose' },
  { id: 'texts', label: 'SMS and WhatsApp' },
] as const;
const addressSchema = z.object({ tab: z.enum(['people', 'faults', 'texts']) });

/** What only a Rex on one machine has: its own clock, people who are simulated, and faults on purpose. */
export function Page() {
  const [{ tab = 'people' }] = useAddress(addressSchema);
  return (
    <PageFrame
      title="Clock and people"
      about="For trying things out: the people to whom Rex writes are simulated, and days pass in seconds when you move the clock."
    >
      <ClockCard />
      <Tabs label="Parts of this machine" tabs={TABS} current={tab} />
      {tab === 'texts' ? <Texts /> : <ProfileForm key={tab} {...FORMS[tab]} />}
    </PageFrame>
  );
}

const FORMS = {
  people: {
    title: 'How simulated people behave',
    about:
      'How often each thing happens, as a share (0.1 is one in ten), and how long it takes on average. It holds for messages from now on, until Rex is started again.',
    path: '/_local/people',
    part: 'people',
  },
  faults: {
    title: 'What goes wrong on purpose',
    about:
      'For engineers: a failure happens, with the share you give, wherever the name of a function, a queue or an operation (such as dynamodb.PutItem) contains the target. Without a rule nothing goes wrong.',
    path: '/_local/faults',
    part: 'faults',
  },
} as const;
