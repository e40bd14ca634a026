import { addMs, HOUR } from '../../../kernel/clock.ts';
import { type Guard, pass, wait } from './guard.ts';

/** What a message has from a document, the document must still say, to customers. */
export const evidence: Guard = {
  code: 'EVIDENCE_GONE',
  channels: ['email'],
  check: ({ cited, now }) => {
    const gone = cited.find(({ unsaid }) => unsaid !== undefined);
    if (gone) {
      return wait(
        `No document bears out "${gone.words}" any more: ${gone.unsaid}`,
        addMs(now, HOUR),
        `Give ${gone.document} again, so that it says so to customers (\`rex knowledge add\`), or cancel the mission and start another one.`,
      );
    }
    if (cited.length === 0) return pass('The message has nothing from documents.');
    const by = cited.map(
      ({ words, under, document, edition, passage }) =>
        `"${words}" by ${under} (${document}, edition ${edition}, passage ${passage})`,
    );
    return pass(`Documents bear out ${by.join('; ')}.`);
  },
};
