/** The share of the usable local ports that one destination may block before it becomes a warning or an error. */
export const exhaustionShares = { warning: 0.8, error: 0.95 };
