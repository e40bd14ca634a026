/** Longer texts of a list have a line each. */
const SHORT = 30;

/** What a task found or did, whatever its type: a line for each field, and for each thing of a list. */
export function resultLines(result: unknown): string {
  if (!isFields(result)) return words(result);
  return inOrder(result)
    .map(([name, value]) =>
      isList(value)
        ? `${name}:${value.map((each) => `\n- ${words(each)}`).join('')}`
        : `${name}: ${words(value)}`,
    )
    .join('\n');
}

/** Stores keep no order of fields; backwards, what was before stands before what is after. */
const inOrder = (fields: object): [string, unknown][] =>
  Object.entries(fields).toSorted(([a], [b]) => (a < b ? 1 : -1));

const isFields = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.some((each) => typeof each === 'object' || String(each).length > SHORT);

function words(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (Array.isArray(value)) return value.map(words).join(', ') || 'none';
  if (!isFields(value)) return String(value);
  return inOrder(value)
    .map(([name, each]) => `${name} ${isFields(each) ? `(${words(each)})` : words(each)}`)
    .join('; ');
}
