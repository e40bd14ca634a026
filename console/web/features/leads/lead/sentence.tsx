import { Time } from '../../../ui/time.tsx';

/** An instant, or what is meant literally, such as a command, between backticks. */
const SPECIAL = /(\d{4}-\d{2}-\d{2}T[\d:.]+Z|`[^`]+`)/;

/** A sentence of the API, with the instants in it as people read them, and commands as such. */
export const Sentence = ({ of: text }: { readonly of: string }) =>
  text.split(SPECIAL).map((part, at) => {
    // Every second part is special, because the expression has one group.
    if (at % 2 === 0) return part;
    const key = `${at} ${part}`;
    return part.startsWith('`') ? <code key={key}>{part.slice(1, -1)}</code> : <Time key={key} at={part} />;
  });
