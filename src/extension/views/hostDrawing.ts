/** Draws hosts. Part of the commands bundle, because rows are first drawn long after activation. */
export { groupItem, hostLevelItem, placeItem } from './hostItems.ts';
export { hostRow } from '../hosts/hostRow.ts';
