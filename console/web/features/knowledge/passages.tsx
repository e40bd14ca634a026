import { useEffect, useRef } from 'react';
import * as z from 'zod';
import { knowledgeRoutes } from '../../../../shared/knowledge/contract/routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useAddress } from '../../app/address.ts';
import { Card } from '../../ui/card.tsx';
import { Loaded } from '../../ui/notice.tsx';
import styles from './knowledge.module.css';
import { placeOf } from './place.ts';

const addressSchema = z.object({ passage: z.coerce.number().int() });

interface PassagesProps {
  readonly document: string;
  /** Of a new edition, they are read anew. */
  readonly edition: number;
}

/** What Rex reads of a document; the passage that the address names is marked. */
export function Passages({ document: id, edition }: PassagesProps) {
  const [{ passage: cited }] = useAddress(addressSchema);
  const query = useApi(knowledgeRoutes.listPassages, { params: { id } });
  const mark = useRef<HTMLLIElement>(null);
  const isThere = query.data !== undefined;
  useEffect(() => {
    if (isThere && cited !== undefined) mark.current?.scrollIntoView({ block: 'center' });
  }, [isThere, cited]);
  return (
    <Card title={`Passages of edition ${edition}`}>
      <Loaded query={query}>
        {({ passages }) => (
          <ol className={styles.passages}>
            {passages.map(({ passage, headings, page, line, text }) => (
              <li
                key={passage}
                ref={passage === cited ? mark : null}
                className={`${styles.passage} ${passage === cited ? styles.cited : ''}`}
                {...(passage === cited ? { 'aria-current': 'true' as const } : {})}
              >
                <p className={`${styles.where} quiet small`}>
                  {[headings.join(' › '), placeOf({ page, line }).replace(', ', '')]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </p>
                <p className={styles.text}>{text}</p>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Card>
  );
}
