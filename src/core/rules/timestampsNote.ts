/** What turning timestamps on does not do. Tested on 6.18: connect() fails for a minute longer. */
export const timestampsNeedAMinute =
  'Connections that are in TIME_WAIT by then have no timestamps, so reuse begins 60 s later.';
