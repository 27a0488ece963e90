/** What every file that sets a kernel parameter holds in some way: a first look that costs little. */
export const parameterMentions = /sysctl|proc\/sys|systemControls/i;
