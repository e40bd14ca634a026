/** A number of things in words: 1 mission, 2 missions. */
export const countOf = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
