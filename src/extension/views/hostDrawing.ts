/** How hosts are drawn, in the bundle of the commands: rows are first drawn long after activation. */
export { groupItem, hostLevelItem, placeItem } from './hostItems.ts';
export { hostRow } from '../hosts/hostRow.ts';
