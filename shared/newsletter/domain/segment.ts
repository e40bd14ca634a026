import type { Segment } from '../contract/segment.ts';
import type { Subscription } from './subscription.ts';

type Member = Pick<Subscription, 'language' | 'attributes' | 'since'>;

/** Whether all that a segment names holds for somebody. */
export const isIn = (
  { languages, subscribedFrom, subscribedBefore, attributes = {} }: Segment,
  { language, attributes: own, since }: Member,
): boolean =>
  (languages === undefined || languages.some((each) => speaks(language, each))) &&
  (subscribedFrom === undefined || since >= subscribedFrom) &&
  (subscribedBefore === undefined || since < subscribedBefore) &&
  Object.entries(attributes).every(([name, values]) => values.includes(own[name] ?? ''));

const speaks = (language: string | undefined, wanted: string): boolean =>
  language === wanted || language?.startsWith(`${wanted}-`) === true;

/** Such as `language en, plan free or trial`; empty for everybody. */
export const segmentText = ({
  languages,
  subscribedFrom,
  subscribedBefore,
  attributes = {},
}: Segment): string =>
  [
    ...(languages ? [`language ${languages.join(' or ')}`] : []),
    ...(subscribedFrom === undefined ? [] : [`subscribed since ${subscribedFrom}`]),
    ...(subscribedBefore === undefined ? [] : [`subscribed before ${subscribedBefore}`]),
    ...Object.entries(attributes)
      .map(([name, values]) => `${name} ${values.join(' or ')}`)
      .toSorted(),
  ].join(', ');
