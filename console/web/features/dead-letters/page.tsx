import * as z from 'zod';
import { DEAD_LETTER_STATES, operationRoutes } from '../../../../shared/operations/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Paged, ShowMore } from '../../ui/paged.tsx';
import { Letter } from './letter.tsx';

const addressSchema = z.object({ state: z.enum(DEAD_LETTER_STATES) });

const queryOf = (state: (typeof DEAD_LETTER_STATES)[number] | undefined) => ({ state, limit: 100 });

/** Messages that no consumer could process after several tries. */
export function Page() {
  const session = useSession();
  const [{ state }] = useAddress(addressSchema);
  const isAllowed = session.may(operationRoutes.listDeadLetters);
  return (
    <PageFrame
      title="Dead letters"
      about="Messages that failed after several tries: what failed, why, and what does not happen meanwhile."
      actions={
        isAllowed ? (
          <CopyAs
            route={operationRoutes.listDeadLetters}
            request={{ query: queryOf(state) }}
            command={`rex dead-letters list${state === undefined ? '' : ` --state ${state}`}`}
          />
        ) : null
      }
    >
      {isAllowed ? (
        <Letters />
      ) : (
        <Empty title="Only for admins">Ask an admin or the owner of the workspace.</Empty>
      )}
    </PageFrame>
  );
}

function Letters() {
  const [{ state }, change] = useAddress(addressSchema);
  const query = queryOf(state);
  const pages = usePages(operationRoutes.listDeadLetters, { query }, ({ deadLetters }) => deadLetters);
  return (
    <>
      <Filters>
        <Filter
          label="State"
          value={state}
          options={DEAD_LETTER_STATES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ state: value })}
        />
      </Filters>
      <Paged
        pages={pages}
        empty={
          <Empty title={state ? 'No dead letter matches' : 'No dead letter'}>
            {state
              ? 'Change the filter to see others.'
              : 'All messages between the parts of Rex were processed. One that fails after several tries comes here, and an alert says so.'}
          </Empty>
        }
      >
        {pages.rows.map((letter) => (
          <Letter key={letter.id} letter={letter} />
        ))}
        <ShowMore pages={pages} />
      </Paged>
    </>
  );
}
