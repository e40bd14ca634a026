import { Time } from '../../../ui/time.tsx';

const INSTANT = /(\d{4}-\d{2}-\d{2}T[\d:.]+Z)/;

/** A sentence of the API, with the instants in it as people read them. */
export const Sentence = ({ of: text }: { readonly of: string }) =>
  text
    .split(INSTANT)
    // Every second part is an instant, because the expression has one group.
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence keep their places
    .map((part, at) => (at % 2 === 1 ? <Time key={`${at} ${part}`} at={part} /> : part));
