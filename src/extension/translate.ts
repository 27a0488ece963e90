/** `l10n.t` of VS Code, or its replacement in tests without VS Code. */
export type Translate = (message: string, ...values: string[]) => string;
