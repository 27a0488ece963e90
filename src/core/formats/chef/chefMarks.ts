/** What opens a here-document, up to the end of its line. */
export const chefHereDocument = /<<[-~]?(["']?)(?<word>\w+)\1[^\n]*\n/g;
