/** Draws hosts. Part of the commands bundle, because rows are first drawn long after activation. */
export { fleetItem, fleetNoteItem, instanceItem, jobItem, moreInstancesItem } from './fleetItems.ts';
export { groupItem, hostLevelItem, placeItem } from './hostItems.ts';
export { hostRow } from '../hosts/hostRow.ts';
