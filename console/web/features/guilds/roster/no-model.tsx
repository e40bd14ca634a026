import { Notice } from '../../../ui/notice.tsx';
import { useModel } from './use-model.ts';

/** What is to be done where agents need a language model and none is set up. */
export function NoModel({ needed }: { readonly needed: boolean }) {
  const hasModel = useModel();
  if (hasModel !== false) return null;
  return (
    <Notice tone={needed ? 'warn' : 'info'}>
      <p>
        {needed
          ? 'No language model is set up. Agents that need one cannot run; the others go by rules.'
          : 'No language model is set up: it goes by rules.'}{' '}
        Whoever operates Rex sets one up: on one machine, start it with <code>OPENAI_API_KEY</code> and{' '}
        <code>REX_OPENAI=on</code>; on AWS, put the key into the secret <code>rex/openai</code>.
      </p>
    </Notice>
  );
}
