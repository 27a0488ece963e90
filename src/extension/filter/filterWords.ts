/** What may stand before a colon in a filter. The server knows the language; here it is only told about. */
export const filterWords: readonly string[] = [
  'state',
  'local',
  'peer',
  'address',
  'lport',
  'pport',
  'port',
  'age',
  'uid',
  'process',
];
