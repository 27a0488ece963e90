/** Settings with patterns of files that the editor hides from its file tree and its search. */
export const excludeSettings = ['files.exclude', 'search.exclude'] as const;
