/** What of a text of HCL is a comment. */
export const hclComments = { hash: true, slashes: true, block: true } as const;

/** What opens a here-document, up to the end of its line. */
export const hclHereDocument = /<<-?\s*"?(?<word>\w+)"?[ \t]*\r?\n/g;
