import { termsIn } from '../../../../shared/lords/terms.ts';
import { Facts } from '../../ui/facts.tsx';

/** The words in a text that not everybody knows, each in a sentence, for whoever opens it. */
export function Terms({ in: text }: { readonly in: string }) {
  const terms = termsIn(text);
  if (terms.length === 0) return null;
  return (
    <details>
      <summary>Words</summary>
      <Facts of={terms} />
    </details>
  );
}
