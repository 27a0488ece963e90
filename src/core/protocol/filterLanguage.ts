/** The filter language, for code that can import only the protocol: the filter is checked while it is typed. */
export { filterKeys, parseSocketFilter } from '../query/socketFilter.ts';
