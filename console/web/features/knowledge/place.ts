/** Where a passage stands, after the title of its document. */
export const placeOf = ({
  page,
  line,
}: {
  readonly page: number | null;
  readonly line: number | null;
}): string => (page === null ? (line === null ? '' : `, line ${line}`) : `, page ${page}`);
