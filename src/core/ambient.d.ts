/**
 * The few globals that core uses and that every JavaScript runtime has. Core is compiled with `types: []`, so that
 * nothing of Node, VS Code or the DOM can slip in; what is universal is declared here, as narrow as it is used.
 */
declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { fatal?: boolean });
  decode(input?: Uint8Array): string;
}

declare class URL {
  constructor(url: string);
  static canParse(url: string): boolean;
  readonly protocol: string;
  readonly hostname: string;
  readonly origin: string;
  readonly pathname: string;
  readonly username: string;
  readonly password: string;
  readonly search: string;
  readonly hash: string;
}

declare function structuredClone<T>(value: T, options: { readonly transfer: readonly ArrayBuffer[] }): T;
