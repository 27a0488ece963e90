/** How many series there are of what there may be many of: all metrics of a host together are at most 150 series. */
export const mostDestinations = 20;
export const mostQueues = 5;
export const mostPrograms = 5;
export const mostFindings = 10;
export const mostParameters = 28;
