/** What becomes of what a person types about the messages, by the name of the parameter. */
export type WrittenNotes = Readonly<Record<string, string>>;

/**
 * Who writes the messages decides what is used of goal and offer, and that is said before a mission is created.
 * @param configured whether a language model writes; undefined while that is not known
 */
export function writtenNotes(configured: boolean | undefined, isOutreach: boolean): WrittenNotes {
  if (configured === undefined || !isOutreach) return {};
  return configured
    ? {
        goal: 'The language model writes the messages for this goal.',
        offer: 'The messages name it word for word, and no other offer.',
      }
    : {
        goal: 'Kept with the mission, but not in the messages: no language model is set up, so they are the built-in ones, unless an external agent writes them.',
        offer:
          'The first and the fourth of the built-in messages name it, behind “Here is what we can offer you now:”.',
      };
}
