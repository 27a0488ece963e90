/** How much of the usable local ports one destination may block before that is a warning, or an error. */
export const exhaustionShares = { warning: 0.8, error: 0.95 };
