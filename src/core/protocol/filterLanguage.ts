/** The language of filters, for those who may import the protocol only: it is judged where it is typed. */
export { filterKeys, parseSocketFilter } from '../query/socketFilter.ts';
