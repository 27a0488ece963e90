/** `l10n.t` of VS Code, or what stands in for it in tests without VS Code. */
export type Translate = (message: string, ...values: string[]) => string;
