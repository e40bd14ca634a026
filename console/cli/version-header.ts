/** Says which version a change is of: that which was read a moment ago. */
export const ofVersion = ({ version }: { readonly version: number }) => ({ 'if-match': `"${version}"` });
