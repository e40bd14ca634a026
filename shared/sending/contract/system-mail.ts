/** Why no member is mailed, and what whoever runs this Rex can do. */
export const NO_SYSTEM_SENDER =
  'This Rex has no address to write to its members from. Deploy it with `-c systemMailFrom=rex@DOMAIN`, an identity that SES has verified.';
