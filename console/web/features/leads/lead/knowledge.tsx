import { enrichmentRoutes } from '../../../../../shared/enrichment/contract/routes.ts';
import { profileRoutes } from '../../../../../shared/icp/contract/routes.ts';
import { useApi, useCommand } from '../../../api/hooks.ts';
import { decimal, percent } from '../../../format/numbers.ts';
import { useSession } from '../../../sign-in/session-context.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Loaded } from '../../../ui/notice.tsx';
import { useTell } from '../../../ui/toast.tsx';
import { nameOfField } from '../import/mapping.ts';

/** What is known beyond the import, where it comes from, and asking for more. */
export function Enrichment({ leadId }: { readonly leadId: string }) {
  const session = useSession();
  const tell = useTell();
  const request = { params: { id: leadId } };
  const query = useApi(enrichmentRoutes.showEnrichment, request);
  const enrich = useCommand(enrichmentRoutes.enrichLead);
  return (
    <Card
      title="Enrichment"
      actions={
        session.may(enrichmentRoutes.enrichLead) ? (
          <Confirm
            small
            label="Ask the sources"
            title="Ask the sources about this person?"
            about="Rex asks the sources of your settings one after another until enough is known, within the budget for one lead. What they charge is not given back."
            run={async () => {
              const { quality } = await enrich.mutateAsync({ ...request, body: {} });
              tell(`This person is now known to ${percent(quality)}.`);
            }}
          />
        ) : null
      }
    >
      <Loaded query={query}>
        {({ quality, fields, next }) => (
          <div className="stack-tight">
            <Facts
              of={[
                ['Known', percent(quality)],
                ...fields
                  .filter(({ value, wanted }) => value !== null || wanted)
                  .map(
                    ({ field, value, trust, from }) =>
                      [
                        nameOfField(field),
                        value === null ? (
                          <span key={field} className="quiet">
                            not known
                          </span>
                        ) : (
                          <span key={field}>
                            {value}{' '}
                            <span className="quiet small">
                              {from.join(', ')}, trust {percent(trust)}
                            </span>
                          </span>
                        ),
                      ] as const,
                  ),
              ]}
            />
            <p className="quiet small">Next: {next}</p>
          </div>
        )}
      </Loaded>
    </Card>
  );
}

/** How well a person fits the newest profile, part by part. */
export function Score({ leadId }: { readonly leadId: string }) {
  const query = useApi(profileRoutes.scoreLead, { body: { leadId } });
  return (
    <Card title="Fit">
      <Loaded query={query}>
        {({ score, basis, segment, parts, moved }) => (
          <div className="stack-tight">
            <Facts
              of={[
                ['Score', `${decimal(score)} of 100, ${basis}`],
                ['Segment', segment],
                ...parts.map(
                  ({ factor, value, weight, sentence }) =>
                    [
                      wordsOf(factor),
                      <span key={factor}>
                        {percent(value)}{' '}
                        <span className="quiet small">
                          weighs {percent(weight)}. {sentence}
                        </span>
                      </span>,
                    ] as const,
                ),
              ]}
            />
            {moved.length === 0 ? null : (
              <p className="quiet small">
                What moves it most:{' '}
                {moved.map(({ what, by }) => `${what} (${by > 0 ? '+' : ''}${decimal(by)})`).join(', ')}
              </p>
            )}
          </div>
        )}
      </Loaded>
    </Card>
  );
}
