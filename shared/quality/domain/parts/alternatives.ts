import { finding, type Judge } from '../part.ts';

const MOST = 20;

/** What is seen or heard, for who cannot see or hear it. */
export const alternatives: Judge = {
  part: 'alternatives',
  most: MOST,
  says: 'A transcript of what is heard and captions of a video (WCAG 2.1, 1.2.1 and 1.2.2).',
  notJudged: ({ content: { type } }) =>
    type === 'video' || type === 'audio' ? undefined : 'It is neither a video nor a recording.',
  findings: ({ content: { type, transcript, captions } }) => [
    ...(transcript === undefined
      ? [
          finding(
            'transcript-missing',
            type === 'audio' ? MOST : MOST / 2,
            'There is no transcript. (WCAG 1.2.1)',
            {
              instead: 'Give what is said as `transcript`.',
            },
          ),
        ]
      : []),
    ...(type === 'video' && captions === undefined
      ? [
          finding('captions-missing', MOST / 2, 'There are no captions. (WCAG 1.2.2)', {
            instead: 'Give them as `captions`.',
          }),
        ]
      : []),
  ],
};
