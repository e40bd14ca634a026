/** A local part without quotes (dot-atom, RFC 5322, section 3.2.3). SES accepts no other. */
export const DOT_ATOM = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
