import * as z from 'zod';
import {
  APPROVAL_STATES,
  APPROVAL_SUBJECTS,
  approvalRoutes,
} from '../../../../shared/approvals/contract/routes.ts';
import { useAddress } from '../../app/address.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Decided } from './decided.tsx';
import { Pending } from './pending.tsx';
import { SUBJECT_NAMES } from './words.ts';

const addressSchema = z.object({ state: z.enum(APPROVAL_STATES), subject: z.enum(APPROVAL_SUBJECTS) });

/** What waits for a decision, and below it what was decided. */
export function Page() {
  const [{ state, subject }, change] = useAddress(addressSchema);
  return (
    <PageFrame
      title="Approvals"
      about="Nothing goes out and nothing is changed before a person has said yes to exactly that."
      actions={
        <CopyAs
          route={approvalRoutes.listApprovals}
          request={{ query: { state } }}
          command={`rex approvals list${state === undefined ? '' : ` --state ${state}`}`}
        />
      }
    >
      <Filters>
        <Filter
          label="State"
          value={state}
          options={APPROVAL_STATES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ state: value })}
        />
        <Filter
          label="About"
          value={subject}
          options={APPROVAL_SUBJECTS.map((each) => [each, SUBJECT_NAMES[each]])}
          onChange={(value) => change({ subject: value })}
        />
      </Filters>
      {state === undefined || state === 'pending' ? <Pending subject={subject} /> : null}
      {state === 'pending' ? null : <Decided state={state} subject={subject} />}
    </PageFrame>
  );
}
