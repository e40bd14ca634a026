import * as z from 'zod';
import { useAddress } from '../../../app/address.ts';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { ClockCard } from './clock-card.tsx';
import { ProfileForm } from './profile-form.tsx';
import { Texts } from './texts.tsx';

const TABS = [
  { id: 'people', label: 'Simulated people' },
  { id: 'faults', label: 'Faults' },
  { id: 'texts', label: 'Texts' },
] as const;
const addressSchema = z.object({ tab: z.enum(['people', 'faults', 'texts']) });

/** What only a Rex on one machine has: its own clock, people who are simulated, and faults on purpose. */
export function Page() {
  const [{ tab = 'people' }] = useAddress(addressSchema);
  return (
    <PageFrame
      title="Clock and people"
      about="This Rex has a clock of its own, and the people to whom it writes are simulated. Days pass in seconds."
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
      'Shares of mails or of people for whom each thing happens, and how long it takes on average. It holds for mails from now on, until Rex is started again.',
    path: '/_local/people',
    part: 'people',
  },
  faults: {
    title: 'What goes wrong on purpose',
    about:
      'Each fault strikes with its rate where the name of a function, a queue or an operation (such as dynamodb.PutItem) contains its target. Without a rule nothing goes wrong.',
    path: '/_local/faults',
    part: 'faults',
  },
} as const;
