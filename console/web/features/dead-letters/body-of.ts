/** What a message says: its fields where it is JSON, the text as it stands where it is not. */
export function bodyOf(body: string): object | string {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null ? read : body;
  } catch {
    return body;
  }
}
