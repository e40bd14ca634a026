import type { Content } from '../contract/content.ts';

const NOTHING = { colours: [], pairs: [], fonts: [], evidence: [] };

/** Content of words alone. What is not given is left out, so that its digest is that of the same words given by hand. */
export const plainContent = ({
  type,
  subject,
  text,
  html,
}: Pick<Content, 'type' | 'subject' | 'text' | 'html'>): Content => ({
  type,
  ...(subject !== undefined && { subject }),
  ...(text !== undefined && { text }),
  ...(html !== undefined && { html }),
  ...NOTHING,
});
